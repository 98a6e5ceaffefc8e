package redress.certs.status;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import redress.certs.SpiffeId;
import redress.certs.authority.Authority;
import redress.certs.authority.Generation;
import redress.certs.authority.Stage;
import redress.certs.evidence.Sighting;

/// How a trust domain stands at one moment.
///
/// It reads what the authority remembers, the folders, what the workloads report and what their
/// ports show; it changes nothing and opens no key.
///
/// @param authorities those whose root is in the bundle
/// @param crl of the authority's own `crl.pem`; empty if there is none
/// @param concerns all that is not fine, the worst first
public record Status(
        Instant at,
        List<WorkloadStatus> workloads,
        List<AuthorityStatus> authorities,
        Optional<CrlStatus> crl,
        List<Concern> concerns) {

    public Status {
        workloads = List.copyOf(workloads);
        authorities = List.copyOf(authorities);
        concerns = List.copyOf(concerns);
    }

    /// Looks now. `folder` is the authority's.
    public static Status of(Authority authority, Path folder) {
        Instant now = authority.now();
        Map<SpiffeId, Sighting> sightings = Sighting.of(authority.registrations());
        var judge = new WorkloadJudge(Background.of(authority));
        var health = AuthorityHealth.of(authority, folder);
        List<WorkloadStatus> workloads = sightings.values().stream().map(judge::judge).toList();
        List<Concern> concerns =
                Stream.concat(
                                health.concerns().stream(),
                                workloads.stream().flatMap(each -> each.concerns().stream()))
                        .sorted(Comparator.comparing(Concern::level).reversed())
                        .toList();
        return new Status(now, workloads, trusted(authority), health.crl(), concerns);
    }

    /// That of the worst concern.
    public Level level() {
        return concerns.stream()
                .map(Concern::level)
                .max(Comparator.naturalOrder())
                .orElse(Level.FINE);
    }

    private static List<AuthorityStatus> trusted(Authority authority) {
        return authority.generations().stream()
                .filter(generation -> generation.stage() != Stage.REVOKED)
                .map(Status::of)
                .toList();
    }

    private static AuthorityStatus of(Generation generation) {
        return new AuthorityStatus(
                generation.number(),
                generation.stage(),
                generation.root().getNotAfter().toInstant(),
                generation.issuing().getNotAfter().toInstant());
    }
}

package redress.certs.evidence;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.SpiffeId;
import redress.certs.authority.Evidence;
import redress.certs.authority.Registration;

/// What folders, reports and ports showed at one moment, as the steps of a rollover want it.
public final class Collected implements Evidence {
    private final Map<SpiffeId, Sighting> sightings;
    private final Instant now;

    private Collected(Map<SpiffeId, Sighting> sightings, Instant now) {
        this.sightings = sightings;
        this.now = now;
    }

    /// Looks now.
    public static Collected of(Collection<Registration> workloads, Instant now) {
        return new Collected(Sighting.of(workloads), now);
    }

    @Override
    public Optional<Held> folder(Registration workload) {
        Sighting seen = sighting(workload);
        Optional<Crls> crls = seen.crls().orRefuse();
        return seen.folder()
                .orRefuse()
                .map(
                        held ->
                                new Held(
                                        held.leaf(),
                                        held.anchors(),
                                        crls.map(Crls::issuers).orElse(Set.of())));
    }

    @Override
    public Optional<Loaded> report(Registration workload) {
        return sighting(workload)
                .report()
                .orRefuse()
                .filter(report -> report.isFresh(now))
                .map(
                        report ->
                                new Loaded(
                                        report.serial(),
                                        report.anchors(),
                                        report.crlIssuers(),
                                        report.failure(),
                                        report.peersByIssuer()));
    }

    @Override
    public Optional<Shown> probe(Registration workload) {
        return sighting(workload).probe().orRefuse().map(served -> shown(workload, served));
    }

    private Sighting sighting(Registration workload) {
        Sighting sighting = sightings.get(workload.id());
        if (sighting == null) {
            throw new CertsException(
                    Reason.NOT_FOUND, "workload", workload.id(), "one of those looked at");
        }
        return sighting;
    }

    private static Shown shown(Registration workload, Served served) {
        if (served.acceptedIssuers().filter(List::isEmpty).isPresent()) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "authorities that " + workload.id() + " says it accepts",
                    "none",
                    "their names, as it asks for a certificate");
        }
        return new Shown(served.leaf(), served.acceptedIssuers().orElse(List.of()));
    }
}

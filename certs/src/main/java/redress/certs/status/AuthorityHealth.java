package redress.certs.status;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redress.certs.authority.Authority;
import redress.certs.authority.Generation;
import redress.certs.evidence.Crls;
import redress.certs.workload.WorkloadFolder;

/// How the authority itself stands.
record AuthorityHealth(Optional<CrlStatus> crl, List<Concern> concerns) {
    /// Time for a rollover without haste: everybody has to see the new root first.
    private static final Duration ANCHOR_HURTS = Authority.ENDS_SOON;

    private static final Duration ANCHOR_SOON = ANCHOR_HURTS.multipliedBy(2);
    private static final int CRL_SOON = 75;
    private static final String ROLL_OVER = "certs authority prepare, then activate";

    static AuthorityHealth of(Authority authority, Path folder) {
        Generation active = authority.active();
        Instant now = authority.now();
        var concerns = new ArrayList<Concern>();
        anchor(active, now).ifPresent(concerns::add);
        issuing(active, now).ifPresent(concerns::add);
        if (authority.recovery().isVisiblyNeeded()) {
            concerns.add(
                    Concern.hurting(
                            "authority " + active.number(),
                            "the key of its issuing authority is not there",
                            "put it back from a copy, or: certs recover"));
        }
        authority.mute().stream()
                .map(
                        each ->
                                Concern.hurting(
                                        "authority " + each.number(), each.why(), each.remedy()))
                .forEach(concerns::add);
        Optional<X509CRL> list =
                Crls.read(folder.resolve(WorkloadFolder.CRL))
                        .flatMap(lists -> lists.of(active.issuing()));
        crl("crl.pem of the authority", list, now).ifPresent(concerns::add);
        return new AuthorityHealth(list.map(found -> CrlStatus.of(found, now)), concerns);
    }

    /// What is wrong with a list, wherever it lies.
    static Optional<Concern> crl(Object about, Optional<X509CRL> list, Instant now) {
        String remedy = "is the agent running? certs crl, certs renew";
        if (list.isEmpty()) {
            return Optional.of(Concern.soon(about, "there is no CRL of the issuer", remedy));
        }
        Age age = Age.of(list.orElseThrow(), now);
        if (age.isWhole()) {
            return Optional.of(Concern.hurting(about, "the CRL is stale", remedy));
        }
        return age.isOver(CRL_SOON)
                ? Optional.of(
                        Concern.soon(about, age.percent() + " % of the CRL's life is over", remedy))
                : Optional.empty();
    }

    private static Optional<Concern> anchor(Generation active, Instant now) {
        String about = "authority " + active.number();
        String why = "its root ends " + active.root().getNotAfter().toInstant();
        if (endsWithin(active.root(), ANCHOR_HURTS, now)) {
            return Optional.of(Concern.hurting(about, why, ROLL_OVER));
        }
        return endsWithin(active.root(), ANCHOR_SOON, now)
                ? Optional.of(Concern.soon(about, why, ROLL_OVER))
                : Optional.empty();
    }

    private static Optional<Concern> issuing(Generation active, Instant now) {
        String about = "authority " + active.number();
        String why = "its issuing authority ends " + active.issuing().getNotAfter().toInstant();
        if (endsWithin(active.issuing(), Duration.ZERO, now)) {
            return Optional.of(Concern.hurting(about, why, "certs recover"));
        }
        return endsWithin(active.issuing(), Authority.ENDS_SOON, now)
                ? Optional.of(Concern.soon(about, why, ROLL_OVER))
                : Optional.empty();
    }

    private static boolean endsWithin(X509Certificate certificate, Duration rest, Instant now) {
        return !now.plus(rest).isBefore(certificate.getNotAfter().toInstant());
    }
}

package redress.certs.authority;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.SpiffeId;

/// Whether everybody is ready for the next step of the rollover; who is not is said by name.
///
/// Suspended workloads are not waited for: they are out of the mesh.
record OrderCheck(List<Registration> workloads, Evidence evidence) {

    /// Everybody trusts the root of the generation that is about to sign, and has its CRL.
    ///
    /// @param unaware live leaves that went to who asks by itself before there was that root
    void requireTrusted(Generation next, List<Leaf> unaware) {
        List<String> behind =
                behind(
                        workload ->
                                Stream.of(
                                                evidence.folder(workload)
                                                        .flatMap(held -> lack(held, next)),
                                                evidence.report(workload)
                                                        .flatMap(loaded -> lack(loaded, next)),
                                                evidence.probe(workload)
                                                        .filter(shown -> !accepts(shown, next))
                                                        .map(_ -> "its server does not accept it"))
                                        .flatMap(Optional::stream)
                                        .toList());
        refuseIfAny(
                with(behind, unaware, "was given out without the root and"),
                "activate authority " + next.number(),
                "every workload to trust its root and to have its CRL");
    }

    /// Nobody lives on a leaf of the generation that is about to go.
    void requireUnused(Generation old, Unused demand) {
        refuseIfAny(
                with(
                        behind(workload -> uses(old, demand, workload)),
                        demand.onRequest(),
                        "is of it and"),
                "revoke authority " + old.number(),
                "no live leaf of it, and no connection that rests on one");
    }

    private static List<String> with(List<String> behind, List<Leaf> leaves, String what) {
        return Stream.concat(
                        behind.stream(),
                        leaves.stream()
                                .map(
                                        leaf ->
                                                "%s: its leaf %s %s lives until %s"
                                                        .formatted(
                                                                name(leaf.id()),
                                                                IssuedCertificate.hex(
                                                                        leaf.serial()),
                                                                what,
                                                                leaf.notAfter())))
                .toList();
    }

    /// What counts as in use.
    ///
    /// @param live serial numbers of its leaves that are neither expired nor revoked
    /// @param revoked serial numbers that no longer count
    /// @param onRequest those of them whose workloads keep their own keys
    /// @param connections whether open connections count too
    record Unused(
            Instant now,
            Set<BigInteger> live,
            Set<BigInteger> revoked,
            List<Leaf> onRequest,
            boolean connections) {}

    /// Who has a connection with a peer on a leaf of this generation.
    List<String> connections(Generation old) {
        return behind(workload -> connection(old, evidence.report(workload)).stream().toList());
    }

    private static Optional<String> connection(Generation old, Optional<Evidence.Loaded> loaded) {
        return loaded.flatMap(report -> Optional.ofNullable(report.peersByIssuer().get(name(old))))
                .map(peers -> new TreeSet<>(peers))
                .map(peers -> "has a connection with a leaf of it: " + String.join(", ", peers));
    }

    private List<String> uses(Generation old, Unused demand, Registration workload) {
        Optional<Evidence.Loaded> loaded = evidence.report(workload);
        return Stream.of(
                        evidence.folder(workload)
                                .filter(held -> isLive(held.leaf(), old, demand))
                                .map(_ -> "its folder holds a leaf of it"),
                        evidence.probe(workload)
                                .filter(shown -> isLive(shown.leaf(), old, demand))
                                .map(_ -> "its server shows a leaf of it"),
                        loaded.filter(report -> demand.live().contains(report.serial()))
                                .map(_ -> "works with a leaf of it"),
                        connection(old, loaded).filter(_ -> demand.connections()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isLive(X509Certificate leaf, Generation old, Unused demand) {
        boolean isOfIt =
                leaf.getIssuerX500Principal().equals(name(old))
                        || demand.live().contains(leaf.getSerialNumber());
        return isOfIt
                && !demand.now().isAfter(leaf.getNotAfter().toInstant())
                && !demand.revoked().contains(leaf.getSerialNumber());
    }

    private static X500Principal name(Generation generation) {
        return generation.issuing().getSubjectX500Principal();
    }

    private static Optional<String> lack(Evidence.Held held, Generation next) {
        if (!held.anchors().contains(next.root())) {
            return Optional.of("its folder lacks the root");
        }
        return held.listed().contains(name(next))
                ? Optional.empty()
                : Optional.of("its folder lacks the CRL");
    }

    /// Without the list a workload would refuse every peer on a new leaf.
    private static Optional<String> lack(Evidence.Loaded loaded, Generation next) {
        if (loaded.failure().isPresent()) {
            return loaded.failure().map(why -> "does not take up its folder: " + why);
        }
        if (!loaded.anchors().contains(IssuedCertificate.fingerprint(next.root()))) {
            return Optional.of("has not loaded the root");
        }
        return loaded.listed().contains(name(next))
                ? Optional.empty()
                : Optional.of("has not loaded the CRL");
    }

    private static boolean accepts(Evidence.Shown shown, Generation next) {
        return shown.acceptedIssuers().isEmpty()
                || shown.acceptedIssuers().contains(next.root().getSubjectX500Principal());
    }

    private List<String> behind(Function<Registration, List<String>> look) {
        return workloads.stream()
                .filter(workload -> !workload.suspended())
                .flatMap(
                        workload ->
                                findings(look, workload).stream()
                                        .map(finding -> name(workload.id()) + ": " + finding))
                .toList();
    }

    private static List<String> findings(
            Function<Registration, List<String>> look, Registration workload) {
        try {
            return look.apply(workload);
        } catch (CertsException e) {
            return List.of("cannot be judged (" + e.getMessage() + ")");
        }
    }

    private static String name(SpiffeId id) {
        return id.path().substring(1);
    }

    private static void refuseIfAny(List<String> behind, String step, String expected) {
        if (!behind.isEmpty()) {
            throw new CertsException(Reason.WRONG_ORDER, step, String.join("; ", behind), expected);
        }
    }
}

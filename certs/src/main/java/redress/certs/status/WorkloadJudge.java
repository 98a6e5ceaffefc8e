package redress.certs.status;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.Leaf;
import redress.certs.authority.Registration;
import redress.certs.evidence.Report;
import redress.certs.evidence.Served;
import redress.certs.evidence.Sighting;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;

/// Says how one workload stands.
record WorkloadJudge(Background background) {
    private static final int SOON = 60;
    private static final int HURTING = 80;

    /// A process reloads within a second; this is for a machine under load.
    private static final Duration TIME_TO_LOAD = Duration.ofSeconds(30);

    WorkloadStatus judge(Sighting seen) {
        Registration workload = seen.workload();
        Optional<X509Certificate> leaf = seen.folder().found().map(WorkloadCredentials::leaf);
        Look crl = crl(seen);
        List<Concern> concerns =
                Stream.of(
                                unreadable(seen),
                                aged(seen, leaf),
                                revoked(seen, leaf),
                                reload(seen, leaf),
                                crl.concern())
                        .flatMap(Optional::stream)
                        .toList();
        return new WorkloadStatus(
                workload.id(),
                leaf.map(this::held).or(() -> onRequest(workload)),
                lastReload(seen, leaf),
                crl.status(),
                concerns);
    }

    private WorkloadStatus.Held held(X509Certificate leaf) {
        return new WorkloadStatus.Held(
                IssuedCertificate.hex(leaf.getSerialNumber()),
                KeyAlgorithm.of(leaf.getPublicKey()).label(),
                leaf.getNotAfter().toInstant(),
                Age.of(leaf, background.now()).percent(),
                background.generationOf(leaf));
    }

    private Optional<WorkloadStatus.Held> onRequest(Registration workload) {
        return workload.folder().isPresent()
                ? Optional.empty()
                : background
                        .newest(workload.id())
                        .map(
                                leaf ->
                                        new WorkloadStatus.Held(
                                                IssuedCertificate.hex(leaf.serial()),
                                                "unknown",
                                                leaf.notAfter(),
                                                age(leaf, workload).percent(),
                                                Optional.of(leaf.generation())));
    }

    private Age age(Leaf leaf, Registration workload) {
        return Age.of(leaf.notAfter().minus(workload.life()), leaf.notAfter(), background.now());
    }

    private static Optional<Concern> unreadable(Sighting seen) {
        return Stream.of(seen.folder().refusal(), seen.report().refusal())
                .flatMap(Optional::stream)
                .findFirst()
                .map(CertsException::getMessage)
                .map(
                        why ->
                                Concern.hurting(
                                        seen.workload().id(),
                                        String.valueOf(why),
                                        "certs rotate " + name(seen)));
    }

    private Optional<Concern> aged(Sighting seen, Optional<X509Certificate> leaf) {
        Registration workload = seen.workload();
        Optional<Age> age =
                leaf.map(found -> Age.of(found, background.now()))
                        .or(
                                () ->
                                        background
                                                .newest(workload.id())
                                                .map(each -> age(each, workload)));
        String remedy =
                workload.folder().isPresent()
                        ? "is the agent running? certs renew"
                        : "on its machine: certs request --renew";
        return age.filter(found -> found.isOver(SOON) && !workload.suspended())
                .map(found -> aged(workload, found, remedy));
    }

    private static Concern aged(Registration workload, Age age, String remedy) {
        if (age.isWhole()) {
            return Concern.hurting(workload.id(), "its certificate expired", remedy);
        }
        String why = age.percent() + " % of its certificate's life is over";
        return age.isOver(HURTING)
                ? Concern.hurting(workload.id(), why, remedy)
                : Concern.soon(workload.id(), why, remedy);
    }

    private Optional<Concern> revoked(Sighting seen, Optional<X509Certificate> leaf) {
        if (inUse(seen).anyMatch(background::isRevoked)) {
            return Optional.of(
                    Concern.hurting(
                            seen.workload().id(),
                            "it still serves a revoked certificate",
                            "stop it; its peers refuse it"));
        }
        return leaf.filter(found -> background.isRevoked(found.getSerialNumber()))
                .map(
                        _ ->
                                Concern.soon(
                                        seen.workload().id(),
                                        "its folder holds a revoked certificate",
                                        "certs issue "
                                                + name(seen)
                                                + " lets it in again, if it should be"));
    }

    /// Serial numbers that the running process shows or reports.
    private Stream<BigInteger> inUse(Sighting seen) {
        return Stream.concat(
                freshReport(seen).map(Report::serial).stream(),
                seen
                        .probe()
                        .found()
                        .map(Served::leaf)
                        .map(X509Certificate::getSerialNumber)
                        .stream());
    }

    private Optional<Report> freshReport(Sighting seen) {
        return seen.report().found().filter(report -> report.isFresh(background.now()));
    }

    private Optional<Concern> reload(Sighting seen, Optional<X509Certificate> leaf) {
        Optional<String> failure = freshReport(seen).flatMap(Report::failure);
        if (failure.isPresent()) {
            return Optional.of(
                    Concern.hurting(
                            seen.workload().id(),
                            "its last reload failed: " + failure.orElseThrow(),
                            "certs lint " + folder(seen) + " shows what is wrong on the disk"));
        }
        boolean behind =
                leaf.isPresent()
                        && inUse(seen).anyMatch(serial -> !isOf(leaf.orElseThrow(), serial))
                        && isOlderThanLoadTime(seen.workload());
        return behind
                ? Optional.of(
                        Concern.hurting(
                                seen.workload().id(),
                                "it works with another certificate than its folder's",
                                "see its log; restart it if it cannot reload"))
                : Optional.empty();
    }

    private static boolean isOf(X509Certificate leaf, BigInteger serial) {
        return leaf.getSerialNumber().equals(serial);
    }

    private boolean isOlderThanLoadTime(Registration workload) {
        Path file = workload.folder().orElseThrow().resolve(WorkloadFolder.CERTIFICATE);
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return written.plus(TIME_TO_LOAD).isBefore(background.now());
        } catch (IOException e) {
            return true; // it vanished: the next look will say so
        }
    }

    private LastReload lastReload(Sighting seen, Optional<X509Certificate> leaf) {
        if (seen.report().found().isPresent()) {
            return freshReport(seen)
                    .map(fresh -> LastReload.at(fresh.loadedAt()))
                    .orElse(LastReload.NOT_RUNNING);
        }
        if (seen.workload().delivery().probe() == null) {
            return LastReload.UNKNOWN;
        }
        if (seen.probe().refusal().isPresent()) {
            return LastReload.NO_ANSWER;
        }
        return seen.probe()
                .found()
                .map(
                        served ->
                                leaf.filter(served.leaf()::equals).isPresent()
                                        ? LastReload.SERVED
                                        : LastReload.ANOTHER)
                .orElse(LastReload.NOT_RUNNING);
    }

    private record Look(Optional<CrlStatus> status, Optional<Concern> concern) {}

    private Look crl(Sighting seen) {
        if (seen.folder().found().isEmpty()) {
            return new Look(Optional.empty(), Optional.empty());
        }
        WorkloadCredentials held = seen.folder().found().orElseThrow();
        Optional<X509CRL> list =
                seen.crls()
                        .found()
                        .flatMap(
                                lists ->
                                        held.chain().stream()
                                                .skip(1)
                                                .map(lists::of)
                                                .flatMap(Optional::stream)
                                                .findFirst());
        return new Look(
                list.map(found -> CrlStatus.of(found, background.now())),
                AuthorityHealth.crl(seen.workload().id(), list, background.now()));
    }

    private static Path folder(Sighting seen) {
        return seen.workload().folder().orElseThrow();
    }

    private static String name(Sighting seen) {
        return seen.workload().id().path().substring(1);
    }
}

package redress.certs.authority;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import redress.certs.KeyAlgorithm;
import redress.certs.MovableClock;
import redress.certs.QuickKeys;
import redress.certs.TrustDomain;

/// A fresh authority of `redress.local` on a clock that the test moves.
public record AuthorityFixture(Path folder, MovableClock clock, Authority authority) {
    public static final String PASSPHRASE = "only for tests";

    /// Made once: to seal keys takes time on purpose.
    private static final Path MASTER = master();

    /// A copy of the one that all tests share: two of them have the same keys.
    public static AuthorityFixture in(Path dir) {
        copy(MASTER, dir);
        return opened(dir, new MovableClock());
    }

    /// One with keys of its own.
    public static AuthorityFixture foreign(Path dir) {
        var clock = new MovableClock();
        return new AuthorityFixture(
                dir,
                clock,
                Authority.create(dir, TrustDomain.DEFAULT, PASSPHRASE.toCharArray(), clock));
    }

    /// The same folder as another process sees it.
    public Authority again() {
        return opened(folder, clock).authority();
    }

    /// A registered workload that only calls.
    public Registration register(String workload) {
        return authority.register(
                Registration.of(Profile.client(TrustDomain.DEFAULT.workload(workload))));
    }

    /// A registered workload with a folder.
    public Registration register(String workload, Path folder, Duration life) {
        return authority.register(
                Registration.of(Profile.localServer(TrustDomain.DEFAULT.workload(workload)))
                        .withLife(life)
                        .withDelivery(Delivery.to(folder)));
    }

    public IssuedCertificate issue(Registration workload) {
        return authority.issue(workload.id(), KeyAlgorithm.P256.generate().getPublic());
    }

    /// As the agent does for a workload with a folder.
    public IssuedCertificate deliver(Registration workload) {
        return authority.issueIntoFolder(workload.id(), KeyAlgorithm.P256.generate().getPublic());
    }

    /// All files below a folder, the newest state of each.
    public static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (Path each : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                    Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(each));
                } else {
                    Files.copy(
                            each,
                            target,
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AuthorityFixture opened(Path dir, MovableClock clock) {
        return new AuthorityFixture(
                dir, clock, Authority.open(dir, PASSPHRASE.toCharArray(), clock));
    }

    private static Path master() {
        try {
            Path master = Files.createTempDirectory("authority-of-tests").resolve("pki");
            var _ = foreign(master);
            for (String key : List.of("root.key", "issuing.key")) {
                QuickKeys.reseal(
                        master.resolve("generations/1").resolve(key), PASSPHRASE.toCharArray());
            }
            return master;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

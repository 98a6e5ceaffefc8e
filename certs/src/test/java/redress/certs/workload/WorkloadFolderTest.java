package redress.certs.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.AuthorityFixture;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;

class WorkloadFolderTest {
    private static final Profile PROFILE =
            Profile.localServer(TrustDomain.DEFAULT.workload("case-service"));

    @TempDir Path dir;

    private Authority authority;
    private WorkloadFolder folder;

    @BeforeEach
    void create() {
        var fixture = AuthorityFixture.in(dir.resolve("pki"));
        authority = fixture.authority();
        var _ = authority.register(Registration.of(PROFILE));
        folder = WorkloadFolder.at(dir.resolve("workloads/case-service"));
    }

    @Test
    void holdsLeafAndChainTheKeyAndTheAnchors() {
        IssuedCertificate issued = issue(folder);

        WorkloadCredentials read = folder.read();

        assertThat(read.chain()).isEqualTo(issued.chain());
        assertThat(read.anchors()).isEqualTo(authority.bundle());
        assertThat(read.id()).isEqualTo(PROFILE.id());
        assertThat(KeyAlgorithm.match(read.key(), read.leaf().getPublicKey())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void holdsKeysOfEveryAlgorithm(KeyAlgorithm algorithm) {
        issue(folder, algorithm);

        assertThat(KeyAlgorithm.of(folder.read().leaf().getPublicKey())).isEqualTo(algorithm);
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        Files.createDirectories(folder.path());
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxr-xr-x"));

        issue(folder.withDerKey());

        assertThat(mode(folder.path())).isEqualTo("rwx------");
        for (String name : List.of("tls.crt", "tls.key", "tls.pk8", "bundle.pem", "crl.pem")) {
            assertThat(mode(folder.path().resolve(name))).isEqualTo("rw-------");
        }
    }

    @Test
    void hasTheKeyInDerWhenAskedAndKeepsIt() throws Exception {
        issue(folder.withDerKey());
        WorkloadFolder again = WorkloadFolder.at(folder.path());
        issue(again);

        byte[] der = Files.readAllBytes(folder.path().resolve("tls.pk8"));

        assertThat(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)))
                .isEqualTo(again.read().key());
    }

    @Test
    void holdsTheCrlOfTheSet() {
        issue(folder);

        assertThat(folder.crl()).contains(authority.crl());
    }

    @Test
    void readsASetWithoutACrl() throws IOException {
        issue(folder);
        Files.delete(folder.path().resolve("crl.pem").toRealPath());

        assertThat(folder.crl()).isEmpty();
        assertThat(folder.read().id()).isEqualTo(PROFILE.id());
    }

    @Test
    void hasNoKeyInDerUnlessAsked() {
        issue(folder);

        assertThat(folder.path().resolve("tls.pk8")).doesNotExist();
    }

    @Test
    void takesAFreshKeyEachTime() {
        issue(folder);
        WorkloadCredentials first = folder.read();
        issue(folder);

        assertThat(folder.read().leaf().getPublicKey()).isNotEqualTo(first.leaf().getPublicKey());
    }

    @Test
    void leavesNoOldKeyBehind() throws IOException {
        issue(folder);
        issue(folder);

        try (var sets = Files.list(folder.path())) {
            assertThat(sets.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)))
                    .hasSize(1);
        }
    }

    @Test
    void keepsTheOldSetWhenTheWriterDiedBeforeTheSwap() throws IOException {
        IssuedCertificate issued = issue(folder);
        Path half = Files.createDirectory(folder.path().resolve("..set-half"));
        Files.writeString(half.resolve("tls.crt"), "-----BEGIN CERT");
        Files.createSymbolicLink(folder.path().resolve("....data.new"), half.getFileName());

        assertThat(folder.read().chain()).isEqualTo(issued.chain());
        assertThat(issue(folder).chain()).isEqualTo(folder.read().chain());
        assertThat(half).doesNotExist();
    }

    @Test
    void neverShowsAReaderAMixedSet() throws InterruptedException, ExecutionException {
        issue(folder);
        var writing = new AtomicBoolean(true);
        Callable<Integer> reader =
                () -> {
                    int read = 0;
                    while (writing.get() || read == 0) {
                        assertThat(folder.read().id()).isEqualTo(PROFILE.id());
                        read++;
                    }
                    return read;
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> reads = threads.submit(reader);
            for (int round = 0; round < 20; round++) {
                issue(folder);
            }
            writing.set(false);
            assertThat(reads.get()).isPositive();
        }
    }

    @Test
    void replacesPlainFilesThatAnotherToolLeft() throws IOException {
        WorkloadFolder other = WorkloadFolder.at(dir.resolve("other"));
        issue(other);
        Files.createDirectories(folder.path());
        for (String name : List.of("tls.crt", "tls.key", "bundle.pem")) {
            Files.copy(other.path().resolve(name), folder.path().resolve(name));
        }
        assertThat(folder.read().chain()).isEqualTo(other.read().chain());

        IssuedCertificate issued = issue(folder);

        assertThat(folder.read().chain()).isEqualTo(issued.chain());
        assertThat(folder.path().resolve("tls.key")).isSymbolicLink();
    }

    @Test
    void refusesAKeyThatIsNotTheLeafs() throws IOException {
        issue(folder);
        WorkloadFolder other = WorkloadFolder.at(dir.resolve("other"));
        issue(other);
        Files.copy(
                other.path().resolve("tls.key"),
                folder.path().resolve("tls.key").toRealPath(),
                StandardCopyOption.REPLACE_EXISTING);

        assertRefused(Reason.BAD_MATERIAL, folder::read);
    }

    @Test
    void refusesACertificateCutShort() throws IOException {
        issue(folder);
        Path certificate = folder.path().resolve("tls.crt").toRealPath();
        String whole = Files.readString(certificate);
        Files.writeString(certificate, whole.substring(0, whole.length() / 3), UTF_8);

        assertRefused(Reason.BAD_MATERIAL, folder::read);
    }

    @Test
    void refusesAMissingFile() throws IOException {
        issue(folder);
        Files.delete(folder.path().resolve("bundle.pem").toRealPath());

        assertRefused(Reason.NOT_FOUND, folder::read);
    }

    @Test
    void neverPrintsItsKey() {
        issue(folder);

        assertThat(folder.read().toString()).matches("WorkloadCredentials\\[serial=[0-9a-f]{32}]");
    }

    private IssuedCertificate issue(WorkloadFolder into) {
        return issue(into, KeyAlgorithm.P256);
    }

    private IssuedCertificate issue(WorkloadFolder into, KeyAlgorithm algorithm) {
        var keys = algorithm.generate();
        IssuedCertificate issued = authority.issue(PROFILE.id(), keys.getPublic());
        into.write(
                new WorkloadCredentials(keys.getPrivate(), issued.chain(), authority.bundle()),
                authority.crl());
        return issued;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

package redress.mesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.mesh.identity.TestAuthority.Issued;
import redress.mesh.identity.TestAuthority.Leaf;
import redress.mesh.identity.UnusableIdentityException.Reason;

class WorkloadIdentityTest {

    private static final String ID = "spiffe://redress.test/case-service";

    private final TestAuthority authority = TestAuthority.create();
    private final Issued issued = authority.issue("case-service");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    @DisplayName("zero-trust 30: keys of each algorithm are loaded")
    void loadsKeysOfEachAlgorithm(String algorithm) {
        authority.issue(Leaf.of(ID).algorithm(algorithm)).writeTo(folder, authority);

        WorkloadIdentity identity =
                WorkloadIdentity.of(IdentityFiles.read(folder, folder), Instant.now());

        assertThat(identity.id()).isEqualTo(SpiffeId.parse(ID));
        assertThat(identity.anchors().certificates()).containsExactly(authority.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "tls.key", "bundle.pem"})
    void refusesAMissingFile(String file) throws IOException {
        issued.writeTo(folder, authority);
        Files.delete(folder.resolve(file));

        assertThat(refusal()).isEqualTo(Reason.UNREADABLE_FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "bundle.pem"})
    void refusesATruncatedCertificate(String file) throws IOException {
        issued.writeTo(folder, authority);
        String whole = Files.readString(folder.resolve(file));
        TestAuthority.write(folder.resolve(file), whole.substring(0, whole.length() / 2));

        assertThat(refusal()).isEqualTo(Reason.MALFORMED_CERTIFICATE);
    }

    @Test
    void refusesABundleWhoseSecondAnchorIsCutOff() throws IOException {
        issued.writeTo(folder, authority, TestAuthority.create());
        Path bundle = folder.resolve("bundle.pem");
        String whole = Files.readString(bundle);
        TestAuthority.write(bundle, whole.substring(0, whole.length() - 60));

        assertThat(refusal()).isEqualTo(Reason.MALFORMED_CERTIFICATE);
    }

    @Test
    void refusesTheKeyOfAnotherCertificate() {
        issued.writeTo(folder, authority);
        TestAuthority.write(folder.resolve("tls.key"), authority.issue("other").keyPem());

        assertThat(refusal()).isEqualTo(Reason.KEY_MISMATCH);
    }

    @Test
    void neverShowsTheKey() {
        issued.writeTo(folder, authority);
        String damaged = issued.keyPem().replaceFirst("\nM", "\nX");
        TestAuthority.write(folder.resolve("tls.key"), damaged);

        UnusableIdentityException refused = failure();

        assertThat(refused.reason()).isEqualTo(Reason.MALFORMED_KEY);
        assertThat(refused).hasNoCause().hasMessageNotContaining(damaged.substring(40, 60));
    }

    @Test
    void refusesAnAuthorityThatDidNotIssueTheCertificate() {
        issued.writeTo(folder, TestAuthority.create());

        assertThat(refusal()).isEqualTo(Reason.UNTRUSTED_CHAIN);
    }

    @Test
    void refusesALeafAmongTheAnchors() {
        issued.writeTo(folder, authority);
        TestAuthority.write(folder.resolve("bundle.pem"), TestAuthority.pem(issued.chain()));

        assertThat(refusal()).isEqualTo(Reason.UNUSABLE_ANCHOR);
    }

    @Test
    void refusesACertificateThatHasExpired() {
        Instant now = Instant.now();
        Leaf expired = Leaf.of(ID).valid(now.minus(Duration.ofHours(1)), now.minusSeconds(5));
        authority.issue(expired).writeTo(folder, authority);

        assertThat(refusal()).isEqualTo(Reason.REFUSED_CERTIFICATE);
    }

    @Test
    @DisplayName("zero-trust 3: a peer of a foreign authority with the same subject is refused")
    void refusesAPeerOfAnAuthorityWithTheSameSubject() {
        issued.writeTo(folder, authority);
        WorkloadIdentity identity =
                WorkloadIdentity.of(IdentityFiles.read(folder, folder), Instant.now());
        Issued foreign = TestAuthority.create().issue("case-service");

        RefusedCertificateException refused =
                catchThrowableOfType(
                        RefusedCertificateException.class,
                        () -> identity.verify(List.of(foreign.leaf()), Instant.now()));

        assertThat(refused.reason()).isEqualTo(RefusedCertificateException.Reason.UNTRUSTED_CHAIN);
    }

    private Reason refusal() {
        return failure().reason();
    }

    private UnusableIdentityException failure() {
        return catchThrowableOfType(
                UnusableIdentityException.class,
                () -> WorkloadIdentity.of(IdentityFiles.read(folder, folder), Instant.now()));
    }
}

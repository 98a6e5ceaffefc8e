package redress.mesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.RefusedCertificateException.Reason;
import redress.mesh.identity.TestAuthority.Issued;

class RevocationsTest {

    private final TestAuthority root = TestAuthority.create();
    private final TestAuthority issuing = root.issuing("Issuing 1");
    private final Issued peer = issuing.issue("console");

    @TempDir Path folder;

    @Test
    void acceptsWhatIsNotRevoked() {
        assertThatCode(() -> own(issuing).verify(peer.chain(), Instant.now()))
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("zero-trust 22: a revoked leaf is refused")
    void refusesARevokedLeaf() {
        issuing.revoke(peer);

        assertThat(reason(own(issuing), peer)).isEqualTo(Reason.REVOKED);
        assertThatCode(() -> own(issuing).verify(issuing.issue("console").chain(), Instant.now()))
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("zero-trust 22: every leaf of a revoked issuing authority is refused")
    void refusesALeafOfARevokedAuthority() {
        root.revoke(issuing);

        assertThat(reason(own(issuing), peer)).isEqualTo(Reason.REVOKED);
    }

    @Test
    void refusesAPeerWhoseIssuerHasNoList() {
        WorkloadIdentity own = own(root);

        assertThat(reason(own, peer)).isEqualTo(Reason.REVOCATION_UNKNOWN);
    }

    @Test
    void refusesAPeerWhoseIssuerOnlyHasTheNameOfOneWithAList() {
        Issued other = root.issuing("Issuing 1").issue("console");

        assertThat(reason(own(issuing), other)).isEqualTo(Reason.REVOCATION_UNKNOWN);
    }

    @Test
    void checksNothingWhereTheIssuerWritesNoListAndThatIsAllowed() throws Exception {
        issuing.issue("case-service").writeTo(folder, issuing);
        Files.delete(folder.resolve("crl.pem"));

        try (var source =
                IdentitySource.still(folder, CrlDemand.OPTIONAL, InstantSource.system())) {
            assertThat(source.current().revocations().isChecked()).isFalse();
            assertThatCode(() -> source.current().verify(peer.chain(), Instant.now()))
                    .doesNotThrowAnyException();

            TestAuthority.write(folder.resolve("crl.pem"), issuing.revoke(peer).crl());
            source.refresh();

            assertThat(source.current().revocations().isChecked()).isTrue();
            assertThat(reason(source.current(), peer)).isEqualTo(Reason.REVOKED);
        }
    }

    @Test
    @DisplayName("zero-trust 7: a chain verified once is still refused after its end")
    void refusesAKnownChainOnceItHasExpired() throws RefusedCertificateException {
        WorkloadIdentity own = own(issuing);
        Instant end = peer.leaf().getNotAfter().toInstant();

        assertThat(own.verify(peer.chain(), Instant.now()).workload()).isEqualTo("console");
        assertThat(own.verify(peer.chain(), Instant.now()).workload()).isEqualTo("console");

        RefusedCertificateException refused =
                catchThrowableOfType(
                        RefusedCertificateException.class,
                        () -> own.verify(peer.chain(), end.plusMillis(1)));
        assertThat(refused.reason()).isEqualTo(Reason.EXPIRED);
    }

    private WorkloadIdentity own(TestAuthority listed) {
        issuing.issue("case-service").writeTo(folder, listed);
        try (var source =
                IdentitySource.still(folder, CrlDemand.REQUIRED, InstantSource.system())) {
            return source.current();
        }
    }

    private static Reason reason(WorkloadIdentity own, Issued peer) {
        return catchThrowableOfType(
                        RefusedCertificateException.class,
                        () -> own.verify(peer.chain(), Instant.now()))
                .reason();
    }
}

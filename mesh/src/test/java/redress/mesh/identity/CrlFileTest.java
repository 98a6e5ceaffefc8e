package redress.mesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.UnusableIdentityException.Reason;

class CrlFileTest {

    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Instant now = Instant.now();
    private final MovableClock clock = new MovableClock(now);
    private final TestAuthority root = TestAuthority.create();
    private final TestAuthority issuing = root.issuing("Issuing 1");
    private final TestCrl good = TestCrl.number(10).revoking(Set.of(BigInteger.TWO));

    @TempDir Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void writeAnIdentity() {
        issuing.issue("case-service").writeTo(folder, issuing);
        file = folder.resolve("crl.pem");
        TestAuthority.write(file, issuing.crl(good));
    }

    @Test
    void installsANewerList() {
        try (var source = source()) {
            TestAuthority.write(file, issuing.crl(TestCrl.number(11)));
            source.refresh();

            assertThat(source.lastFailure()).isEmpty();
            assertThat(source.current().revocations().numbers())
                    .containsEntry("CN=Issuing 1", BigInteger.valueOf(11));
        }
    }

    @Test
    void doesNotStartWithoutAList() throws IOException {
        Files.delete(file);

        assertThatThrownBy(this::source)
                .isInstanceOf(UnusableIdentityException.class)
                .hasMessageContaining("crl.pem: no such file (expected: one, or")
                .hasMessageContaining("redress.identity.crl=optional");
    }

    @Test
    @DisplayName("zero-trust 23: a list with a bad signature does not go live")
    void keepsTheLastGoodListWhenASignatureIsBad() {
        String forged =
                TestCrl.number(11).pem(issuing.certificate(), TestAuthority.create().keys());
        assertKept(Reason.BAD_CRL_SIGNATURE, certificate(issuing) + forged);
    }

    @Test
    @DisplayName("zero-trust 23: a list of a foreign issuer does not go live")
    void keepsTheLastGoodListWhenTheIssuerIsForeign() {
        TestAuthority foreign = TestAuthority.create().issuing("Foreign");
        assertKept(
                Reason.FOREIGN_CRL,
                issuing.crl(TestCrl.number(11)) + foreign.crl(TestCrl.number(11)));
    }

    @Test
    @DisplayName("zero-trust 23: a list signed by a workload does not go live")
    void keepsTheLastGoodListWhenALeafSignedIt() {
        var leaf = issuing.issue("partner");
        String signed = TestCrl.number(11).pem(leaf.leaf(), leaf.keys());
        assertKept(Reason.FOREIGN_CRL, TestAuthority.pem(leaf.chain()) + signed);
    }

    @Test
    @DisplayName("zero-trust 23: a stale list does not go live")
    void keepsTheLastGoodListWhenTheNewOneIsStale() {
        TestCrl stale =
                TestCrl.number(11).valid(now.minusSeconds(900), now.minus(SKEW).minusSeconds(2));
        assertKept(Reason.STALE_CRL, issuing.crl(stale));
    }

    @Test
    @DisplayName("zero-trust 23: a list with a lower number does not go live")
    void keepsTheLastGoodListWhenTheNewOneHasALowerNumber() {
        assertKept(Reason.OLDER_CRL, issuing.crl(TestCrl.number(9)));
    }

    @Test
    @DisplayName("zero-trust 23: a list of the same number but an earlier date does not go live")
    void keepsTheLastGoodListWhenTheNewOneIsEarlier() {
        TestCrl earlier = TestCrl.number(10).valid(now.minusSeconds(600), now.plusSeconds(600));
        assertKept(Reason.OLDER_CRL, issuing.crl(earlier));
    }

    @Test
    @DisplayName("zero-trust 23: a file without the list of a trusted issuer does not go live")
    void keepsTheLastGoodListWhenAnIssuerVanishes() {
        assertKept(Reason.MISSING_CRL, root.crl());
    }

    @Test
    @DisplayName("zero-trust 24: a truncated list does not go live")
    void keepsTheLastGoodListWhenTheNewOneIsCutOff() {
        String whole = issuing.crl(TestCrl.number(11));
        assertKept(Reason.MALFORMED_CRL, whole.substring(0, whole.length() / 4));
    }

    @Test
    @DisplayName("zero-trust 24: the last good list stays when the file is gone")
    void keepsTheLastGoodListWhenTheFileIsGone() throws IOException {
        try (var source = source()) {
            Files.delete(file);
            source.refresh();

            assertThat(source.lastFailure().orElseThrow().reason()).isEqualTo(Reason.MISSING_CRL);
            assertThat(source.failures(Reason.MISSING_CRL)).isEqualTo(1);
            assertGoodInUse(source);
        }
    }

    @Test
    @DisplayName(
            "zero-trust 23: the last good list stays in force when it goes stale, with an alarm")
    void enforcesAListThatHasGoneStale() {
        TestCrl brief = TestCrl.number(10).valid(now.minusSeconds(10), now.plusSeconds(600));
        TestAuthority.write(file, issuing.crl(brief));
        try (var source = source()) {
            clock.set(brief.until().plus(SKEW).plusSeconds(1));
            source.refresh();

            assertThat(source.lastFailure().orElseThrow().reason()).isEqualTo(Reason.STALE_CRL);
            assertGoodInUse(source);
        }
    }

    @Test
    @DisplayName("zero-trust 24: a bad list does not hold up a good leaf, nor the other way round")
    void bringsInWhatIsGoodWhateverTheRestIs() {
        try (var source = source()) {
            var next = issuing.issue("case-service");
            next.writeTo(folder, issuing);
            TestAuthority.write(file, "nothing");
            source.refresh();
            assertThat(source.current().leaf()).isEqualTo(next.leaf());
            assertGoodInUse(source);

            TestAuthority.write(folder.resolve("tls.key"), "nothing");
            TestAuthority.write(file, issuing.crl(TestCrl.number(12)));
            source.refresh();
            assertThat(source.lastFailure().orElseThrow().reason()).isEqualTo(Reason.MALFORMED_KEY);
            assertThat(source.current().revocations().numbers())
                    .containsEntry("CN=Issuing 1", BigInteger.valueOf(12));
        }
    }

    @Test
    @DisplayName("zero-trust 21: the list of an issuer may go when its root is no longer trusted")
    void letsTheListOfAFormerIssuerGo() {
        try (var source = source()) {
            TestAuthority next = TestAuthority.create().issuing("Issuing 2");
            next.issue("case-service").writeTo(folder, next);
            source.refresh();

            assertThat(source.lastFailure()).isEmpty();
            assertThat(source.current().revocations().numbers().keySet())
                    .containsExactly("CN=Issuing 2", "CN=Test authority");
        }
    }

    @Test
    @DisplayName(
            "zero-trust 23: a stale list may go, and then the leaves of its issuer are refused")
    void letsTheStaleListOfAnIssuerThatLostItsKeyGo() {
        TestCrl last = TestCrl.number(10).valid(now.minusSeconds(10), now.plusSeconds(600));
        TestAuthority.write(file, issuing.crl(last));
        try (var source = source()) {
            clock.set(last.until().plus(SKEW).plusSeconds(1));
            TestAuthority.write(file, root.crl());
            source.refresh();

            assertThat(source.lastFailure()).isEmpty();
            List<X509Certificate> leaf = issuing.issue("partner").chain();
            assertThatThrownBy(() -> source.current().verify(leaf, clock.instant()))
                    .isInstanceOfSatisfying(
                            RefusedCertificateException.class,
                            refused ->
                                    assertThat(refused.reason())
                                            .isEqualTo(
                                                    RefusedCertificateException.Reason
                                                            .REVOCATION_UNKNOWN));
        }
    }

    @Test
    @DisplayName("zero-trust 27: lists of a publisher whose clock is 5 minutes off are installed")
    void survivesTheSkewOfItsPublisher() {
        try (var source = source()) {
            clock.set(now.minus(SKEW));
            TestAuthority.write(
                    file, issuing.crl(TestCrl.number(11).valid(now, now.plus(Duration.ofDays(1)))));
            source.refresh();
            assertThat(source.lastFailure()).isEmpty();

            TestCrl ending = TestCrl.number(12).valid(now, now.plusSeconds(60));
            clock.set(ending.until().plus(SKEW).minusSeconds(1));
            TestAuthority.write(file, issuing.crl(ending));
            source.refresh();
            assertThat(source.lastFailure()).isEmpty();
        }
    }

    private void assertKept(Reason reason, String text) {
        try (var source = source()) {
            TestAuthority.write(file, text);
            source.refresh();

            assertThat(source.lastFailure().map(UnusableIdentityException::reason))
                    .hasValue(reason);
            assertThat(source.failures(reason)).isEqualTo(1);
            assertGoodInUse(source);
        }
    }

    private static void assertGoodInUse(IdentitySource source) {
        assertThat(source.current().revocations().numbers())
                .containsEntry("CN=Issuing 1", BigInteger.TEN);
    }

    private static String certificate(TestAuthority authority) {
        return TestAuthority.pem(List.of(authority.certificate()));
    }

    private IdentitySource source() {
        return IdentitySource.still(folder, CrlDemand.REQUIRED, clock);
    }
}

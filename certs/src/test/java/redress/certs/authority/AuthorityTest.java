package redress.certs.authority;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.AlternativeNames;
import redress.certs.KeyAlgorithm;
import redress.certs.MovableClock;
import redress.certs.Reason;
import redress.certs.TrustDomain;

class AuthorityTest {
    private static final PublicKey KEY = KeyAlgorithm.P256.generate().getPublic();
    private static final Profile PROFILE =
            Profile.client(TrustDomain.DEFAULT.workload("case-service"));
    private static final char[] PASSPHRASE = AuthorityFixture.PASSPHRASE.toCharArray();

    @TempDir Path dir;

    private Path pki;
    private MovableClock clock;
    private Authority authority;

    @BeforeEach
    void create() {
        pki = dir.resolve("parent/pki");
        var fixture = AuthorityFixture.in(pki);
        clock = fixture.clock();
        authority = fixture.authority();
    }

    @Test
    void signsAChainThatTheJdkValidates() throws GeneralSecurityException {
        IssuedCertificate issued = issue(authority);

        assertThat(issued.chain()).hasSize(2);
        validate(issued, authority.bundle());
    }

    @Test
    void signsWithAnotherAlgorithm() throws GeneralSecurityException {
        var ed25519 =
                Authority.create(
                        dir.resolve("ed25519"),
                        TrustDomain.DEFAULT,
                        KeyAlgorithm.ED25519,
                        PASSPHRASE,
                        clock);

        validate(issue(ed25519), ed25519.bundle());
    }

    @Test
    void isNotTrustedUnderTheRootOfAnotherOfTheSameName() {
        Authority other = AuthorityFixture.foreign(dir.resolve("other")).authority();
        IssuedCertificate issued = issue(other);

        assertThatThrownBy(() -> validate(issued, authority.bundle()))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void issuesLeavesThatExpire() {
        IssuedCertificate issued = issue(authority);
        clock.advance(Authority.LEAF_LIFE.plusSeconds(1));

        assertThatThrownBy(() -> validate(issued, authority.bundle()))
                .hasMessageContaining("validity");
    }

    @Test
    void makesARootForTenYearsThatMayHaveOneAuthorityBelow() {
        X509Certificate root = authority.bundle().getFirst();

        assertThat(root.getBasicConstraints()).isEqualTo(1);
        assertThat(root.getNotAfter().toInstant())
                .isAfter(clock.instant().plus(Duration.ofDays(3649)));
        assertThatCode(() -> root.verify(root.getPublicKey())).doesNotThrowAnyException();
    }

    @Test
    void makesAnIssuingAuthorityForOneYearThatMayHaveNoneBelow() {
        assertThat(authority.active().issuing().getBasicConstraints()).isZero();
        assertThat(Validity.of(authority.active().issuing()).holdsAt(after(Duration.ofDays(364))))
                .isTrue();
        assertThat(Validity.of(authority.active().issuing()).holdsAt(after(Duration.ofDays(366))))
                .isFalse();
    }

    @Test
    void makesAuthoritiesThatSignAndNothingElse() {
        for (X509Certificate each :
                List.of(authority.bundle().getFirst(), authority.active().issuing())) {
            assertThat(each.getKeyUsage())
                    .containsExactly(false, false, false, false, false, true, true, false, false);
            assertThat(AlternativeNames.URI.of(each)).containsExactly("spiffe://redress.local");
            assertThat(each.getCriticalExtensionOIDs()).contains("2.5.29.15", "2.5.29.19");
        }
    }

    @Test
    void refusesAWorkloadInCapitalLetters() {
        var loud = Registration.of(Profile.client(TrustDomain.DEFAULT.workload("Case-Service")));

        assertRefused(Reason.INVALID, () -> authority.register(loud));
    }

    @Test
    void refusesToIssueOnceExpired() {
        clock.set(authority.active().issuing().getNotAfter().toInstant().plusSeconds(1));

        assertRefused(Reason.ISSUER_NOT_VALID, () -> issue(authority));
    }

    @Test
    void refusesToIssueBeforeItIsValid() {
        clock.advance(Duration.ofMinutes(-5));

        assertRefused(Reason.ISSUER_NOT_VALID, () -> issue(authority));
    }

    @Test
    void opensAgainAndKeepsItsTrustDomain() throws GeneralSecurityException {
        Authority opened = Authority.open(pki, PASSPHRASE, clock);

        assertThat(opened.trustDomain()).isEqualTo(TrustDomain.DEFAULT);
        validate(issue(opened), authority.bundle());
    }

    @Test
    void refusesAWrongPassphrase() {
        assertRefused(
                Reason.WRONG_PASSPHRASE,
                () -> issue(Authority.open(pki, "guess".toCharArray(), clock)));
    }

    @Test
    void refusesToOpenWhatIsNotThere() {
        assertRefused(
                Reason.NOT_FOUND, () -> Authority.open(dir.resolve("none"), PASSPHRASE, clock));
    }

    @Test
    void keepsItsKeysEncryptedAndToItsOwner() throws IOException {
        assertThat(mode(pki)).isEqualTo("rwx------");
        for (String name : List.of("generations/1/root.key", "generations/1/issuing.key")) {
            assertThat(mode(pki.resolve(name))).isEqualTo("rw-------");
            assertThat(pki.resolve(name)).content(UTF_8).startsWith("-----BEGIN ENCRYPTED PRIVATE");
        }
    }

    @Test
    void refusesAKeyThatOthersMayRead() throws IOException {
        Files.setPosixFilePermissions(
                pki.resolve("generations/1/issuing.key"),
                PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(Reason.EXPOSED, () -> issue(Authority.open(pki, PASSPHRASE, clock)));
    }

    @Test
    void refusesAKeyThatIsNotItsCertificates() throws IOException {
        Files.delete(pki.resolve("generations/1/issuing.key"));
        Files.copy(pki.resolve("generations/1/root.key"), pki.resolve("generations/1/issuing.key"));

        assertRefused(Reason.BAD_MATERIAL, () -> issue(Authority.open(pki, PASSPHRASE, clock)));
    }

    @Test
    void refusesToReplaceAnAuthority() throws IOException {
        byte[] before = Files.readAllBytes(pki.resolve("generations/1/root.crt"));

        assertRefused(Reason.ALREADY_EXISTS, () -> AuthorityFixture.foreign(pki));
        assertThat(pki.resolve("generations/1/root.crt")).hasBinaryContent(before);
    }

    @Test
    void leavesNothingBesideItsFolder() throws IOException {
        try (var entries = Files.list(dir.resolve("parent"))) {
            assertThat(entries).containsExactly(pki);
        }
    }

    @Test
    void hasEveryLeafInItsLogAndInMind() throws IOException {
        IssuedCertificate issued = issue(authority);

        List<LogEntry> entries = new LogCheck(pki).entries();

        assertThat(entries.getLast().event()).isEqualTo("issue");
        assertThat(entries.getLast().details())
                .containsEntry("workload", "spiffe://redress.local/case-service")
                .containsEntry("serial", issued.serial())
                .containsEntry("authority", "1")
                .containsEntry("notAfter", "2031-05-06T08:08:09Z")
                .containsEntry("algorithm", "P-256")
                .containsEntry("sha256", IssuedCertificate.fingerprint(issued.leaf()));
        assertThat(authority.leaves())
                .containsExactly(Leaf.of(issued.leaf(), 1, true, 1))
                .isEqualTo(Authority.open(pki, PASSPHRASE, clock).leaves());
        assertThat(mode(pki.resolve("log.jsonl"))).isEqualTo("rw-------");
        assertThat(mode(pki.resolve("authority.json"))).isEqualTo("rw-------");
    }

    @Test
    void issuesToNobodyUnknown() {
        assertRefused(
                Reason.NOT_FOUND,
                () -> authority.issue(TrustDomain.DEFAULT.workload("stranger"), KEY));
    }

    @Test
    @DisplayName("zero-trust 29: what a certificate says comes from the registration")
    void takesOnlyTheKeyFromWhoAsks() {
        var registered =
                Registration.of(PROFILE.withDns("cases.example.org").withIp("::1"))
                        .withLife(Duration.ofMinutes(90));
        var _ = authority.register(registered);

        X509Certificate leaf = authority.issue(PROFILE.id(), KEY).leaf();

        assertThat(Profile.of(leaf)).isEqualTo(registered.profile());
        assertThat(leaf.getPublicKey()).isEqualTo(KEY);
        assertThat(Validity.of(leaf).notAfter()).isEqualTo(Instant.parse("2031-05-06T08:38:09Z"));
    }

    @Test
    void keepsWhatWasRegisteredLast() {
        var first = Registration.of(PROFILE);
        var second = first.withLife(Duration.ofHours(5)).withAlgorithm(KeyAlgorithm.ED25519);
        var _ = authority.register(first);
        var _ = authority.register(second);

        assertThat(Authority.open(pki, PASSPHRASE, clock).registrations()).containsExactly(second);
    }

    @Test
    void writesNothingWhenARegistrationIsTheSame() throws IOException {
        var _ = authority.register(Registration.of(PROFILE));
        byte[] state = Files.readAllBytes(pki.resolve("authority.json"));
        byte[] log = Files.readAllBytes(pki.resolve("log.jsonl"));
        var _ = authority.register(Registration.of(PROFILE));

        assertThat(pki.resolve("authority.json")).hasBinaryContent(state);
        assertThat(pki.resolve("log.jsonl")).hasBinaryContent(log);
    }

    @Test
    void losesNoChangeOfAnotherProcess() {
        Authority other = Authority.open(pki, PASSPHRASE, clock);
        var _ = authority.register(Registration.of(PROFILE));
        var elsewhere = Profile.client(TrustDomain.DEFAULT.workload("elsewhere"));
        var _ = other.register(Registration.of(elsewhere));

        assertThat(authority.registrations())
                .extracting(Registration::profile)
                .containsExactly(PROFILE, elsewhere);
    }

    @Test
    void changesOneAfterTheOther() throws Exception {
        var _ = authority.register(Registration.of(PROFILE));
        Authority other = Authority.open(pki, PASSPHRASE, clock);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var issued = new ArrayList<Future<IssuedCertificate>>();
            for (int i = 0; i < 10; i++) {
                Authority asked = i % 2 == 0 ? authority : other;
                issued.add(threads.submit(() -> asked.issue(PROFILE.id(), KEY)));
            }
            for (Future<IssuedCertificate> each : issued) {
                each.get();
            }
        }

        assertThat(authority.leaves()).hasSize(10);
        assertThat(new LogCheck(pki).verify()).isInstanceOf(LogCheck.Verdict.Whole.class);
    }

    @Test
    void refusesAStateThatIsDamaged() throws IOException {
        Path state = pki.resolve("authority.json");
        String whole = Files.readString(state);
        Files.writeString(state, whole.substring(0, whole.length() / 2));

        assertRefused(Reason.BAD_MATERIAL, () -> Authority.open(pki, PASSPHRASE, clock));
    }

    private static IssuedCertificate issue(Authority by) {
        var _ = by.register(Registration.of(PROFILE));
        return by.issue(PROFILE.id(), KEY);
    }

    private Instant after(Duration span) {
        return clock.instant().plus(span);
    }

    private void validate(IssuedCertificate issued, List<X509Certificate> anchors)
            throws GeneralSecurityException {
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchors.getFirst(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(clock.date());
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(issued.chain()),
                        parameters);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

package redress.certs.lint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redress.certs.Forge;
import redress.certs.KeyAlgorithm;
import redress.certs.Pem;

class LintTest {
    private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");
    private static final String ID = "spiffe://redress.local/case-service";

    private final KeyPair rootKeys = KeyAlgorithm.P256.generate();
    private final X509Certificate root =
            Forge.root(rootKeys, NOW, "spiffe://redress.local").of(rootKeys.getPublic());
    private final KeyPair keys = KeyAlgorithm.P256.generate();

    @TempDir Path dir;
    private Path folder;

    @BeforeEach
    void nameAFolder() {
        folder = dir.resolve("case-service");
    }

    @Test
    void findsNothingInARightLeafAndARightRoot() throws IOException {
        assertThat(leafWith(right -> right)).isEmpty();
        assertThat(lint(root)).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("zero-trust 4: a leaf's ID that breaks a rule of SPIFFE is found")
    @CsvSource({
        "https://redress.local/case-service, scheme",
        "spiffe://Redress.local/case-service, trust-domain",
        "spiffe://redress.local:8443/case-service, trust-domain",
        "spiffe://user@redress.local/case-service, trust-domain",
        "spiffe://redress.local/, no-root-path",
        "spiffe://redress.local, no-root-path",
        "spiffe://redress.local/a?b=c, path",
        "spiffe://redress.local/a#b, path",
        "spiffe://redress.local/a%20b, path",
        "spiffe://redress.local/a/../b, path",
        "spiffe://redress.local/a/, path"
    })
    void findsABadId(String uri, String rule) throws IOException {
        assertThat(leafWith(right -> right.withUris(uri))).containsExactly(rule);
    }

    @Test
    void findsTwoIdsNoIdAndOneTooLong() throws IOException {
        assertThat(leafWith(right -> right.withUris(ID, ID + "2"))).containsExactly("one-uri");
        assertThat(leafWith(right -> right.without(Extension.subjectAlternativeName)))
                .containsExactly("one-uri");
        assertThat(leafWith(right -> right.withUris(ID + "x".repeat(2048))))
                .containsExactly("id-length");
    }

    @Test
    @DisplayName("zero-trust 4: a leaf with wrong usages is found")
    void findsWrongUsages() throws IOException {
        assertThat(leafWith(right -> usage(right, false, KeyUsage.digitalSignature)))
                .containsExactly("key-usage-critical");
        assertThat(leafWith(right -> usage(right, true, KeyUsage.keyAgreement)))
                .containsExactly("leaf-signs-data");
        assertThat(
                        leafWith(
                                right ->
                                        usage(
                                                right,
                                                true,
                                                KeyUsage.digitalSignature | KeyUsage.cRLSign)))
                .containsExactly("leaf-signs-no-certificate");
        assertThat(leafWith(right -> right.without(Extension.extendedKeyUsage)))
                .containsExactly("purposes");
        assertThat(
                        leafWith(
                                right ->
                                        right.with(
                                                Extension.extendedKeyUsage,
                                                false,
                                                new ExtendedKeyUsage(
                                                        KeyPurposeId.id_kp_serverAuth))))
                .containsExactly("both-purposes");
    }

    @Test
    void findsWrongTimes() throws IOException {
        assertThat(leafWith(right -> right.until(NOW.minusSeconds(1)).from(NOW.minusSeconds(9))))
                .containsExactly("valid-now");
        assertThat(leafWith(right -> right.from(NOW.plusSeconds(5)))).containsExactly("valid-now");
        assertThat(leafWith(right -> right.from(NOW.plusSeconds(5)).until(NOW)))
                .containsExactlyInAnyOrder("valid-now", "validity-order");
        assertThat(leafWith(right -> right.until(NOW.plus(Duration.ofDays(91)))))
                .containsExactly("life");
    }

    @Test
    void findsWeakKeysAndSignatures() throws Exception {
        assertThat(rules(lint(leaf().of(weakKey().getPublic())))).containsExactly("key-algorithm");
        assertThat(leafWith(right -> right.signedWith("SHA1withECDSA"))).containsExactly("no-sha1");
    }

    @Test
    void findsAnAuthorityThatMayNotSignOrNamesAWorkload() throws IOException {
        assertThat(rules(lint(rootWith(made -> made.withUris(ID)))))
                .containsExactly("authority-uri");
        assertThat(rules(lint(rootWith(made -> usage(made, true, KeyUsage.cRLSign)))))
                .containsExactly("authority-signs");
        assertThat(rules(lint(rootWith(made -> made.without(Extension.subjectAlternativeName)))))
                .containsExactly("authority-named");
        X509Certificate noCa =
                rootWith(
                        made ->
                                made.with(
                                        Extension.basicConstraints,
                                        true,
                                        new BasicConstraints(false)));
        assertThat(rules(lint(leaf().of(keys.getPublic()), noCa))).containsExactly("authority-ca");
    }

    @Test
    void findsAChainThatLeadsToNoAnchorOfTheBundle() throws IOException {
        KeyPair others = KeyAlgorithm.P256.generate();
        X509Certificate other =
                Forge.root(others, NOW, "spiffe://redress.local").of(others.getPublic());
        Path file = write("leaf.pem", leaf().of(keys.getPublic()));

        assertThat(lintWith(root).judge(file)).isEmpty();
        assertThat(rules(lintWith(other).judge(file))).containsExactly("chain");
    }

    @Test
    void saysWhatWhereWhyAndWhatIsRight() throws IOException {
        Path file =
                write("leaf.pem", leaf().withUris("spiffe://redress.local/").of(keys.getPublic()));

        assertThat(lintWith().judge(file))
                .extracting(Finding::toString)
                .containsExactly(
                        "error no-root-path (X509-SVID 3.1): "
                                + file
                                + " #1: spiffe://redress.local/ (expected: a path that names a"
                                + " workload)");
    }

    @Test
    void findsNothingInARightFolder() throws Exception {
        fill(list(NOW.plusSeconds(60)));

        assertThat(lintWith().judge(folder)).isEmpty();
    }

    @Test
    @DisplayName("zero-trust 28: a key or folder that others may read is found")
    void findsOpenModes() throws Exception {
        fill(list(NOW.plusSeconds(60)));
        mode(folder.resolve("tls.key"), "rw-r-----");
        mode(folder, "rwxr-xr-x");
        mode(folder.resolve("bundle.pem"), "rw-rw-r--");

        assertThat(rules(lintWith().judge(folder)))
                .containsExactly("folder-mode", "key-mode", "file-mode");
    }

    @Test
    void findsAKeyOfAnotherLeafAndAMissingFile() throws Exception {
        fill(list(NOW.plusSeconds(60)));
        Files.writeString(
                folder.resolve("tls.key"), Pem.ofKey(KeyAlgorithm.P256.generate().getPrivate()));
        assertThat(rules(lintWith().judge(folder))).containsExactly("usable");

        Files.delete(folder.resolve("tls.key"));
        assertThat(rules(lintWith().judge(folder))).containsExactly("usable");
    }

    @Test
    @DisplayName("zero-trust 23: a missing, stale or foreign CRL is found, and a revoked leaf")
    void findsABadCrl() throws Exception {
        fill(list(NOW.minusSeconds(1)));
        assertThat(rules(lintWith().judge(folder))).containsExactly("crl-fresh");

        KeyPair others = KeyAlgorithm.P256.generate();
        writeCrl(Forge.list(root, others, 1, NOW, NOW.plusSeconds(60)));
        assertThat(rules(lintWith().judge(folder))).containsExactly("crl-signature");

        writeCrl(list(NOW.plusSeconds(60), serial()));
        assertThat(rules(lintWith().judge(folder))).containsExactly("revoked");

        Files.delete(folder.resolve("crl.pem"));
        assertThat(rules(lintWith().judge(folder))).containsExactly("crl");
    }

    @Test
    void findsADerKeyThatIsNotThePemKey() throws Exception {
        fill(list(NOW.plusSeconds(60)));
        Path der = folder.resolve("tls.pk8");
        Files.write(der, KeyAlgorithm.P256.generate().getPrivate().getEncoded());
        mode(der, "rw-------");

        assertThat(rules(lintWith().judge(folder))).containsExactly("der-key");
    }

    private Forge leaf() {
        return Forge.leaf(root, rootKeys, NOW, ID);
    }

    private List<String> leafWith(UnaryOperator<Forge> change) throws IOException {
        return rules(lint(change.apply(leaf()).of(keys.getPublic())));
    }

    private X509Certificate rootWith(UnaryOperator<Forge> change) {
        return change.apply(Forge.root(rootKeys, NOW, "spiffe://redress.local"))
                .of(rootKeys.getPublic());
    }

    private static Forge usage(Forge made, boolean critical, int usage) {
        return made.with(Extension.keyUsage, critical, new KeyUsage(usage));
    }

    private static KeyPair weakKey() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private List<Finding> lint(X509Certificate... certificates) throws IOException {
        return lintWith().judge(write("some.pem", certificates));
    }

    private Lint lintWith(X509Certificate... anchors) {
        return new Lint(new Criteria(NOW, List.of(anchors), Criteria.LONGEST_LIFE));
    }

    private static List<String> rules(List<Finding> findings) {
        return findings.stream().map(Finding::rule).toList();
    }

    private Path write(String name, X509Certificate... certificates) throws IOException {
        return Files.writeString(dir.resolve(name), Pem.ofCertificates(List.of(certificates)));
    }

    private void fill(X509CRL crl) throws Exception {
        Files.createDirectory(folder);
        mode(folder, "rwx------");
        X509Certificate leaf = leaf().of(keys.getPublic());
        Files.writeString(folder.resolve("tls.crt"), Pem.ofCertificates(List.of(leaf)));
        Files.writeString(folder.resolve("tls.key"), Pem.ofKey(keys.getPrivate()));
        Files.writeString(folder.resolve("bundle.pem"), Pem.ofCertificates(List.of(root)));
        writeCrl(crl);
        for (String name : List.of("tls.crt", "tls.key", "bundle.pem", "crl.pem")) {
            mode(folder.resolve(name), "rw-------");
        }
    }

    private X509CRL list(Instant nextUpdate, BigInteger... revoked) {
        return Forge.list(root, rootKeys, 7, NOW.minusSeconds(60), nextUpdate, revoked);
    }

    private BigInteger serial() throws IOException {
        Path file = folder.resolve("tls.crt");
        return Pem.certificates(Files.readString(file), file).getFirst().getSerialNumber();
    }

    private void writeCrl(X509CRL list) throws IOException, CRLException {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                        .encodeToString(list.getEncoded());
        Files.writeString(
                folder.resolve("crl.pem"),
                "-----BEGIN X509 CRL-----\n" + body + "\n-----END X509 CRL-----\n");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}

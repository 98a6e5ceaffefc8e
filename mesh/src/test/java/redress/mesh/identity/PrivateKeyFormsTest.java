package redress.mesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redress.mesh.identity.TestAuthority.Issued;
import redress.mesh.identity.TestAuthority.Leaf;

class PrivateKeyFormsTest {

    private final TestAuthority authority = TestAuthority.create();

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"EC, EC PRIVATE KEY", "RSA, RSA PRIVATE KEY"})
    void readsTheOlderFormsThatPlainOpensslAndCertManagerWrite(String algorithm, String label)
            throws IOException {
        Leaf leaf = Leaf.of("spiffe://redress.test/case-service").algorithm(algorithm);
        Issued issued = authority.issue(leaf);
        issued.writeTo(folder, authority);
        byte[] older =
                PrivateKeyInfo.getInstance(issued.keys().getPrivate().getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded();
        TestAuthority.write(folder.resolve("tls.key"), TestAuthority.pem(label, older));

        var identity = WorkloadIdentity.of(IdentityFiles.read(folder, folder), Instant.now());

        assertThat(KeyPairs.fit(identity.key(), issued.leaf().getPublicKey())).isTrue();
    }

    @Test
    void saysThatAnEncryptedKeyCannotBeUsed() {
        Issued issued = authority.issue("case-service");
        issued.writeTo(folder, authority);
        TestAuthority.write(
                folder.resolve("tls.key"),
                TestAuthority.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}));

        assertThatThrownBy(
                        () ->
                                WorkloadIdentity.of(
                                        IdentityFiles.read(folder, folder), Instant.now()))
                .hasMessageContaining(
                        "an encrypted key (expected: one PKCS#8 private key in PEM, unencrypted)");
    }
}

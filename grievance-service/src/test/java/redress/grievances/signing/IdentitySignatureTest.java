package redress.grievances.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitySignatureTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "EC -groupname secp256r1, ES256",
        "EC -groupname secp384r1, ES384",
        "RSA -keysize 3072, PS256",
        "Ed25519, EdDSA"
    })
    void isCheckedWithTheCertificateThatItCarries(String keys, String algorithm) throws Exception {
        var entry = entry(keys);
        var leaf = (X509Certificate) entry.getCertificate("user");
        var key = (PrivateKey) entry.getKey("user", PASSWORD);

        String signed =
                IdentitySignature.sign(Map.of("number", "GRV-2026-000001"), key, List.of(leaf));

        var read = read(signed);
        assertThat(read.getAlgorithmHeaderValue()).isEqualTo(algorithm);
        assertThat(read.getLeafCertificateHeaderValue()).isEqualTo(leaf);
        read.setKey(leaf.getPublicKey());
        assertThat(read.verifySignature()).isTrue();
        assertThat(read.getPayload()).isEqualTo("{\"number\":\"GRV-2026-000001\"}");
    }

    private static JsonWebSignature read(String signed) throws JoseException {
        var read = new JsonWebSignature();
        read.setCompactSerialization(signed);
        return read;
    }

    private KeyStore entry(String keys) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("keys.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made =
                new ProcessBuilder(
                                ("%s -genkeypair -alias user -dname CN=test -storetype PKCS12"
                                                + " -storepass changeit -keystore %s -keyalg %s")
                                        .formatted(keytool, file, keys)
                                        .split(" ", -1))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(made.onExit().join().exitValue()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}

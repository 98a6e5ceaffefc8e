package redress.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyAlgorithmTest {
    @ParameterizedTest
    @EnumSource
    void knowsItsOwnKeys(KeyAlgorithm algorithm) {
        KeyPair keys = algorithm.generate();

        assertThat(KeyAlgorithm.of(keys.getPublic())).isEqualTo(algorithm);
        assertThat(KeyAlgorithm.match(keys.getPrivate(), keys.getPublic())).isTrue();
        assertThat(KeyAlgorithm.named(algorithm.label())).isEqualTo(algorithm);
    }

    @Test
    void tellsTwoKeysOfOneKindApart() {
        KeyPair one = KeyAlgorithm.P256.generate();
        KeyPair other = KeyAlgorithm.P256.generate();

        assertThat(KeyAlgorithm.match(one.getPrivate(), other.getPublic())).isFalse();
    }

    @Test
    void tellsKeysOfTwoKindsApart() {
        KeyPair one = KeyAlgorithm.P256.generate();
        KeyPair other = KeyAlgorithm.ED25519.generate();

        assertThat(KeyAlgorithm.match(one.getPrivate(), other.getPublic())).isFalse();
    }

    @Test
    void refusesAShortRsaKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();

        assertRefused(Reason.INVALID, () -> KeyAlgorithm.of(keys.getPublic()));
    }

    @Test
    void refusesAnotherCurveOfTheSameSize() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("secp256k1"));
        KeyPair keys = generator.generateKeyPair();

        assertRefused(Reason.INVALID, () -> KeyAlgorithm.of(keys.getPublic()));
    }

    @Test
    void saysWhichNamesThereAre() {
        assertRefused(Reason.INVALID, () -> KeyAlgorithm.named("DSA"))
                .hasMessage(
                        "key algorithm: DSA (expected: one of P-256, P-384, Ed25519, RSA-3072)");
    }
}

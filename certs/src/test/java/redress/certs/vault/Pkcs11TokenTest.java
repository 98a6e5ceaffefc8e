package redress.certs.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.certs.Forge;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;

class Pkcs11TokenTest {
    private static String config = "";

    /// One for all tests: each uses names of its own in it.
    @BeforeAll
    static void takeAToken() {
        config = SoftHsm.token();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ED25519")
    @DisplayName("zero-trust 28: a key made in the HSM signs there and cannot be exported")
    void makesKeysThatSignAndNeverLeave(KeyAlgorithm algorithm) {
        var token = open();
        KeyPair keys = token.generate(algorithm);
        token.keep("7/" + algorithm.name(), keys, certificateOf(keys));

        PrivateKey opened = open().open("7/" + algorithm.name());

        assertThat(KeyAlgorithm.match(opened, keys.getPublic())).isTrue();
        assertThat(opened.getEncoded()).isNull();
        assertThat(keys.getPrivate().getEncoded()).isNull();
    }

    @Test
    void forgetsADeletedKey() {
        var token = open();
        KeyPair keys = token.generate(KeyAlgorithm.P256);
        token.keep("8/root", keys, certificateOf(keys));
        assertThat(token.has("8/root")).isTrue();

        token.delete("8/root");
        token.delete("8/root");

        assertThat(token.has("8/root")).isFalse();
        assertRefused(Reason.NOT_FOUND, () -> token.open("8/root"));
    }

    @Test
    void putsAKeyInPlaceOfAnother() {
        var token = open();
        KeyPair first = token.generate(KeyAlgorithm.P256);
        KeyPair second = token.generate(KeyAlgorithm.P256);
        token.keep("9/issuing", first, certificateOf(first));
        token.keep("9/issuing", second, certificateOf(second));

        assertThat(KeyAlgorithm.match(token.open("9/issuing"), second.getPublic())).isTrue();
    }

    @Test
    void refusesAWrongPin() {
        var token = new Pkcs11Token(SoftHsm.token(), "0000".toCharArray());

        assertRefused(Reason.WRONG_PASSPHRASE, () -> token.has("1/issuing"));
        assertRefused(Reason.WRONG_PASSPHRASE, () -> token.generate(KeyAlgorithm.P256));
    }

    @Test
    void refusesEd25519InWords() {
        var token = open();

        assertRefused(Reason.INVALID, () -> token.generate(KeyAlgorithm.ED25519))
                .hasMessageContaining("P-256, P-384 or RSA-3072");
    }

    @Test
    void refusesAConfigurationThatLeadsToNoToken() {
        assertRefused(
                Reason.INVALID,
                () -> new Pkcs11Token("name = x\nlibrary = /nowhere.so\n", new char[] {'1'}));
    }

    private static X509Certificate certificateOf(KeyPair keys) {
        return Forge.root(keys, Instant.EPOCH, "spiffe://redress.local").of(keys.getPublic());
    }

    private static Pkcs11Token open() {
        return new Pkcs11Token(config, SoftHsm.PIN.toCharArray());
    }
}

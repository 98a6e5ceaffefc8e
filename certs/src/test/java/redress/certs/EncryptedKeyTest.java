package redress.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.security.PrivateKey;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.junit.jupiter.api.Test;

class EncryptedKeyTest {
    private static final PrivateKey KEY = KeyAlgorithm.P256.generate().getPrivate();
    private static final char[] PASSPHRASE = "correct horse, ünïcode".toCharArray();
    private static final String SEALED = EncryptedKey.seal(KEY, PASSPHRASE);

    @Test
    void opensWithItsPassphrase() {
        assertThat(EncryptedKey.open(SEALED, PASSPHRASE, "test")).isEqualTo(KEY);
    }

    @Test
    void refusesAnotherPassphrase() {
        assertRefused(
                        Reason.WRONG_PASSPHRASE,
                        () -> EncryptedKey.open(SEALED, "guess".toCharArray(), "root.key"))
                .hasMessage("encrypted key: root.key (expected: the passphrase it has)");
    }

    @Test
    void refusesAKeyThatIsNotEncrypted() {
        assertRefused(
                Reason.BAD_MATERIAL, () -> EncryptedKey.open(Pem.ofKey(KEY), PASSPHRASE, "test"));
    }

    @Test
    void encryptsWithPbes2AndAes256() throws Exception {
        var sealed = (PKCS8EncryptedPrivateKeyInfo) Pem.object(SEALED);

        assertThat(sealed).isNotNull();
        var algorithm = sealed.toASN1Structure().getEncryptionAlgorithm();
        assertThat(algorithm.getAlgorithm()).isEqualTo(PKCSObjectIdentifiers.id_PBES2);
        assertThat(
                        PBES2Parameters.getInstance(algorithm.getParameters())
                                .getEncryptionScheme()
                                .getAlgorithm())
                .isEqualTo(NISTObjectIdentifiers.id_aes256_CBC);
    }
}

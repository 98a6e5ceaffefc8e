package redress.certs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;

/// Sealed keys that open at once, for tests that open many.
public final class QuickKeys {
    private static final int ITERATIONS = 1000;

    private QuickKeys() {}

    /// Seals the key of this file again, with the same passphrase.
    public static void reseal(Path file, char[] passphrase) {
        var key = EncryptedKey.open(DurableFiles.readSecret(file), passphrase, file);
        String sealed = EncryptedKey.seal(key, passphrase, ITERATIONS);
        DurableFiles.replaceSecret(file, sealed.getBytes(US_ASCII));
    }
}

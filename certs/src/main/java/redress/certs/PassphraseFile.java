package redress.certs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// The file that holds an authority's passphrase, mode 0600.
///
/// Keep it on another disk or machine than the authority's folder: together they are the key in the
/// clear.
public record PassphraseFile(Path path) {
    private static final int RANDOM_BYTES = 32;

    /// The passphrase, without the line's end; refuses an empty one and a file that others may
    /// read.
    public char[] read() {
        char[] passphrase = DurableFiles.readSecret(path).stripTrailing().toCharArray();
        if (passphrase.length == 0) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "passphrase file", path, "one line of text");
        }
        return passphrase;
    }

    /// The passphrase; writes a random one of 256 bits first if there is no file.
    public char[] readOrCreate() {
        if (!Files.exists(path)) {
            DurableFiles.createFolder(DurableFiles.folderOf(path));
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            String line = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
            DurableFiles.writeSecret(path, line.getBytes(US_ASCII));
        }
        return read();
    }
}

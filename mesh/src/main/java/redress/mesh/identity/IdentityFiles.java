package redress.mesh.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import redress.mesh.identity.UnusableIdentityException.Reason;

/// The three files of an identity as they were on disk, not yet understood.
///
/// They are read one after the other: a writer in between can leave a set that does not fit
/// together, which [WorkloadIdentity] refuses.
record IdentityFiles(Path folder, String certificate, String key, String bundle) {

    static final String CERTIFICATE = "tls.crt";
    static final String KEY = "tls.key";
    static final String BUNDLE = "bundle.pem";

    static IdentityFiles read(Path folder) {
        return new IdentityFiles(
                folder,
                text(folder.resolve(CERTIFICATE)),
                text(folder.resolve(KEY)),
                text(folder.resolve(BUNDLE)));
    }

    @Override
    public String toString() {
        return "IdentityFiles[" + folder + "]";
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UnusableIdentityException(
                    Reason.UNREADABLE_FILE,
                    "%s: %s (expected: a readable file)"
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }
}

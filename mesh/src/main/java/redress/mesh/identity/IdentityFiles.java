package redress.mesh.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import redress.mesh.identity.UnusableIdentityException.Reason;

/// The three files of an identity as they were on disk, not yet understood.
///
/// Where the folder's files are links through `..data`, which one rename moves to the next set, all
/// are read from the same set. Elsewhere they are read one after the other: a writer in between can
/// leave a set that does not fit together, which [WorkloadIdentity] refuses.
record IdentityFiles(Path folder, String certificate, String key, String bundle) {

    static final String CERTIFICATE = "tls.crt";
    static final String KEY = "tls.key";
    static final String BUNDLE = "bundle.pem";
    static final String CRL = "crl.pem";

    private static final String NEWEST_SET = "..data";

    static IdentityFiles read(Path folder) {
        return read(folder, newestSet(folder));
    }

    static IdentityFiles read(Path folder, Path set) {
        return new IdentityFiles(
                folder,
                text(folder, set, CERTIFICATE),
                text(folder, set, KEY),
                text(folder, set, BUNDLE));
    }

    /// The text of `crl.pem`; empty if there is no such file.
    static Optional<String> readCrl(Path folder, Path set) {
        try {
            return Optional.of(text(folder, set, CRL));
        } catch (UnusableIdentityException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The folder that holds the files themselves now.
    static Path newestSet(Path folder) {
        try {
            return folder.resolve(NEWEST_SET).toRealPath();
        } catch (IOException noSuchLink) {
            return folder;
        }
    }

    @Override
    public String toString() {
        return "IdentityFiles[" + folder + "]";
    }

    /// A file that is no part of the set lies in the folder itself.
    private static String text(Path folder, Path set, String name) {
        Path inSet = set.resolve(name);
        Path file = Files.exists(inSet) ? inSet : folder.resolve(name);
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UnusableIdentityException(
                    Reason.UNREADABLE_FILE,
                    "%s: %s (expected: a readable file)"
                            .formatted(folder.resolve(name), e.getClass().getSimpleName()),
                    e);
        }
    }
}

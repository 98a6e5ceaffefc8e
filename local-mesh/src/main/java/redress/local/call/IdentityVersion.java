package redress.local.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import redress.certs.workload.WorkloadFolder;

/// Which set of files an identity's folder holds; another one after each change.
///
/// @param certificate where the certificate's link leads
/// @param written when that was written
public record IdentityVersion(Path certificate, FileTime written) {
    /// Empty for a moment in which a file is missing.
    public static Optional<IdentityVersion> of(Path identity) {
        try {
            Path file = identity.resolve(WorkloadFolder.CERTIFICATE).toRealPath();
            return Optional.of(new IdentityVersion(file, Files.getLastModifiedTime(file)));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }
}

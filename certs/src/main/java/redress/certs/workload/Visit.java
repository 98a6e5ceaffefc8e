package redress.certs.workload;

import java.nio.file.Path;
import java.time.Instant;
import redress.certs.CertsException;
import redress.certs.authority.IssuedCertificate;

/// What the agent found and did at one workload's folder.
public sealed interface Visit {
    Path folder();

    /// The folder holds a new certificate.
    record Renewed(Path folder, IssuedCertificate certificate) implements Visit {}

    /// Not yet due; nothing was written.
    record Fresh(Path folder, Instant due) implements Visit {}

    /// Nothing was written, because of this; the other folders are visited all the same.
    record Failed(Path folder, CertsException cause) implements Visit {}
}

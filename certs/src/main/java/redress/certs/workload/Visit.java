package redress.certs.workload;

import java.nio.file.Path;
import java.time.Instant;
import redress.certs.CertsException;
import redress.certs.authority.IssuedCertificate;

/// What the agent found and did at one workload's folder.
public sealed interface Visit {
    Path folder();

    /// The folder holds a new certificate for a fresh key.
    ///
    /// @param why such as `half of its life is over`
    record Renewed(Path folder, IssuedCertificate certificate, String why) implements Visit {}

    /// The folder holds the same certificate with a new bundle or CRL.
    record Refreshed(Path folder) implements Visit {}

    /// Nothing was written; a process that could not be told of an earlier change was told now.
    record Told(Path folder) implements Visit {}

    /// Nothing to do; nothing was written.
    ///
    /// @param due when the certificate is to be renewed
    record Fresh(Path folder, Instant due) implements Visit {}

    /// The workload is suspended: it gets no certificate.
    record Suspended(Path folder) implements Visit {}

    /// Something could not be done, because of this; a certificate that was there still is. The
    /// other folders are visited all the same.
    record Failed(Path folder, CertsException cause) implements Visit {}
}

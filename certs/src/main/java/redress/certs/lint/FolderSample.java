package redress.certs.lint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redress.certs.DurableFiles;
import redress.certs.evidence.CrlFile;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;

/// A workload's folder under judgement.
record FolderSample(
        Path path, WorkloadCredentials credentials, Optional<CrlFile> crl, Instant now) {
    private static final String CRL = "crl.pem";

    static FolderSample read(Path path, Instant now) {
        Path file = path.resolve(CRL);
        Optional<CrlFile> crl =
                Files.exists(file)
                        ? Optional.of(CrlFile.parse(DurableFiles.read(file), file))
                        : Optional.empty();
        return new FolderSample(path, WorkloadFolder.at(path).read(), crl, now);
    }

    /// The list of the leaf's issuer, wherever its certificate is; empty when its signature is bad.
    Optional<X509CRL> listOfIssuer() {
        return crl.stream()
                .flatMap(file -> issuers().stream().map(file::listOf))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private List<X509Certificate> issuers() {
        return Stream.concat(credentials.chain().stream().skip(1), credentials.anchors().stream())
                .filter(issuer -> Chain.isSignedBy(credentials.leaf(), issuer))
                .toList();
    }
}

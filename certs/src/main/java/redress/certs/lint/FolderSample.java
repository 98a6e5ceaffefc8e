package redress.certs.lint;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redress.certs.Signatures;
import redress.certs.evidence.Crls;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;

/// A workload's folder under judgement.
record FolderSample(Path path, WorkloadCredentials credentials, Optional<Crls> crl, Instant now) {
    static FolderSample read(Path path, Instant now) {
        var folder = WorkloadFolder.at(path);
        return new FolderSample(path, folder.read(), Crls.in(folder), now);
    }

    /// The list of the leaf's issuer, wherever its certificate is; empty when its signature is bad.
    Optional<X509CRL> listOfIssuer() {
        return crl.stream()
                .flatMap(file -> issuers().stream().map(file::of))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private List<X509Certificate> issuers() {
        return Stream.concat(credentials.chain().stream().skip(1), credentials.anchors().stream())
                .filter(issuer -> Signatures.isSignedBy(credentials.leaf(), issuer))
                .toList();
    }
}

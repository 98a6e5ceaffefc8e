package redress.certs.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import redress.certs.DurableFiles;
import redress.certs.Pem;
import redress.certs.Signatures;
import redress.certs.workload.WorkloadFolder;

/// The revocation lists of a `crl.pem`. No signature is checked when it is read.
public record Crls(List<X509CRL> lists) {
    public Crls {
        lists = List.copyOf(lists);
    }

    /// Those of a workload's folder; empty if there is no such file.
    public static Optional<Crls> in(WorkloadFolder folder) {
        return folder.crl().map(text -> of(text, folder.path().resolve(WorkloadFolder.CRL)));
    }

    /// Those of an authority's own file; empty if there is no such file.
    public static Optional<Crls> read(Path file) {
        return Files.exists(file)
                ? Optional.of(of(DurableFiles.read(file), file))
                : Optional.empty();
    }

    private static Crls of(String text, Path source) {
        return new Crls(Pem.crls(text, source));
    }

    /// Who signed them, by their own word.
    public Set<X500Principal> issuers() {
        return lists.stream()
                .map(X509CRL::getIssuerX500Principal)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The list that this issuer signed.
    public Optional<X509CRL> of(X509Certificate issuer) {
        return lists.stream().filter(list -> Signatures.isSignedBy(list, issuer)).findFirst();
    }
}

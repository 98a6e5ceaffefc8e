package redress.mesh.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The authorities that vouch for signers, those of the past too: what counts is whether a
/// certificate was valid when it signed. Revocation is *not* looked at.
///
/// @param roots their certificates
public record Anchors(Set<X509Certificate> roots) {
    public Anchors {
        roots = Set.copyOf(roots);
    }

    /// Reads bundles, each PEM with any number of certificates.
    public static Anchors read(Collection<Path> bundles) throws IOException {
        var roots = new HashSet<X509Certificate>();
        for (Path bundle : bundles) {
            try (InputStream in = Files.newInputStream(bundle)) {
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(in)
                        .forEach(each -> roots.add((X509Certificate) each));
            } catch (CertificateException e) {
                throw new IOException(bundle + ": damaged (expected: certificates in PEM)", e);
            }
        }
        return new Anchors(roots);
    }

    /// Returns only if the chain, leaf first, led to one of the roots at that time.
    void verify(List<X509Certificate> chain, Instant at) throws GeneralSecurityException {
        if (roots.isEmpty()) {
            throw new CertificateException("no trust anchor is given");
        }
        var path = chain.stream().filter(each -> !roots.contains(each)).toList();
        if (path.isEmpty()) {
            throw new CertificateException("signed by an authority (expected: by a workload)");
        }
        var parameters =
                new PKIXParameters(
                        roots.stream()
                                .map(root -> new TrustAnchor(root, null))
                                .collect(Collectors.toSet()));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        var _ =
                CertPathValidator.getInstance("PKIX")
                        .validate(
                                CertificateFactory.getInstance("X.509").generateCertPath(path),
                                parameters);
    }
}

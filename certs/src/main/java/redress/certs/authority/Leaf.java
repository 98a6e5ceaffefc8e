package redress.certs.authority;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import redress.certs.SpiffeId;

/// A leaf that the authority issued, as it remembers it until it expired.
///
/// @param sha256 of its DER form, 64 hexadecimal digits: a certificate that only looks like it has
///   another
/// @param byRequest whether it went to a workload that keeps its own key, so that no folder tells
///   what became of it
/// @param newestRoot the newest generation whose root went to its holder: with it, or with the
///   answer to a request that it signed
public record Leaf(
        BigInteger serial,
        SpiffeId id,
        int generation,
        Instant notAfter,
        String sha256,
        boolean byRequest,
        int newestRoot) {
    static Leaf of(X509Certificate certificate, int generation, boolean byRequest, int newestRoot) {
        return new Leaf(
                certificate.getSerialNumber(),
                SpiffeId.of(certificate),
                generation,
                Validity.of(certificate).notAfter(),
                IssuedCertificate.fingerprint(certificate),
                byRequest,
                newestRoot);
    }

    Leaf withNewestRoot(int generation) {
        return new Leaf(serial, id, this.generation, notAfter, sha256, byRequest, generation);
    }

    /// A leaf that is taken back, to stand in the CRL.
    record Revoked(Leaf leaf, Instant at) {}
}

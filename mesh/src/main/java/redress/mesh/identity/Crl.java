package redress.mesh.identity;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// What one issuer has revoked, after its signature was checked.
///
/// @param signer certificate of the authority that signed it
/// @param number grows with every publication; 0 if the issuer counts none
/// @param thisUpdate when it was published
/// @param nextUpdate when the next one is due at the latest
/// @param revoked serial numbers
record Crl(
        X509Certificate signer,
        BigInteger number,
        Instant thisUpdate,
        Instant nextUpdate,
        Set<BigInteger> revoked) {

    private static final String NUMBER_OID = "2.5.29.20";

    Crl {
        revoked = Set.copyOf(revoked);
    }

    /// An issuer is its key: two authorities may have one name.
    record Issuer(X500Principal name, PublicKey key) {

        static Issuer of(X509Certificate certificate) {
            return new Issuer(certificate.getSubjectX500Principal(), certificate.getPublicKey());
        }
    }

    static Crl of(X509CRL crl, X509Certificate issuer) {
        return new Crl(
                issuer,
                number(crl.getExtensionValue(NUMBER_OID)),
                crl.getThisUpdate().toInstant(),
                crl.getNextUpdate().toInstant(),
                entries(crl.getRevokedCertificates())
                        .map(X509CRLEntry::getSerialNumber)
                        .collect(Collectors.toSet()));
    }

    Issuer issuer() {
        return Issuer.of(signer);
    }

    /// Nothing of an authority that has expired is accepted anyway.
    boolean isOutlivedAt(Instant now) {
        return signer.getNotAfter().toInstant().isBefore(now);
    }

    /// The clocks of publisher and reader may differ by the tolerated skew, either way.
    boolean isPublishedBy(Instant now) {
        return !thisUpdate.isAfter(now.plus(Profile.CLOCK_SKEW));
    }

    boolean isStaleAt(Instant now) {
        return nextUpdate.isBefore(now.minus(Profile.CLOCK_SKEW));
    }

    boolean isOlderThan(Crl other) {
        int order = number.compareTo(other.number);
        return order < 0 || (order == 0 && thisUpdate.isBefore(other.thisUpdate));
    }

    private static Stream<? extends X509CRLEntry> entries(
            @Nullable Collection<? extends X509CRLEntry> entries) {
        return entries == null ? Stream.empty() : entries.stream();
    }

    /// An OCTET STRING around an INTEGER, both of short length (RFC 5280, section 5.2.3: at most 20
    /// octets).
    private static BigInteger number(byte @Nullable [] encoded) {
        if (encoded == null) {
            return BigInteger.ZERO;
        }
        if (encoded.length < 5 || encoded[2] != 2 || encoded[3] != encoded.length - 4) {
            throw new IllegalArgumentException("CRL number: unreadable (expected: an INTEGER)");
        }
        return new BigInteger(encoded, 4, encoded.length - 4);
    }
}

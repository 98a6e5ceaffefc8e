package redress.certs.authority;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;

/// What one issuer has taken back, ready to sign (RFC 5280, 5).
///
/// @param number higher than that of any list of this issuer before
record RevocationList(long number, Validity validity, List<Leaf.Revoked> entries) {
    /// How long a workload may go without a newer list.
    static final Duration LIFE = Duration.ofHours(24);

    /// A list is replaced at this age, before half of its life.
    static final Duration REPLACED_AFTER = Duration.ofHours(11);

    /// Longer than this nobody goes without publishing, unless switched off or with a wrong clock.
    static final Duration PLAUSIBLE_GAP = LIFE.multipliedBy(2);

    /// A list from further in the future was made with a wrong clock.
    static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    static RevocationList of(long number, Instant now, List<Leaf.Revoked> entries) {
        return new RevocationList(number, Validity.from(now, LIFE), entries);
    }

    /// A root takes nothing back: to revoke an issuing authority is to revoke its generation. But
    /// OpenSSL, as PostgreSQL asks it, wants a list of each authority in the chain.
    static RevocationList ofRoot(Validity root) {
        return new RevocationList(1, root, List.of());
    }

    X509CRL signedBy(Issuer issuer) {
        try {
            var list = new X509v2CRLBuilder(issuer.name(), Date.from(validity.notBefore()));
            list.setNextUpdate(Date.from(validity.notAfter()));
            for (Leaf.Revoked entry : entries) {
                list.addCRLEntry(
                        entry.leaf().serial(), Date.from(entry.at()), CRLReason.unspecified);
            }
            list.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.publicKey()));
            list.addExtension(
                    Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            return new JcaX509CRLConverter().getCRL(list.build(issuer.signer()));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("this JVM cannot sign a CRL", e);
        }
    }
}

package redress.certs;

import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;

/// The number of a CRL (RFC 5280, 5.2.3): a newer one of the same issuer has a higher one.
public final class CrlNumber {
    private CrlNumber() {}

    /// Refuses a CRL without a number.
    public static BigInteger of(X509CRL crl) {
        return in(crl).orElseThrow(() -> none(crl));
    }

    /// Empty for a CRL without a number: other issuers may count none.
    public static Optional<BigInteger> in(X509CRL crl) {
        return Optional.ofNullable(crl.getExtensionValue(Extension.cRLNumber.getId()))
                .map(ASN1OctetString::getInstance)
                .map(value -> ASN1Integer.getInstance(value.getOctets()).getValue());
    }

    private static CertsException none(X509CRL crl) {
        return new CertsException(
                Reason.BAD_MATERIAL,
                "CRL number",
                "none in that of " + crl.getIssuerX500Principal(),
                "one");
    }
}

package redress.certs;

import java.math.BigInteger;
import java.security.cert.X509CRL;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;

/// The number of a CRL (RFC 5280, 5.2.3): a newer one of the same issuer has a higher one.
public final class CrlNumber {
    private CrlNumber() {}

    /// Refuses a CRL without a number.
    public static BigInteger of(X509CRL crl) {
        byte[] value = crl.getExtensionValue(Extension.cRLNumber.getId());
        if (value == null) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "CRL number",
                    "none in that of " + crl.getIssuerX500Principal(),
                    "one");
        }
        return ASN1Integer.getInstance(ASN1OctetString.getInstance(value).getOctets()).getValue();
    }
}

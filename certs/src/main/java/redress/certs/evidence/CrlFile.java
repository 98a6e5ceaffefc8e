package redress.certs.evidence;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import redress.certs.CertsException;
import redress.certs.Reason;

/// What a `crl.pem` holds: revocation lists, and the issuing authorities that signed them.
///
/// No signature is checked when it is read: see [#isSignedBy].
public record CrlFile(List<X509Certificate> issuers, List<X509CRL> lists) {
    public CrlFile {
        issuers = List.copyOf(issuers);
        lists = List.copyOf(lists);
    }

    /// Reads PEM; `source` names it in a refusal. Blocks of other kinds are passed over.
    public static CrlFile parse(String pem, Object source) {
        var issuers = new ArrayList<X509Certificate>();
        var lists = new ArrayList<X509CRL>();
        try (var parser = new PEMParser(new StringReader(pem))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                switch (block) {
                    case X509CertificateHolder certificate ->
                            issuers.add(
                                    new JcaX509CertificateConverter().getCertificate(certificate));
                    case X509CRLHolder list -> lists.add(new JcaX509CRLConverter().getCRL(list));
                    default -> {}
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "revocation lists", source, "whole CRLs in PEM", e);
        }
        return new CrlFile(issuers, lists);
    }

    /// The list of this issuer, by name and signature.
    public Optional<X509CRL> listOf(X509Certificate issuer) {
        return lists.stream().filter(list -> isSignedBy(list, issuer)).findFirst();
    }

    public static boolean isSignedBy(X509CRL list, X509Certificate issuer) {
        if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            list.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// The number of a list (RFC 5280, 5.2.3); empty when it has none.
    public static Optional<BigInteger> numberOf(X509CRL list) {
        return Optional.ofNullable(list.getExtensionValue(Extension.cRLNumber.getId()))
                .map(ASN1OctetString::getInstance)
                .map(value -> ASN1Integer.getInstance(value.getOctets()).getValue());
    }
}

package redress.certs.evidence;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import redress.certs.DurableFiles;
import redress.certs.Pem;
import redress.certs.Signatures;

/// The revocation lists of a `crl.pem`. No signature is checked when it is read.
public record Crls(List<X509CRL> lists) {
    public Crls {
        lists = List.copyOf(lists);
    }

    /// Empty if there is no such file.
    public static Optional<Crls> read(Path file) {
        return Files.exists(file)
                ? Optional.of(new Crls(Pem.crls(DurableFiles.read(file), file)))
                : Optional.empty();
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

    /// The number of a list (RFC 5280, 5.2.3); empty when it has none.
    public static Optional<BigInteger> numberOf(X509CRL list) {
        return Optional.ofNullable(list.getExtensionValue(Extension.cRLNumber.getId()))
                .map(ASN1OctetString::getInstance)
                .map(value -> ASN1Integer.getInstance(value.getOctets()).getValue());
    }
}

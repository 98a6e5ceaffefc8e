package redress.certs.lint;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import redress.certs.CertsException;
import redress.certs.Reason;

/// One certificate under judgement, with the ones that came with it.
///
/// Extensions are read with Bouncy Castle, which also shows names that the JDK refuses to.
record Sample(
        X509Certificate certificate,
        List<X509Certificate> rest,
        X509CertificateHolder parts,
        Criteria criteria) {

    static Sample of(X509Certificate certificate, List<X509Certificate> rest, Criteria criteria) {
        try {
            return new Sample(
                    certificate, rest, new JcaX509CertificateHolder(certificate), criteria);
        } catch (CertificateEncodingException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "certificate",
                    certificate.getSubjectX500Principal(),
                    "one that encodes to DER",
                    e);
        }
    }

    List<String> uris() {
        return extension(all -> GeneralNames.fromExtensions(all, Extension.subjectAlternativeName))
                .stream()
                .flatMap(names -> Stream.of(names.getNames()))
                .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                .map(name -> name.getName().toString())
                .toList();
    }

    boolean isAuthority() {
        return extension(BasicConstraints::fromExtensions)
                .filter(BasicConstraints::isCA)
                .isPresent();
    }

    boolean mayUse(int usage) {
        return extension(KeyUsage::fromExtensions)
                .filter(usages -> usages.hasUsages(usage))
                .isPresent();
    }

    boolean isKeyUsageCritical() {
        return extension(all -> all.getExtension(Extension.keyUsage))
                .filter(Extension::isCritical)
                .isPresent();
    }

    /// Empty when the certificate says nothing of purposes.
    Optional<List<KeyPurposeId>> purposes() {
        return extension(ExtendedKeyUsage::fromExtensions).map(usage -> List.of(usage.getUsages()));
    }

    private <T> Optional<T> extension(Function<Extensions, T> reader) {
        return Optional.ofNullable(parts.getExtensions()).map(reader);
    }
}

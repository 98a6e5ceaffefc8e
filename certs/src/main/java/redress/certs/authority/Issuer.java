package redress.certs.authority;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import redress.certs.KeyAlgorithm;

/// A name and a key that sign certificates, CRLs and the log.
record Issuer(X500Name name, PublicKey publicKey, PrivateKey privateKey) {

    /// The issuer that a certificate and its private key make.
    static Issuer of(X509Certificate certificate, PrivateKey privateKey) {
        return new Issuer(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                certificate.getPublicKey(),
                privateKey);
    }

    /// A root signs for itself.
    static X509Certificate selfSign(CertificateTemplate template, KeyPair keys) {
        return new Issuer(template.subject(), keys.getPublic(), keys.getPrivate()).sign(template);
    }

    X509Certificate sign(CertificateTemplate template) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder(template).build(signer()));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("this JVM cannot sign a certificate", e);
        }
    }

    private X509v3CertificateBuilder builder(CertificateTemplate template)
            throws GeneralSecurityException, CertIOException {
        var builder =
                new X509v3CertificateBuilder(
                        name,
                        template.serial(),
                        Date.from(template.validity().notBefore()),
                        Date.from(template.validity().notAfter()),
                        template.subject(),
                        SubjectPublicKeyInfo.getInstance(template.key().getEncoded()));
        for (CertificateTemplate.Statement statement : template.statements()) {
            builder.addExtension(statement.type(), statement.critical(), statement.value());
        }
        var keyIds = new JcaX509ExtensionUtils();
        return builder.addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        keyIds.createSubjectKeyIdentifier(template.key()))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        keyIds.createAuthorityKeyIdentifier(publicKey));
    }

    /// A signature over the text in UTF-8.
    byte[] signText(String text) {
        try {
            Signature signature = Signature.getInstance(KeyAlgorithm.of(publicKey).signatureName());
            signature.initSign(privateKey);
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot sign", e);
        }
    }

    ContentSigner signer() throws OperatorCreationException {
        return new JcaContentSignerBuilder(KeyAlgorithm.of(publicKey).signatureName())
                .build(privateKey);
    }

    @Override
    public String toString() {
        return "Issuer[" + name + "]";
    }
}

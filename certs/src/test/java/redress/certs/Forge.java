package redress.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Signs whatever a test wants, right or wrong, so that the refusals can be seen.
public final class Forge {
    private static final Duration LIFE = Duration.ofHours(1);
    private static int serials = 100;

    private final KeyPair issuerKeys;
    private final X500Principal issuer;
    private final X500Principal subject;
    private final ExtensionsGenerator extensions = new ExtensionsGenerator();
    private Instant notBefore;
    private Instant notAfter;
    private String signature;

    private Forge(X500Principal issuer, X500Principal subject, KeyPair issuerKeys, Instant now) {
        this.issuer = issuer;
        this.subject = subject;
        this.issuerKeys = issuerKeys;
        this.notBefore = now;
        this.notAfter = now.plus(LIFE);
        this.signature = KeyAlgorithm.of(issuerKeys.getPublic()).signatureName();
    }

    /// A leaf in making: critical keyUsage, both purposes, cA=false and this URI name.
    public static Forge leaf(X509Certificate issuer, KeyPair issuerKeys, Instant now, String uri) {
        return new Forge(
                        issuer.getSubjectX500Principal(),
                        new X500Principal("CN=leaf"),
                        issuerKeys,
                        now)
                .with(Extension.basicConstraints, true, new BasicConstraints(false))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .with(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(
                                new KeyPurposeId[] {
                                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                                }))
                .withUris(uri);
    }

    /// A root in making: critical keyUsage, cA=true and this URI name.
    public static Forge root(KeyPair keys, Instant now, String uri) {
        var name = new X500Principal("CN=root");
        return new Forge(name, name, keys, now)
                .with(Extension.basicConstraints, true, new BasicConstraints(true))
                .with(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .withUris(uri);
    }

    public Forge with(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
        try {
            if (extensions.hasExtension(type)) {
                extensions.removeExtension(type);
            }
            extensions.addExtension(type, critical, value);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Forge without(ASN1ObjectIdentifier type) {
        extensions.removeExtension(type);
        return this;
    }

    public Forge withUris(String... uris) {
        var names = new GeneralName[uris.length];
        for (int index = 0; index < uris.length; index++) {
            names[index] = new GeneralName(GeneralName.uniformResourceIdentifier, uris[index]);
        }
        return with(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }

    public Forge from(Instant begin) {
        this.notBefore = begin;
        return this;
    }

    public Forge until(Instant end) {
        this.notAfter = end;
        return this;
    }

    public Forge signedWith(String algorithm) {
        this.signature = algorithm;
        return this;
    }

    public X509Certificate of(PublicKey key) {
        try {
            var builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            BigInteger.valueOf(serials++),
                            Date.from(notBefore),
                            Date.from(notAfter),
                            subject,
                            key);
            for (ASN1ObjectIdentifier type : extensions.generate().getExtensionOIDs()) {
                builder.addExtension(extensions.getExtension(type));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder(signature)
                                            .build(issuerKeys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A revocation list of this issuer, with these serial numbers.
    public static X509CRL list(
            X509Certificate issuer,
            KeyPair issuerKeys,
            int number,
            Instant thisUpdate,
            Instant nextUpdate,
            BigInteger... revoked) {
        try {
            var builder = new JcaX509v2CRLBuilder(issuer, Date.from(thisUpdate));
            builder.setNextUpdate(Date.from(nextUpdate));
            builder.addExtension(
                    Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            for (BigInteger serial : revoked) {
                builder.addCRLEntry(serial, Date.from(thisUpdate), 0);
            }
            String signature = KeyAlgorithm.of(issuerKeys.getPublic()).signatureName();
            return new JcaX509CRLConverter()
                    .getCRL(
                            builder.build(
                                    new JcaContentSignerBuilder(signature)
                                            .build(issuerKeys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

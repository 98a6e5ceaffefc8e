package redress.certs.authority;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import redress.certs.TrustDomain;

/// All that a certificate will say except who signs it; nothing in here touches a key or a file.
record CertificateTemplate(
        X500Name subject,
        BigInteger serial,
        Validity validity,
        PublicKey key,
        List<Statement> statements) {

    /// One extension (RFC 5280, 4.2).
    record Statement(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {}

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BITS = 128;
    private static final int SHOWN_OF_SERIAL = 8;

    /// A workload's leaf (X509-SVID, 4 and 5).
    static CertificateTemplate leaf(Profile profile, PublicKey key, Validity validity) {
        var subject = new X500NameBuilder().addRDN(BCStyle.CN, profile.id().workloadName()).build();
        return new CertificateTemplate(
                subject,
                randomSerial(),
                validity,
                key,
                List.of(
                        new Statement(
                                Extension.basicConstraints, true, new BasicConstraints(false)),
                        usage(KeyUsage.digitalSignature),
                        new Statement(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(
                                        new KeyPurposeId[] {
                                            KeyPurposeId.id_kp_serverAuth,
                                            KeyPurposeId.id_kp_clientAuth
                                        })),
                        names(alternatives(profile))));
    }

    /// An authority that may have `below` authorities under it (X509-SVID, 3 and 4).
    static CertificateTemplate authority(
            String role, TrustDomain domain, int below, PublicKey key, Validity validity) {
        BigInteger serial = randomSerial();
        return new CertificateTemplate(
                authorityName(role, domain, serial),
                serial,
                validity,
                key,
                List.of(
                        new Statement(
                                Extension.basicConstraints, true, new BasicConstraints(below)),
                        usage(KeyUsage.keyCertSign | KeyUsage.cRLSign),
                        names(Stream.of(uri(domain.uri())))));
    }

    /// Two roots of one domain differ in name, so that a path builder never mixes them up.
    private static X500Name authorityName(String role, TrustDomain domain, BigInteger serial) {
        String mark = IssuedCertificate.hex(serial).substring(0, SHOWN_OF_SERIAL);
        return new X500NameBuilder()
                .addRDN(BCStyle.O, domain.name())
                .addRDN(BCStyle.CN, "Redress " + role + " " + mark)
                .build();
    }

    private static BigInteger randomSerial() {
        return new BigInteger(SERIAL_BITS, RANDOM).max(BigInteger.ONE);
    }

    private static Statement usage(int bits) {
        return new Statement(Extension.keyUsage, true, new KeyUsage(bits));
    }

    private static Statement names(Stream<GeneralName> names) {
        return new Statement(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.toArray(GeneralName[]::new)));
    }

    private static Stream<GeneralName> alternatives(Profile profile) {
        return Stream.of(
                        Stream.of(uri(profile.id().toString())),
                        profile.dnsNames().stream()
                                .map(name -> new GeneralName(GeneralName.dNSName, name)),
                        profile.ipAddresses().stream()
                                .map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .flatMap(part -> part);
    }

    private static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }
}

package redress.mesh.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority for one test: real keys, real signatures, nothing on disk.
public final class TestAuthority {

    public static final String DOMAIN = "redress.test";

    private static final AtomicLong SERIALS = new AtomicLong(1);
    private static final AtomicLong NUMBERS = new AtomicLong(1);
    private static final X500Name NAME = new X500Name("CN=Test authority");
    private static final int SIGNS = KeyUsage.keyCertSign | KeyUsage.cRLSign;

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final Optional<TestAuthority> root;
    private final Set<BigInteger> revoked = ConcurrentHashMap.newKeySet();

    private TestAuthority(KeyPair keys, X509Certificate certificate, Optional<TestAuthority> root) {
        this.keys = keys;
        this.certificate = certificate;
        this.root = root;
    }

    /// All authorities have the same subject: only their keys tell them apart.
    public static TestAuthority create() {
        return at(Instant.now());
    }

    /// One made at another time than now, lists included.
    public static TestAuthority at(Instant made) {
        return valid(new Validity(made.minusSeconds(10), made.plus(Duration.ofHours(1))));
    }

    /// One that lives for long.
    public static TestAuthority lasting(Duration life) {
        return lasting(life, life);
    }

    /// One that lives for long, and of that still for some time.
    public static TestAuthority lasting(Duration life, Duration left) {
        Instant end = Instant.now().plus(left);
        return valid(new Validity(end.minus(life).minusSeconds(10), end));
    }

    private static TestAuthority valid(Validity validity) {
        KeyPair keys = pair("EC");
        X509v3CertificateBuilder builder = builder(NAME, "Test authority", keys, validity);
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(1));
        extend(builder, Extension.keyUsage, true, new KeyUsage(SIGNS));
        return new TestAuthority(keys, sign(builder, keys), Optional.empty());
    }

    /// An authority below this one, under a name of its own.
    public TestAuthority issuing(String name) {
        KeyPair own = pair("EC");
        X509v3CertificateBuilder builder = builder(subject(), name, own, Validity.hour());
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(0));
        extend(builder, Extension.keyUsage, true, new KeyUsage(SIGNS));
        return new TestAuthority(own, sign(builder, keys), Optional.of(this));
    }

    public KeyPair keys() {
        return keys;
    }

    public TestAuthority revoke(Issued issued) {
        revoked.add(issued.leaf().getSerialNumber());
        return this;
    }

    public TestAuthority revoke(TestAuthority issuing) {
        revoked.add(issuing.certificate().getSerialNumber());
        return this;
    }

    /// Content of `crl.pem`: what this authority and the root above it have revoked. Each time with
    /// a higher number.
    public String crl() {
        Instant made = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant().plus(Duration.ofDays(1));
        return crl(TestCrl.number(NUMBERS.getAndIncrement()).revoking(revoked).valid(made, until));
    }

    public String crl(TestCrl list) {
        String above = root.map(TestAuthority::crl).orElse("");
        return pem(List.of(certificate)) + list.pem(certificate, keys) + above;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// The authority's own certificate and key, as if they were a workload's.
    public Issued self() {
        return new Issued(keys, List.of(certificate));
    }

    public Issued issue(String workload) {
        return issue(Leaf.of("spiffe://" + DOMAIN + "/" + workload));
    }

    public Issued issue(Leaf leaf) {
        KeyPair own = pair(leaf.algorithm());
        X509v3CertificateBuilder builder = builder(subject(), "workload", own, leaf.validity());
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(leaf.authority()));
        extend(builder, Extension.keyUsage, leaf.criticalUsage(), new KeyUsage(leaf.usage()));
        if (!leaf.purposes().isEmpty()) {
            KeyPurposeId[] purposes = leaf.purposes().toArray(KeyPurposeId[]::new);
            extend(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        if (!leaf.names().isEmpty()) {
            GeneralName[] names = leaf.names().toArray(GeneralName[]::new);
            extend(builder, Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        X509Certificate signed = sign(builder, keys);
        return new Issued(own, root.isEmpty() ? List.of(signed) : List.of(signed, certificate));
    }

    public static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, body, label);
    }

    public static String pem(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(each -> pem("CERTIFICATE", encoded(each)))
                .collect(Collectors.joining());
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private X500Name subject() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, String name, KeyPair keys, Validity validity) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIALS.getAndIncrement()),
                Date.from(validity.from()),
                Date.from(validity.until()),
                new X500Name("CN=" + name),
                keys.getPublic());
    }

    private static void extend(
            X509v3CertificateBuilder builder,
            org.bouncycastle.asn1.ASN1ObjectIdentifier type,
            boolean critical,
            org.bouncycastle.asn1.ASN1Encodable value) {
        try {
            builder.addExtension(type, critical, value);
        } catch (CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(issuer.getPrivate())));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// From when until when a certificate is valid.
    public record Validity(Instant from, Instant until) {

        public static Validity hour() {
            Instant now = Instant.now();
            return new Validity(now.minusSeconds(10), now.plus(Duration.ofHours(1)));
        }
    }

    /// What a leaf says about itself. The defaults fit the profile.
    public record Leaf(
            List<GeneralName> names,
            String algorithm,
            Validity validity,
            boolean authority,
            boolean criticalUsage,
            int usage,
            List<KeyPurposeId> purposes) {

        private static final List<KeyPurposeId> BOTH =
                List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);

        public static Leaf of(String... uris) {
            List<GeneralName> names =
                    List.of(uris).stream()
                            .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
                            .toList();
            return new Leaf(
                    names, "EC", Validity.hour(), false, true, KeyUsage.digitalSignature, BOTH);
        }

        public Leaf algorithm(String other) {
            return new Leaf(names, other, validity, authority, criticalUsage, usage, purposes);
        }

        public Leaf valid(Instant from, Instant until) {
            return new Leaf(
                    names,
                    algorithm,
                    new Validity(from, until),
                    authority,
                    criticalUsage,
                    usage,
                    purposes);
        }

        public Leaf asAuthority() {
            return new Leaf(names, algorithm, validity, true, criticalUsage, usage, purposes);
        }

        public Leaf usage(boolean critical, int bits) {
            return new Leaf(names, algorithm, validity, authority, critical, bits, purposes);
        }

        public Leaf onlyFor(KeyPurposeId... others) {
            return new Leaf(
                    names, algorithm, validity, authority, criticalUsage, usage, List.of(others));
        }
    }

    /// A key with its certificate chain.
    public record Issued(KeyPair keys, List<X509Certificate> chain) {

        public X509Certificate leaf() {
            return chain.getFirst();
        }

        public String keyPem() {
            return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }

        /// Writes the files, trusting the given authorities' roots. The list of what they revoked
        /// comes first: it is used as soon as its issuers are trusted.
        public Path writeTo(Path folder, TestAuthority... trusted) {
            List<X509Certificate> anchors =
                    List.of(trusted).stream()
                            .map(each -> each.root.orElse(each).certificate)
                            .toList();
            String crls =
                    List.of(trusted).stream().map(TestAuthority::crl).collect(Collectors.joining());
            write(folder.resolve("crl.pem"), crls);
            write(folder.resolve("bundle.pem"), pem(anchors));
            write(folder.resolve("tls.key"), keyPem());
            write(folder.resolve("tls.crt"), pem(chain));
            return folder;
        }
    }

    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

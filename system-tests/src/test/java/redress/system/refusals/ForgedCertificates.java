package redress.system.refusals;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import redress.certs.EncryptedKey;
import redress.certs.KeyAlgorithm;
import redress.certs.PassphraseFile;
import redress.certs.authority.Authority;
import redress.system.mesh.Credentials.KeyAndChain;
import redress.system.mesh.TestMesh;

/// Certificates that the mesh's own issuing authority would never write, signed with its key all
/// the same.
final class ForgedCertificates {
    private final X509Certificate issuing;
    private final PrivateKey key;

    ForgedCertificates(TestMesh mesh) {
        char[] passphrase = new PassphraseFile(mesh.home().passphrase()).read();
        var authority = Authority.open(mesh.home().authority(), passphrase, InstantSource.system());
        Path folder = mesh.home().authority().resolve("generations/" + authority.active().number());
        Path sealed = folder.resolve("issuing.key");
        try (var in = Files.newInputStream(folder.resolve("issuing.crt"))) {
            issuing =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            key = EncryptedKey.open(Files.readString(sealed), passphrase, sealed);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The authority's own certificate and key.
    KeyAndChain authoritysOwn() {
        return new KeyAndChain(key, List.of(issuing));
    }

    /// A leaf that fits the profile but for its URI names.
    KeyAndChain naming(String... uris) {
        Instant now = Instant.now();
        return leaf(uris, now.minus(Duration.ofSeconds(10)), now.plus(Duration.ofHours(1)));
    }

    /// A leaf whose life is over.
    KeyAndChain expired(String uri) {
        Instant now = Instant.now();
        return leaf(
                new String[] {uri}, now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1)));
    }

    private KeyAndChain leaf(String[] uris, Instant from, Instant until) {
        var own = KeyAlgorithm.P256.generate();
        var builder =
                new JcaX509v3CertificateBuilder(
                        issuing,
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(from),
                        Date.from(until),
                        new X500Name("CN=console"),
                        own.getPublic());
        var names =
                Arrays.stream(uris)
                        .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
                        .toArray(GeneralName[]::new);
        var purposes =
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            if (names.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
            var leaf = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
            return new KeyAndChain(own.getPrivate(), List.of(leaf, issuing));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

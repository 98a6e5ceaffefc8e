package redress.certs.authority;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.TrustDomain;
import redress.certs.vault.KeyVault;

/// Vouches for the workloads of one trust domain: a root that signed an issuing authority, which
/// signs leaves.
///
/// An open authority holds only the issuing key; the root's stays encrypted on the disk. Safe for
/// several threads. Rotation of the two authorities and revocation are *not* done here.
public final class Authority {
    /// A leaf's life when nobody asks for another.
    public static final Duration LEAF_LIFE = Duration.ofHours(1);

    static final Duration ROOT_LIFE = Duration.ofDays(3650);
    static final Duration ISSUING_LIFE = Duration.ofDays(365);

    private final X509Certificate root;
    private final X509Certificate issuing;
    private final Issuer issuer;
    private final TrustDomain trustDomain;
    private final IssuedLog log;
    private final InstantSource clock;

    private Authority(AuthorityFolder folder, char[] passphrase, InstantSource clock) {
        this.root = folder.certificate(AuthorityFolder.ROOT);
        this.issuing = folder.certificate(AuthorityFolder.ISSUING);
        this.issuer =
                folder.issuer(AuthorityFolder.ISSUING, KeyVault.of(folder.path(), passphrase));
        this.trustDomain = TrustDomain.of(issuing);
        this.log = folder.log();
        this.clock = clock;
    }

    /// Makes an authority with keys on P-256; refuses a folder that has anything in it.
    public static Authority create(
            Path dir, TrustDomain trustDomain, char[] passphrase, InstantSource clock) {
        return create(dir, trustDomain, KeyAlgorithm.P256, passphrase, clock);
    }

    /// Makes an authority with keys of the given algorithm; refuses a folder that has anything in
    /// it.
    public static Authority create(
            Path dir,
            TrustDomain trustDomain,
            KeyAlgorithm algorithm,
            char[] passphrase,
            InstantSource clock) {
        var folder = new AuthorityFolder(dir);
        folder.requireVacant();
        Instant now = clock.instant();
        folder.createWith(staged -> fill(staged, trustDomain, algorithm, passphrase, now));
        return new Authority(folder, passphrase, clock);
    }

    /// Opens an authority made before; refuses a wrong passphrase and keys that others may read.
    public static Authority open(Path dir, char[] passphrase, InstantSource clock) {
        return new Authority(new AuthorityFolder(dir), passphrase, clock);
    }

    /// A certificate for the key that lives as long as asked, or as long as its issuer if that is
    /// shorter.
    ///
    /// It is recorded before it is returned. Refuses other trust domains, weak keys, and to work
    /// when expired.
    public IssuedCertificate issue(Profile profile, PublicKey key, Duration life) {
        requireOwn(profile);
        KeyAlgorithm.of(key);
        Instant now = clock.instant();
        Validity own = Validity.of(issuing);
        if (!own.holdsAt(now)) {
            throw new CertsException(
                    Reason.ISSUER_NOT_VALID, "issuing authority", own, "to be valid at " + now);
        }
        var validity = Validity.from(now, life).within(own);
        X509Certificate leaf = issuer.sign(CertificateTemplate.leaf(profile, key, validity));
        log.append(leaf, life);
        return new IssuedCertificate(List.of(leaf, issuing));
    }

    /// The trust anchors: what a member of the mesh verifies its peers with.
    public List<X509Certificate> bundle() {
        return List.of(root);
    }

    /// The life that was asked for when this certificate was issued; empty if this authority never
    /// issued it.
    public Optional<Duration> lifeOf(X509Certificate leaf) {
        return log.lifeOf(leaf);
    }

    public X509Certificate issuing() {
        return issuing;
    }

    public TrustDomain trustDomain() {
        return trustDomain;
    }

    /// The authority's clock now.
    public Instant now() {
        return clock.instant();
    }

    private void requireOwn(Profile profile) {
        if (!profile.id().trustDomain().equals(trustDomain)) {
            throw new CertsException(
                    Reason.INVALID,
                    "trust domain",
                    profile.id().trustDomain().name(),
                    trustDomain.name());
        }
    }

    private static void fill(
            AuthorityFolder folder,
            TrustDomain domain,
            KeyAlgorithm algorithm,
            char[] passphrase,
            Instant now) {
        KeyVault vault = KeyVault.of(folder.path(), passphrase);
        KeyPair rootKeys = vault.generate(algorithm);
        KeyPair issuingKeys = vault.generate(algorithm);
        var validity = Validity.from(now, ROOT_LIFE);
        X509Certificate root =
                Issuer.selfSign(
                        CertificateTemplate.authority(
                                "root", domain, 1, rootKeys.getPublic(), validity),
                        rootKeys);
        X509Certificate issuing =
                Issuer.of(root, rootKeys.getPrivate())
                        .sign(
                                CertificateTemplate.authority(
                                        "issuing authority",
                                        domain,
                                        0,
                                        issuingKeys.getPublic(),
                                        Validity.from(now, ISSUING_LIFE).within(validity)));
        vault.keep(AuthorityFolder.ROOT, rootKeys, root);
        vault.keep(AuthorityFolder.ISSUING, issuingKeys, issuing);
        folder.write(AuthorityFolder.ROOT, root);
        folder.write(AuthorityFolder.ISSUING, issuing);
        folder.log().append(root, ROOT_LIFE);
        folder.log().append(issuing, ISSUING_LIFE);
    }
}

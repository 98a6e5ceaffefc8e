package redress.mesh.identity;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import redress.mesh.identity.UnusableIdentityException.Reason;

/// What a workload proves itself with, and whom it trusts: key, certificate chain, trust anchors.
///
/// Everything fitted together and was valid when it was loaded: the key is the certificate's, the
/// chain leads to an anchor, the certificate fits the profile, and all are of one trust domain.
/// That it is *still* valid is not promised: [#leaf] tells until when.
public final class WorkloadIdentity {

    private final SpiffeId id;
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final TrustAnchors anchors;

    private WorkloadIdentity(
            SpiffeId id, PrivateKey key, List<X509Certificate> chain, TrustAnchors anchors) {
        this.id = id;
        this.key = key;
        this.chain = chain;
        this.anchors = anchors;
    }

    /// Reads `tls.crt` (leaf first), `tls.key` (PKCS#8; EC, Ed25519 or RSA) and `bundle.pem`, all
    /// PEM.
    ///
    /// @throws UnusableIdentityException if anything is missing or does not fit together
    public static WorkloadIdentity load(Path folder, Instant now) {
        return of(IdentityFiles.read(folder), now);
    }

    static WorkloadIdentity of(IdentityFiles files, Instant now) {
        Path certificateFile = files.folder().resolve(IdentityFiles.CERTIFICATE);
        List<X509Certificate> chain = Pem.certificates(certificateFile, files.certificate());
        X509Certificate leaf = chain.getFirst();
        PrivateKey key = key(files, leaf);
        SpiffeId id = requireWorkload(certificateFile, leaf, now);
        TrustAnchors anchors = anchors(files, id.trustDomain(), now);
        requireTrust(certificateFile, chain, anchors, now);
        return new WorkloadIdentity(id, key, chain, anchors);
    }

    public SpiffeId id() {
        return id;
    }

    public TrustDomain trustDomain() {
        return id.trustDomain();
    }

    public PrivateKey key() {
        return key;
    }

    /// The certificates to present, leaf first.
    public List<X509Certificate> chain() {
        return chain;
    }

    /// The workload's own certificate.
    public X509Certificate leaf() {
        return chain.getFirst();
    }

    public TrustAnchors anchors() {
        return anchors;
    }

    /// Who presents this chain, leaf first, if this workload trusts it now.
    public PeerIdentity verify(List<X509Certificate> peer, Instant now)
            throws RefusedCertificateException {
        if (peer.isEmpty()) {
            throw new RefusedCertificateException(
                    RefusedCertificateException.Reason.NO_CERTIFICATE,
                    "peer certificate: none (expected: X.509)");
        }
        PeerIdentity identity = PeerIdentity.of(peer.getFirst(), trustDomain(), now);
        anchors.verify(peer, now);
        return identity;
    }

    @Override
    public String toString() {
        return "WorkloadIdentity[%s, serial %s]"
                .formatted(id, leaf().getSerialNumber().toString(16));
    }

    private static PrivateKey key(IdentityFiles files, X509Certificate leaf) {
        Path file = files.folder().resolve(IdentityFiles.KEY);
        PrivateKey key = Pem.privateKey(file, files.key(), leaf.getPublicKey());
        if (!KeyPairs.fit(key, leaf.getPublicKey())) {
            throw UnusableIdentityException.of(
                    Reason.KEY_MISMATCH, file, "another key", "the key of tls.crt");
        }
        return key;
    }

    private static SpiffeId requireWorkload(Path file, X509Certificate leaf, Instant now) {
        try {
            Profile.requireValid(leaf, now);
            return Profile.requireWorkload(leaf);
        } catch (RefusedCertificateException e) {
            throw unusable(Reason.REFUSED_CERTIFICATE, file, e);
        }
    }

    private static void requireTrust(
            Path file, List<X509Certificate> chain, TrustAnchors anchors, Instant now) {
        try {
            anchors.verify(chain, now);
        } catch (RefusedCertificateException e) {
            throw unusable(Reason.UNTRUSTED_CHAIN, file, e);
        }
    }

    private static UnusableIdentityException unusable(
            Reason reason, Path file, RefusedCertificateException cause) {
        return new UnusableIdentityException(reason, file + ": " + cause.getMessage(), cause);
    }

    /// An anchor that has expired is left out: it may stay in the file until the next rollover.
    private static TrustAnchors anchors(IdentityFiles files, TrustDomain domain, Instant now) {
        Path file = files.folder().resolve(IdentityFiles.BUNDLE);
        List<X509Certificate> all = Pem.certificates(file, files.bundle());
        all.forEach(each -> requireAuthority(file, each, domain));
        List<X509Certificate> live =
                all.stream().filter(each -> !each.getNotAfter().toInstant().isBefore(now)).toList();
        if (live.isEmpty()) {
            throw UnusableIdentityException.of(
                    Reason.UNUSABLE_ANCHOR, file, "all expired", "a valid authority");
        }
        return new TrustAnchors(live);
    }

    private static void requireAuthority(Path file, X509Certificate anchor, TrustDomain domain) {
        if (anchor.getBasicConstraints() < 0) {
            throw UnusableIdentityException.of(
                    Reason.UNUSABLE_ANCHOR, file, "a leaf", "authorities' certificates only");
        }
        String own = "spiffe://" + domain;
        try {
            if (!Profile.uris(anchor).stream().allMatch(own::equals)) {
                throw UnusableIdentityException.of(
                        Reason.UNUSABLE_ANCHOR, file, "another trust domain", own);
            }
        } catch (RefusedCertificateException e) {
            throw unusable(Reason.UNUSABLE_ANCHOR, file, e);
        }
    }
}

package redress.mesh.identity;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import redress.mesh.identity.UnusableIdentityException.Reason;

/// What a workload proves itself with, and whom it trusts: key, certificate chain, trust anchors,
/// and what they have revoked.
///
/// Everything fitted together and was valid when it was loaded: the key is the certificate's, the
/// chain leads to an anchor, the certificate fits the profile, and all are of one trust domain.
/// That it is *still* valid is not promised: [#leaf] tells until when.
public final class WorkloadIdentity {

    private final SpiffeId id;
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final TrustAnchors anchors;
    private final Revocations revocations;
    private final VerifiedPeers peers;

    private WorkloadIdentity(
            SpiffeId id,
            PrivateKey key,
            List<X509Certificate> chain,
            TrustAnchors anchors,
            Revocations revocations) {
        this.id = id;
        this.key = key;
        this.chain = chain;
        this.anchors = anchors;
        this.revocations = revocations;
        this.peers = new VerifiedPeers(id.trustDomain(), anchors, revocations);
    }

    /// Understands `tls.crt` (leaf first), `tls.key` (EC, Ed25519 or RSA) and `bundle.pem`, all
    /// PEM. Nothing counts as revoked yet.
    ///
    /// @throws UnusableIdentityException if anything is missing or does not fit together
    static WorkloadIdentity of(IdentityFiles files, Instant now) {
        Path certificateFile = files.folder().resolve(IdentityFiles.CERTIFICATE);
        List<X509Certificate> chain = Pem.certificates(certificateFile, files.certificate());
        X509Certificate leaf = chain.getFirst();
        PrivateKey key = key(files, leaf);
        SpiffeId id = requireWorkload(certificateFile, leaf, now);
        TrustAnchors anchors = anchors(files, id.trustDomain(), now);
        requireTrust(certificateFile, chain, anchors, now);
        return new WorkloadIdentity(id, key, chain, anchors, Revocations.unchecked());
    }

    /// The same identity with what is revoked by now.
    WorkloadIdentity with(Revocations known) {
        return new WorkloadIdentity(id, key, chain, anchors, known);
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

    public Revocations revocations() {
        return revocations;
    }

    /// Whether connections opened with the other identity are as good as new ones: same
    /// certificate, same anchors. What is revoked may differ.
    public boolean presentsTheSameAs(WorkloadIdentity other) {
        return leaf().equals(other.leaf()) && anchors.equals(other.anchors);
    }

    /// Who presents this chain, leaf first, if this workload trusts it now: validity, profile,
    /// trust domain, way to an anchor, revocation. Cheap enough for every call, and meant for it: a
    /// connection outlives what was true in its handshake.
    public PeerIdentity verify(List<X509Certificate> peer, Instant now)
            throws RefusedCertificateException {
        return peers.verify(peer, now);
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

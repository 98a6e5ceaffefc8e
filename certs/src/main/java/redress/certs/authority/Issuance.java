package redress.certs.authority;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.SpiffeId;

/// How a leaf comes to be, as a part of a change.
record Issuance(Keyring keyring) {

    /// Refuses unknown and suspended workloads, weak keys, and to work when expired.
    IssuedCertificate issue(Ledger.Draft draft, SpiffeId id, PublicKey key, boolean byRequest) {
        KeyAlgorithm.of(key);
        Registration workload = draft.state().registration(id);
        if (workload.suspended()) {
            throw new CertsException(Reason.REVOKED, "workload", id, "one that is not suspended");
        }
        AuthorityState.Row active = draft.state().active();
        X509Certificate leaf = sign(active, workload, key, draft.now());
        int newest = draft.state().generations().getLast().number();
        draft.set(draft.state().with(Leaf.of(leaf, active.number(), byRequest, newest)));
        draft.record("issue", described(leaf, active.number()));
        return new IssuedCertificate(List.of(leaf, keyring.certificate(active.issuingName())));
    }

    /// Ends a suspension; whether there was one.
    static boolean admit(Ledger.Draft draft, SpiffeId id) {
        Registration old = draft.state().registration(id);
        if (old.suspended()) {
            draft.set(draft.state().with(old.withSuspended(false)));
            draft.record("admit", Map.of("workload", id.toString()));
        }
        return old.suspended();
    }

    private X509Certificate sign(
            AuthorityState.Row active, Registration workload, PublicKey key, Instant now) {
        Issuer issuer = keyring.issuer(active.issuingName());
        Validity own = Validity.of(keyring.certificate(active.issuingName()));
        if (!own.holdsAt(now)) {
            throw new CertsException(
                    Reason.ISSUER_NOT_VALID, "issuing authority", own, "to be valid at " + now);
        }
        var validity = Validity.from(now, workload.life()).within(own);
        return issuer.sign(CertificateTemplate.leaf(workload.profile(), key, validity));
    }

    private static Map<String, String> described(X509Certificate leaf, int generation) {
        return Map.of(
                "workload", SpiffeId.of(leaf).toString(),
                "serial", IssuedCertificate.hex(leaf.getSerialNumber()),
                "authority", Integer.toString(generation),
                "notAfter", Validity.of(leaf).notAfter().toString(),
                "algorithm", KeyAlgorithm.of(leaf.getPublicKey()).label(),
                "sha256", IssuedCertificate.fingerprint(leaf));
    }
}

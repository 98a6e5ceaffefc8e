package redress.certs.workload;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.SpiffeId;
import redress.certs.authority.IssuedCertificate;

/// What a workload needs to prove itself and to verify others; the key belongs to the leaf, checked
/// when made.
///
/// That the chain leads to an anchor, or is valid now, is *not* promised: that is judged at every
/// handshake.
///
/// @param chain the leaf first, without the root
/// @param anchors the roots to trust
public record WorkloadCredentials(
        PrivateKey key, List<X509Certificate> chain, List<X509Certificate> anchors) {

    public WorkloadCredentials {
        chain = List.copyOf(chain);
        anchors = List.copyOf(anchors);
        if (chain.isEmpty() || anchors.isEmpty()) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "credentials",
                    chain.size() + " certificates, " + anchors.size() + " anchors",
                    "at least one each");
        }
        if (!KeyAlgorithm.match(key, chain.getFirst().getPublicKey())) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "private key",
                    "another than that of " + chain.getFirst().getSubjectX500Principal(),
                    "the key of the leaf");
        }
    }

    public X509Certificate leaf() {
        return chain.getFirst();
    }

    public SpiffeId id() {
        return SpiffeId.of(leaf());
    }

    @Override
    public String toString() {
        return "WorkloadCredentials[serial="
                + IssuedCertificate.hex(leaf().getSerialNumber())
                + "]";
    }
}

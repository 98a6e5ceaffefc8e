package redress.mesh.tls;

import io.grpc.util.AdvancedTlsX509KeyManager;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import redress.mesh.identity.WorkloadIdentity;

/// An identity's key and chain as the JDK's TLS wants them.
///
/// Without a key store in between: that seals and opens the key with a password, 10,000 rounds of
/// PBKDF2 each, for every context that a new certificate makes. While certificates changed it was a
/// quarter of all that a service computed, much of it on the threads that its connections share.
final class OwnKeys {
    private OwnKeys() {}

    /// Shows the chain to every peer that asks, whatever authorities the peer names.
    static X509ExtendedKeyManager of(WorkloadIdentity own) {
        var keys = new AdvancedTlsX509KeyManager();
        keys.updateIdentityCredentials(own.chain().toArray(X509Certificate[]::new), own.key());
        return keys;
    }
}

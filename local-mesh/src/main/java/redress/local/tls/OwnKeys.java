package redress.local.tls;

import io.grpc.util.AdvancedTlsX509KeyManager;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import redress.certs.workload.WorkloadCredentials;

/// A workload's key and chain as the JDK's TLS wants them. No key store: that seals and opens the
/// key with a password each time, which costs more than the handshake.
public final class OwnKeys {
    private OwnKeys() {}

    /// Shows the certificate even to a server that says it takes no such one; the JDK's own would
    /// show none then.
    public static X509ExtendedKeyManager of(WorkloadCredentials own) {
        var keys = new AdvancedTlsX509KeyManager();
        keys.updateIdentityCredentials(own.chain().toArray(X509Certificate[]::new), own.key());
        return keys;
    }
}

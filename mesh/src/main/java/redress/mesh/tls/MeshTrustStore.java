package redress.mesh.tls;

import io.quarkus.tls.runtime.TrustStoreAndTrustOptions;
import io.quarkus.tls.runtime.TrustStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import redress.mesh.identity.IdentitySource;

/// The trust of Quarkus's own clients in servers that are no workloads, above all OpenID Connect's
/// in Keycloak: `quarkus.oidc.tls.tls-configuration-name=mesh`.
///
/// Each new connection is checked against the newest anchors, host name included. The client does
/// not present a certificate of its own.
@Singleton
@Identifier("mesh")
public class MeshTrustStore implements TrustStoreProvider {

    private final IdentitySource source;

    @Inject
    public MeshTrustStore(IdentitySource source) {
        this.source = source;
    }

    @Override
    public TrustStoreAndTrustOptions getTrustStore(Vertx vertx) {
        return new TrustStoreAndTrustOptions(
                snapshot(),
                TrustOptions.wrap(new BundleTrust(source, InstantSource.system(), "keycloak")));
    }

    /// Quarkus wants a store beside the options, to look into; connections use the options only.
    private KeyStore snapshot() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate anchor : source.current().anchors().certificates()) {
                store.setCertificateEntry(anchor.getSerialNumber().toString(16), anchor);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("trust store: not made (expected: of the anchors)", e);
        }
    }
}

package redress.mesh.tls;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;

/// Present, so that Quarkus and Vert.x don't take the server for one without TLS; empty, because
/// [MeshEngine] brings the keys.
final class NoKeys implements KeyCertOptions {

    @Override
    public KeyCertOptions copy() {
        return new NoKeys();
    }

    @Override
    public KeyManagerFactory getKeyManagerFactory(Vertx vertx) throws GeneralSecurityException {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null, new char[0]);
        return factory;
    }
}

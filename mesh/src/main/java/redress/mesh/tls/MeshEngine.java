package redress.mesh.tls;

import io.netty.handler.ssl.SslContext;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;

/// Hands Vert.x a ready context instead of letting it make one.
final class MeshEngine extends SSLEngineOptions {

    private final SslContext context;

    MeshEngine(SslContext context) {
        this.context = context;
    }

    @Override
    public SSLEngineOptions copy() {
        return new MeshEngine(context);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return () -> context;
    }
}

package redress.mesh.tls;

import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;
import redress.mesh.tls.OpenConnections.Side;

/// The TLS of Vert.x's server, with every connection made known to [OpenConnections].
final class TrackedSslContext extends DelegatingSslContext {

    private final OpenConnections connections;

    TrackedSslContext(SslContext context, OpenConnections connections) {
        super(context);
        this.connections = connections;
    }

    @Override
    protected void initEngine(SSLEngine engine) {}

    @Override
    protected void initHandler(SslHandler handler) {
        connections.follow(handler, Side.SERVER, connections.source().current());
    }
}

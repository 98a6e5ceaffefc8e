package redress.mesh.tls;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import redress.mesh.identity.WorkloadIdentity;
import redress.mesh.tls.OpenConnections.Side;

/// grpc-java's own TLS, with every connection made known to [OpenConnections].
///
/// The negotiator is the one place of grpc-java where a connection can be seen as a channel.
final class TrackedNegotiation implements InternalProtocolNegotiator.ProtocolNegotiator {

    private final InternalProtocolNegotiator.ProtocolNegotiator tls;
    private final OpenConnections connections;
    private final Side side;

    private TrackedNegotiation(
            InternalProtocolNegotiator.ProtocolNegotiator tls,
            OpenConnections connections,
            Side side) {
        this.tls = tls;
        this.connections = connections;
        this.side = side;
    }

    static TrackedNegotiation ofServer(SslContext context, OpenConnections connections) {
        return new TrackedNegotiation(
                InternalProtocolNegotiators.serverTls(context), connections, Side.SERVER);
    }

    static TrackedNegotiation ofClient(SslContext context, OpenConnections connections) {
        return new TrackedNegotiation(
                InternalProtocolNegotiators.tls(context, null, null), connections, Side.CLIENT);
    }

    @Override
    public AsciiString scheme() {
        return tls.scheme();
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
        return new Introduction(tls.newHandler(grpc));
    }

    @Override
    public void close() {
        tls.close();
    }

    /// Stays until grpc-java has put TLS into the pipeline, which it does once the channel is
    /// active.
    private final class Introduction extends ChannelInboundHandlerAdapter {

        private final ChannelHandler next;
        private final WorkloadIdentity own = connections.source().current();

        Introduction(ChannelHandler next) {
            this.next = next;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            context.pipeline().addAfter(context.name(), null, next);
            introduce(context);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.fireChannelActive();
            introduce(context);
        }

        private void introduce(ChannelHandlerContext context) {
            SslHandler handler = context.pipeline().get(SslHandler.class);
            if (handler != null) {
                connections.follow(handler, side, own);
                context.pipeline().remove(this);
            }
        }
    }
}

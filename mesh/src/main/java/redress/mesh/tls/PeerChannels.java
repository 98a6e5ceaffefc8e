package redress.mesh.tls;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.InternalNettyChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.SpiffeId;
import redress.mesh.identity.WorkloadIdentity;

/// Opens channels to other workloads: each new connection with the newest identity, to the expected
/// server only. When the identity changes, or the server asks for it, a new connection is opened at
/// once and not by the next call: that one may have no time to wait for a handshake.
///
/// Deadlines, retries and circuit breakers are *not* set here. Channels close with this object.
@Singleton
public class PeerChannels implements AutoCloseable {

    private static final int KEEP_ALIVE_SECONDS = 30;

    private final TlsContexts contexts;
    private final OpenConnections connections;
    private final Queue<ManagedChannel> opened = new ConcurrentLinkedQueue<>();
    private WorkloadIdentity presented;

    @Inject
    public PeerChannels(IdentitySource source, OpenConnections connections) {
        this.contexts = new TlsContexts(source);
        this.connections = connections;
        this.presented = source.current();
        source.onChange(this::renew);
    }

    /// A channel to the server with this identity.
    public ManagedChannel channel(String host, int port, SpiffeId expectedServer) {
        ManagedChannel channel = builder(host, port, expectedServer).build();
        opened.add(channel);
        stayConnected(channel);
        return channel;
    }

    /// A server that is away is tried again at growing intervals: those are the channel's own.
    private static void stayConnected(ManagedChannel channel) {
        ConnectivityState now = channel.getState(true);
        if (now != ConnectivityState.SHUTDOWN) {
            channel.notifyWhenStateChanged(now, () -> stayConnected(channel));
        }
    }

    /// Running calls stay on their connections, the next ones use a new one.
    private synchronized void renew(WorkloadIdentity next) {
        if (!next.presentsTheSameAs(presented)) {
            opened.forEach(ManagedChannel::enterIdle);
        }
        presented = next;
    }

    private NettyChannelBuilder builder(String host, int port, SpiffeId expectedServer) {
        SslContext tls = contexts.grpcClient(expectedServer);
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(host, port);
        InternalNettyChannelBuilder.setProtocolNegotiatorFactory(
                builder, () -> TrackedNegotiation.ofClient(tls, connections));
        return builder.keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(Limits.MESSAGE_BYTES)
                .maxInboundMetadataSize(Limits.METADATA_BYTES);
    }

    @PreDestroy
    @Override
    public void close() {
        opened.forEach(ManagedChannel::shutdownNow);
    }
}

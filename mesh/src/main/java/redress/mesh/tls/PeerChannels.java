package redress.mesh.tls;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.SpiffeId;

/// Opens channels to other workloads: each new connection with the newest identity, to the expected
/// server only.
///
/// Deadlines, retries and circuit breakers are *not* set here. Channels close with this object.
@Singleton
public class PeerChannels implements AutoCloseable {

    private static final int KEEP_ALIVE_SECONDS = 30;

    private final TlsContexts contexts;
    private final Queue<ManagedChannel> opened = new ConcurrentLinkedQueue<>();

    @Inject
    public PeerChannels(IdentitySource source) {
        this.contexts = new TlsContexts(source);
    }

    /// A channel as it comes.
    public ManagedChannel channel(String host, int port, SpiffeId expectedServer) {
        ManagedChannel channel = builder(host, port, expectedServer).build();
        opened.add(channel);
        return channel;
    }

    /// A channel still to be built, for service config and interceptors. Whoever builds it closes
    /// it.
    public NettyChannelBuilder builder(String host, int port, SpiffeId expectedServer) {
        return NettyChannelBuilder.forAddress(host, port)
                .sslContext(contexts.grpcClient(expectedServer))
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(Limits.MESSAGE_BYTES)
                .maxInboundMetadataSize(Limits.METADATA_BYTES);
    }

    @PreDestroy
    @Override
    public void close() {
        opened.forEach(ManagedChannel::shutdownNow);
    }
}

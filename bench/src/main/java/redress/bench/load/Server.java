package redress.bench.load;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import redress.local.home.Port;

/// Some connections to one server, used in turn: one alone would measure one event loop.
final class Server implements AutoCloseable {
    private static final int CONNECTIONS = 4;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    private Server(Supplier<NettyChannelBuilder> builder) {
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            channels.add(builder.get().directExecutor().build());
        }
    }

    /// With a client's certificate.
    static Server mutual(Port port, Path identity) throws SSLException {
        SslContext context = context(identity);
        return new Server(
                () ->
                        NettyChannelBuilder.forAddress("localhost", port.number())
                                .sslContext(context));
    }

    /// Without TLS, for what stands behind a sidecar.
    static Server plaintext(Port port) {
        return new Server(
                () -> NettyChannelBuilder.forAddress("localhost", port.number()).usePlaintext());
    }

    private static SslContext context(Path identity) throws SSLException {
        var own =
                SslContextBuilder.forClient()
                        .keyManager(
                                identity.resolve("tls.crt").toFile(),
                                identity.resolve("tls.key").toFile())
                        .trustManager(identity.resolve("bundle.pem").toFile())
                        .protocols("TLSv1.3");
        return GrpcSslContexts.configure(own, SslProvider.JDK).build();
    }

    ManagedChannel channel() {
        return channels.get(Math.floorMod(turn.getAndIncrement(), CONNECTIONS));
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}

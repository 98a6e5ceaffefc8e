package redress.system.refusals;

import io.grpc.HandlerRegistry;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;

/// A gRPC server with somebody's genuine certificate, on an address that may be another's. It can
/// do nothing and notes what it is asked.
final class Impostor implements AutoCloseable {
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Server server;

    Impostor(int port, WorkloadFolder shown) {
        WorkloadCredentials own = shown.read();
        try {
            var context =
                    GrpcSslContexts.configure(SslContextBuilder.forServer(own.key(), own.chain()))
                            .trustManager(own.anchors())
                            .clientAuth(ClientAuth.REQUIRE)
                            .protocols("TLSv1.3")
                            .build();
            server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                            .sslContext(context)
                            .fallbackHandlerRegistry(new Notes())
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names of the methods that it was asked for.
    Queue<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        try {
            server.shutdownNow().awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Notes extends HandlerRegistry {
        @Override
        public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
                String method, @Nullable String authority) {
            asked.add(method);
            return null;
        }
    }
}

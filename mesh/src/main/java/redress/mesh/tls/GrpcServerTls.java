package redress.mesh.tls;

import io.grpc.netty.NettyServerBuilder;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import io.vertx.grpc.server.GrpcServerOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.mesh.identity.IdentitySource;

/// Gives Quarkus's separate gRPC server reloading TLS, and limits per connection.
///
/// Quarkus must believe that the server is plaintext (`quarkus.grpc.server.plain-text=true`), or it
/// puts its own TLS in place of this one. Any other setting is refused.
@Singleton
public class GrpcServerTls implements ServerBuilderCustomizer<VertxServerBuilder> {

    private final TlsContexts contexts;
    private final OpenConnections connections;
    private final Duration connectionAge;
    private final Duration connectionGrace;

    @Inject
    public GrpcServerTls(
            IdentitySource source,
            OpenConnections connections,
            @ConfigProperty(name = "redress.connection-age", defaultValue = "30m")
                    Duration connectionAge,
            @ConfigProperty(name = "redress.connection-grace", defaultValue = "1m")
                    Duration connectionGrace) {
        this.contexts = new TlsContexts(source);
        this.connections = connections;
        this.connectionAge = connectionAge;
        this.connectionGrace = connectionGrace;
    }

    @Override
    public void customize(GrpcServerConfiguration config, VertxServerBuilder builder) {
        if (!config.isPlainTextEnabled()) {
            throw new IllegalStateException(
                    "quarkus.grpc.server.plain-text: false (expected: true, TLS is the mesh's)");
        }
        secure(builder.nettyBuilder());
    }

    @Override
    public void customize(GrpcServerConfiguration config, GrpcServerOptions options) {
        throw new IllegalStateException(
                "quarkus.grpc.server.use-separate-server: false (expected: true)");
    }

    void secure(NettyServerBuilder builder) {
        builder.protocolNegotiator(TrackedNegotiation.ofServer(contexts.grpcServer(), connections))
                .handshakeTimeout(Limits.HANDSHAKE.toSeconds(), TimeUnit.SECONDS)
                .maxConnectionAge(connectionAge.toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAgeGrace(connectionGrace.toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(Limits.SHORTEST_KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConcurrentCallsPerConnection(Limits.CALLS_PER_CONNECTION)
                .maxInboundMessageSize(Limits.MESSAGE_BYTES)
                .maxInboundMetadataSize(Limits.METADATA_BYTES);
    }
}

package redress.mesh.tls;

import static io.netty.handler.ssl.ApplicationProtocolConfig.Protocol.ALPN;
import static io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT;
import static io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.SpiffeId;
import redress.mesh.identity.WorkloadIdentity;

/// The few kinds of TLS there are in the mesh. All of them: TLS 1.3 only, the newest identity, no
/// session resumed.
public final class TlsContexts {

    private static final String TLS_1_3 = "TLSv1.3";

    /// The JDK sends no session ticket when sessions would live longer than the seven days that RFC
    /// 8446, section 4.6.1, allows.
    private static final Duration NO_TICKETS = Duration.ofDays(7).plusSeconds(1);

    private static final ApplicationProtocolConfig HTTP =
            new ApplicationProtocolConfig(ALPN, NO_ADVERTISE, ACCEPT, "h2", "http/1.1");

    private final IdentitySource source;
    private final InstantSource clock;

    public TlsContexts(IdentitySource source) {
        this(source, InstantSource.system());
    }

    TlsContexts(IdentitySource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /// For a gRPC server: every client must be a workload of the own trust domain.
    public SslContext grpcServer() {
        return reloading(own -> GrpcSslContexts.configure(server(own), SslProvider.JDK).build());
    }

    /// For an HTTPS server (HTTP/2 and 1.1) with the same clients.
    public SslContext httpsServer() {
        return reloading(own -> server(own).applicationProtocolConfig(HTTP).build());
    }

    /// For an HTTPS server that people's browsers use: no client certificate is asked for.
    public SslContext browsersServer() {
        return reloading(
                own ->
                        server(own)
                                .clientAuth(ClientAuth.NONE)
                                .applicationProtocolConfig(HTTP)
                                .build());
    }

    /// For a gRPC client of one server, known by its SPIFFE ID wherever it listens.
    public SslContext grpcClient(SpiffeId expectedServer) {
        return reloading(
                own ->
                        GrpcSslContexts.configure(client(own, expectedServer), SslProvider.JDK)
                                .build());
    }

    private SslContext reloading(ReloadingSslContext.Recipe recipe) {
        try {
            return new ReloadingSslContext(source, recipe);
        } catch (SSLException e) {
            throw new IllegalStateException(
                    "TLS context: not made (expected: of %s)".formatted(source.current()), e);
        }
    }

    private SslContextBuilder server(WorkloadIdentity own) {
        return SslContextBuilder.forServer(OwnKeys.of(own))
                .sslProvider(SslProvider.JDK)
                .protocols(TLS_1_3)
                .trustManager(PeerVerification.ofClients(own, clock))
                .clientAuth(ClientAuth.REQUIRE)
                .sessionTimeout(NO_TICKETS.toSeconds());
    }

    private SslContextBuilder client(WorkloadIdentity own, SpiffeId expectedServer) {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(TLS_1_3)
                .keyManager(OwnKeys.of(own))
                .trustManager(PeerVerification.ofServer(own, expectedServer, clock))
                .sessionCacheSize(1)
                .sessionTimeout(1);
    }
}

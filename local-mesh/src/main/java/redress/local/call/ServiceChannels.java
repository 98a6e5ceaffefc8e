package redress.local.call;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import redress.certs.CertsException;
import redress.certs.SpiffeId;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshService;
import redress.local.home.Ports;
import redress.local.tls.OwnKeys;

/// Channels to the services as one workload: TLS 1.3, its certificate, the service pinned by its
/// SPIFFE ID.
///
/// Each connection shows the certificate that is newest when it is opened; deadlines and tokens are
/// *not* set here. Who opens a channel closes it.
public final class ServiceChannels {
    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    private final Path identity;
    private final Ports ports;
    private final Map<String, SslContext> contexts = new ConcurrentHashMap<>();

    /// @param identity the folder of the workload
    public ServiceChannels(Path identity, Ports ports) {
        this.identity = identity;
        this.ports = ports;
    }

    /// The folder of the workload.
    public Path identity() {
        return identity;
    }

    public ManagedChannel open(MeshService service) {
        return open(ports.grpc(service).number(), service.serviceName());
    }

    /// For many calls over a long time: it does not stay with one connection.
    public FollowingChannel follow(MeshService service) {
        return new FollowingChannel(open(service), identity);
    }

    ManagedChannel open(int port, String serviceName) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .sslContext(contexts.computeIfAbsent(serviceName, this::newest))
                .maxInboundMessageSize(LARGEST_ANSWER)
                .build();
    }

    private SslContext newest(String serviceName) {
        return new NewestContext(identity, () -> context(serviceName));
    }

    private SslContext context(String serviceName) {
        try {
            WorkloadCredentials own = WorkloadFolder.at(identity).read();
            SpiffeId server = own.id().trustDomain().workload(serviceName);
            return GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .keyManager(OwnKeys.of(own))
                    .trustManager(new ExpectedServer(own.anchors(), server))
                    .build();
        } catch (CertsException | SSLException e) {
            throw new LaunchFailure(identity + ": no usable identity: " + e.getMessage(), e);
        }
    }
}

package redress.system.mesh;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redress.local.home.MeshService;

/// Open connections, shared by the tests: one channel for each workload and service, one HTTPS
/// client for each workload.
public final class Connections implements AutoCloseable {
    private final TestMesh mesh;
    private final Map<Between, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final Map<String, HttpClient> https = new ConcurrentHashMap<>();

    private record Between(String workload, MeshService service) {}

    Connections(TestMesh mesh) {
        this.mesh = mesh;
    }

    /// The shared channel from a workload to a service.
    public ManagedChannel grpc(String workload, MeshService service) {
        return channels.computeIfAbsent(
                new Between(workload, service),
                between -> open(Credentials.of(mesh.identity(workload)), service));
    }

    /// A channel of the caller's own, to be shut down by the caller.
    public ManagedChannel open(Credentials credentials, MeshService service) {
        return NettyChannelBuilder.forAddress("localhost", mesh.grpcPort(service))
                .sslContext(credentials.grpcContext())
                .build();
    }

    /// The shared HTTPS client of a workload.
    HttpsClient https(String workload) {
        return https(
                https.computeIfAbsent(
                        workload, name -> httpClient(Credentials.of(mesh.identity(name)))));
    }

    /// An HTTPS client with other credentials.
    public HttpsClient https(Credentials credentials) {
        return https(httpClient(credentials));
    }

    private HttpsClient https(HttpClient client) {
        return new HttpsClient(client, mesh);
    }

    private static HttpClient httpClient(Credentials credentials) {
        return HttpClient.newBuilder()
                .sslContext(credentials.context())
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /// Forgets all shared connections: they know certificates and roots that are gone.
    public void renew() {
        close();
        channels.clear();
        https.clear();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        https.values().forEach(HttpClient::shutdownNow);
    }
}

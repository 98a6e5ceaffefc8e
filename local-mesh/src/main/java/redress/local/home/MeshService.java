package redress.local.home;

import java.util.Arrays;
import java.util.List;

/// The services of the mesh, in the order in which they start.
public enum MeshService {
    DECISIONS("decision-service", 9103, 8103, 768),
    CASES("case-service", 9101, 8101, 384),
    GRIEVANCES("grievance-service", 9102, 8102, 384);

    private final String serviceName;
    private final int grpcPort;
    private final int httpsPort;
    private final int heapMegabytes;

    MeshService(String serviceName, int grpcPort, int httpsPort, int heapMegabytes) {
        this.serviceName = serviceName;
        this.grpcPort = grpcPort;
        this.httpsPort = httpsPort;
        this.heapMegabytes = heapMegabytes;
    }

    /// Also the name of its module, identity, database, database role and token audience.
    public String serviceName() {
        return serviceName;
    }

    /// Before the offset; see [Ports].
    int grpcPort() {
        return grpcPort;
    }

    /// Before the offset; see [Ports].
    int httpsPort() {
        return httpsPort;
    }

    public int heapMegabytes() {
        return heapMegabytes;
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(MeshService::serviceName).toList();
    }
}

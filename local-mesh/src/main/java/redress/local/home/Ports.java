package redress.local.home;

/// The ports of one local mesh, all moved by one offset so that two meshes can run side by side.
public record Ports(int offset) {
    private static final int POSTGRES = 5480;
    private static final int KEYCLOAK = 8180;
    private static final int KEYCLOAK_MANAGEMENT = 8190;

    public Port postgres() {
        return at("PostgreSQL", POSTGRES);
    }

    public Port keycloak() {
        return at("Keycloak HTTPS", KEYCLOAK);
    }

    public Port keycloakManagement() {
        return at("Keycloak management", KEYCLOAK_MANAGEMENT);
    }

    public Port grpc(MeshService service) {
        return at(service.serviceName() + " gRPC", service.grpcPort());
    }

    public Port https(MeshService service) {
        return at(service.serviceName() + " HTTPS", service.httpsPort());
    }

    private Port at(String use, int number) {
        return new Port(use, number + offset);
    }
}

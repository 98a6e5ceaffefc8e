package redress.system.mesh;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.nio.file.Path;
import java.util.Optional;
import redress.audit.v1.AuditServiceGrpc;
import redress.cases.v1.CaseAttachmentServiceGrpc;
import redress.cases.v1.CaseSearchServiceGrpc;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseWebhookServiceGrpc;
import redress.cases.v1.CaseWorkServiceGrpc;
import redress.cases.v1.ConsentServiceGrpc;
import redress.cases.v1.ReferralServiceGrpc;
import redress.certs.workload.WorkloadFolder;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.decisions.v1.ModelRegistryServiceGrpc;
import redress.grievances.v1.GrievanceAttachmentServiceGrpc;
import redress.grievances.v1.GrievanceSearchServiceGrpc;
import redress.grievances.v1.GrievanceServiceGrpc;
import redress.grievances.v1.GrievanceWebhookServiceGrpc;
import redress.local.home.MeshHome;
import redress.local.home.MeshService;
import redress.local.mesh.LocalMesh;
import redress.personaldata.v1.PersonalDataServiceGrpc;
import redress.rights.v1.RightsServiceGrpc;

/// The mesh that all scenarios of this JVM share: real parts, below `target/mesh`, beside any other
/// mesh of this machine.
///
/// A test takes it as a parameter and leaves it as it found it, but for the items it made.
public final class TestMesh {
    /// The trust domain of the local mesh.
    public static final String TRUST_DOMAIN = "redress.local";

    private final LocalMesh local;
    private final UserTokens tokens;
    private final Connections connections;

    TestMesh(LocalMesh local) {
        this.local = local;
        this.tokens = new UserTokens(local, this);
        this.connections = new Connections(this);
    }

    /// Starts, stops and names the parts.
    public LocalMesh local() {
        return local;
    }

    public MeshHome home() {
        return local.home();
    }

    /// An access token that is valid for some minutes yet.
    public String token(TestUser user) {
        return token(user, Assured.PASSWORD);
    }

    /// The same as if the user had identified in another way.
    public String token(TestUser user, Assured assured) {
        return tokens.of(user, assured);
    }

    /// Calls as a workload with a user's token.
    public Client as(String workload, TestUser user) {
        return new Client(connections, workload, Optional.of(token(user)));
    }

    /// Calls as a workload without any token.
    public Client as(String workload) {
        return new Client(connections, workload, Optional.empty());
    }

    /// Calls as a workload with whatever is given as a token.
    public Client withToken(String workload, String token) {
        return new Client(connections, workload, Optional.of(token));
    }

    /// The usual caller: the console with a user.
    public Client console(TestUser user) {
        return as("console", user);
    }

    /// The console with a user who identified more surely.
    public Client console(TestUser user, Assured assured) {
        return withToken("console", token(user, assured));
    }

    /// HTTPS to a service.
    public Rest rest(String workload, TestUser user) {
        return new Rest(connections.https(workload), Optional.of(token(user)));
    }

    /// HTTPS to a service without a token.
    public Rest rest(String workload) {
        return new Rest(connections.https(workload), Optional.empty());
    }

    /// HTTPS to a service with whatever is given as a token.
    public Rest restWithToken(String workload, String token) {
        return new Rest(connections.https(workload), Optional.of(token));
    }

    /// Channels and HTTPS clients, one for each workload.
    public Connections connections() {
        return connections;
    }

    /// Where a workload's certificate lies.
    public WorkloadFolder identity(String workload) {
        return WorkloadFolder.at(home().identity(workload));
    }

    /// Where a service listens for gRPC.
    public int grpcPort(MeshService service) {
        return local.ports().grpc(service).number();
    }

    /// Where a service listens for HTTPS.
    public int httpsPort(MeshService service) {
        return local.ports().https(service).number();
    }

    /// The process that serves a service of the contract.
    ///
    /// @throws IllegalArgumentException if none is known: a new service needs a row here
    public static MeshService serving(ServiceDescriptor service) {
        return serving(service.getFullName());
    }

    /// The same by the service's full name.
    public static MeshService serving(String service) {
        return switch (service) {
            // Every service serves its own journal and personal data: one stands for all.
            case CaseServiceGrpc.SERVICE_NAME,
                    CaseSearchServiceGrpc.SERVICE_NAME,
                    CaseWebhookServiceGrpc.SERVICE_NAME,
                    CaseWorkServiceGrpc.SERVICE_NAME,
                    CaseAttachmentServiceGrpc.SERVICE_NAME,
                    ConsentServiceGrpc.SERVICE_NAME,
                    ReferralServiceGrpc.SERVICE_NAME,
                    AuditServiceGrpc.SERVICE_NAME,
                    RightsServiceGrpc.SERVICE_NAME ->
                    MeshService.CASES;
            case GrievanceServiceGrpc.SERVICE_NAME,
                    GrievanceAttachmentServiceGrpc.SERVICE_NAME,
                    GrievanceSearchServiceGrpc.SERVICE_NAME,
                    GrievanceWebhookServiceGrpc.SERVICE_NAME,
                    PersonalDataServiceGrpc.SERVICE_NAME ->
                    MeshService.GRIEVANCES;
            case DecisionServiceGrpc.SERVICE_NAME, ModelRegistryServiceGrpc.SERVICE_NAME ->
                    MeshService.DECISIONS;
            default ->
                    throw new IllegalArgumentException(
                            service + ": served by nobody (expected: a row in TestMesh)");
        };
    }

    /// Where the module's build output lies.
    public static Path target() {
        return Path.of("target").toAbsolutePath();
    }
}

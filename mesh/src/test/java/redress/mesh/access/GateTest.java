package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.access.v1.Assurance;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseServiceGrpc.CaseServiceBlockingStub;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.GetCaseResponse;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.WatchCasesRequest;
import redress.mesh.identity.CrlDemand;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.TestAuthority;

class GateTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    /// Which role each good token gives.
    private static final Map<String, Role> ROLES =
            Map.of("good", Role.ROLE_CASE_WORKER, "oversight", Role.ROLE_SUPERVISOR);

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private IdentitySource source;

    private final CaseServiceFake service = new CaseServiceFake();
    private final TrailFake trail = new TrailFake();
    private final CallerLimits limits = TestLimits.atOnce(1);
    private final List<X509Certificate> senders = new CopyOnWriteArrayList<>();
    private final AtomicBoolean verifiedOnce = new AtomicBoolean();
    private final String name = UUID.randomUUID().toString();
    private List<X509Certificate> shown = AUTHORITY.issue("console").chain();
    private final Server server =
            InProcessServerBuilder.forName(name)
                    .directExecutor()
                    .addService(ServerInterceptors.intercept(service.definition(), gate()))
                    .build();
    private final ManagedChannel channel =
            InProcessChannelBuilder.forName(name).directExecutor().build();

    @BeforeEach
    void start() throws IOException {
        AUTHORITY.issue("case-service").writeTo(folder, AUTHORITY);
        source = IdentitySource.open(folder, CrlDemand.REQUIRED);
        server.start();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
        source.close();
    }

    @Test
    void letsAKnownCallerThrough() {
        stub("Bearer good").getCase(request());
        assertThat(service.callers).extracting(Caller::userName).containsExactly("somebody");
    }

    @Test
    void takesTheSchemeInAnyCase() {
        stub("bearer good").getCase(request());
        assertThat(service.callers).hasSize(1);
    }

    @Test
    @DisplayName("zero-trust 11: a stream ends when its token does not count any more")
    void verifiesTheTokenAgainBeforeEachAnswerOfAStream() {
        var request = WatchCasesRequest.getDefaultInstance();
        assertThat(stub("Bearer good").watchCases(request)).toIterable().hasSize(2);
        assertThat(senders).hasSize(3);

        var ended = stub("Bearer once").watchCases(request);

        assertThat(refusal(ended::hasNext)).isEqualTo(Reason.REASON_TOKEN_INVALID);
    }

    @Test
    void refusesEverythingButOneBearerToken() {
        for (var headers :
                List.of(
                        List.of("Bearer good", "Bearer good"),
                        List.of("Bearer good", ""),
                        List.of("", "Bearer good"),
                        List.of("good"),
                        List.of("Basic good"),
                        List.of("Bearer bad"),
                        List.of("Bearer "))) {
            var stub = stub(headers.toArray(String[]::new));
            assertThat(refusal(() -> stub.getCase(request())))
                    .describedAs(headers.toString())
                    .isEqualTo(Reason.REASON_TOKEN_INVALID);
        }
        assertThat(service.callers).isEmpty();
    }

    @Test
    void refusesWhoShowsNoCertificate() {
        shown = List.of();
        assertThat(refusal(() -> stub("Bearer good").getCase(request())))
                .isEqualTo(Reason.REASON_WORKLOAD_UNKNOWN);
    }

    @Test
    @DisplayName("zero-trust 7: every call checks that the certificate is not revoked meanwhile")
    void refusesACertificateThatWasRevokedAfterTheHandshake() throws Exception {
        var console = AUTHORITY.issue("console");
        shown = console.chain();
        stub("Bearer good").getCase(request());
        var changed = new CompletableFuture<Boolean>();
        source.onChange(_ -> changed.complete(true));

        TestAuthority.write(folder.resolve("crl.pem"), AUTHORITY.revoke(console).crl());

        assertThat(changed.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(refusal(() -> stub("Bearer good").getCase(request())))
                .isEqualTo(Reason.REASON_WORKLOAD_UNKNOWN);
    }

    @Test
    @DisplayName("zero-trust 7: every call checks that an anchor still vouches for the certificate")
    void refusesACertificateWhoseAnchorIsGone() throws Exception {
        stub("Bearer good").getCase(request());
        var changed = new CompletableFuture<Boolean>();
        source.onChange(_ -> changed.complete(true));

        var next = TestAuthority.create();
        next.issue("case-service").writeTo(folder, next);

        assertThat(changed.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(refusal(() -> stub("Bearer good").getCase(request())))
                .isEqualTo(Reason.REASON_WORKLOAD_UNKNOWN);
    }

    @Test
    @DisplayName("zero-trust 7: every call checks that the certificate has not expired meanwhile")
    void refusesACertificateThatExpiredAfterTheHandshake() {
        var past = java.time.Instant.now().minusSeconds(7200);
        var leaf =
                TestAuthority.Leaf.of("spiffe://" + TestAuthority.DOMAIN + "/console")
                        .valid(past, past.plusSeconds(60));
        shown = AUTHORITY.issue(leaf).chain();
        assertThat(refusal(() -> stub("Bearer good").getCase(request())))
                .isEqualTo(Reason.REASON_WORKLOAD_UNKNOWN);
    }

    @Test
    void refusesACallWithoutADeadline() {
        var patient = CaseServiceGrpc.newBlockingStub(stub("Bearer good").getChannel());
        assertThat(refusal(() -> patient.getCase(request())))
                .isEqualTo(Reason.REASON_DEADLINE_REQUIRED);
    }

    @Test
    @DisplayName("zero-trust 18: a deadline that is too far away is none")
    void refusesADeadlineThatIsTooFarAway() {
        var patient = stub("Bearer good").withDeadlineAfter(2, TimeUnit.HOURS);
        assertThat(refusal(() -> patient.getCase(request())))
                .isEqualTo(Reason.REASON_DEADLINE_REQUIRED);
    }

    @Test
    @DisplayName("zero-trust 18: a place is free again after every call, however it ended")
    void givesThePlaceBackAfterEveryCall() {
        var broken = GetCaseRequest.newBuilder().setId("no UUID").build();
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(() -> stub("Bearer good").getCase(broken)))
                    .isEqualTo(Reason.REASON_INVALID_REQUEST);
            var _ = stub("Bearer good").getCase(request());
        }
        assertThat(service.callers).hasSize(3);
    }

    @Test
    void refusesABrokenRequestBeforeTheFeatureSeesIt() {
        var broken = GetCaseRequest.newBuilder().setId("no UUID").build();
        assertThat(refusal(() -> stub("Bearer good").getCase(broken)))
                .isEqualTo(Reason.REASON_INVALID_REQUEST);
        assertThat(service.callers).isEmpty();
    }

    @Test
    void masksInAnswersWhatTheUserIsNotShown() {
        service.answer(GetCaseResponse.newBuilder().setCase(of("4711")).build());

        assertThat(stub("Bearer good").getCase(request()).getCase()).isEqualTo(of("4711"));
        assertThat(stub("Bearer oversight").getCase(request()).getCase())
                .isEqualTo(of(ShownFields.MASK));
    }

    @Test
    void refusesAMaskThatIsWrittenBack() {
        var request =
                OpenCaseRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setDetails(of(ShownFields.MASK).getDetails())
                        .build();

        assertThat(refusal(() -> stub("Bearer good").openCase(request)))
                .isEqualTo(Reason.REASON_INVALID_REQUEST);
        assertThat(service.callers).isEmpty();
    }

    @Test
    void logsACallWhoseBytesAreNoMessage() {
        try (var lines = new AuditLines()) {
            var stub = stub("Bearer good");
            assertThatThrownBy(
                            () ->
                                    ClientCalls.blockingUnaryCall(
                                            stub.getChannel(),
                                            NoMessage.to(CaseServiceGrpc.getGetCaseMethod()),
                                            stub.getCallOptions(),
                                            new byte[] {-1, -1}))
                    .isInstanceOf(StatusRuntimeException.class);
            assertThat(lines.written()).singleElement().asString().contains("user=somebody");
        }
        assertThat(service.callers).isEmpty();
    }

    @Test
    void readsNothingOfACallerWhoIsNotAdmitted() {
        shown = AUTHORITY.issue("partner").chain();
        var headers = new Metadata();
        headers.put(Gate.AUTHORIZATION, "Bearer good");
        try (var lines = new AuditLines()) {
            String method = CaseServiceGrpc.getGetCaseMethod().getFullMethodName();
            assertThat(
                            refusal(
                                    () ->
                                            gate().prepare(
                                                            method,
                                                            headers,
                                                            () -> {
                                                                throw new AssertionError("read");
                                                            })))
                    .isEqualTo(Reason.REASON_WORKLOAD_NOT_ALLOWED);
            assertThat(lines.written())
                    .singleElement()
                    .asString()
                    .contains("decision=deny", "workload=partner", "user=somebody");
        }
    }

    @Test
    void auditsARequestThatCannotBeRead() {
        var headers = new Metadata();
        headers.put(Gate.AUTHORIZATION, "Bearer good");
        try (var lines = new AuditLines()) {
            String method = CaseServiceGrpc.getGetCaseMethod().getFullMethodName();
            assertThat(
                            refusal(
                                    () ->
                                            gate().prepare(
                                                            method,
                                                            headers,
                                                            () -> {
                                                                throw Refusal.invalid("id", "x");
                                                            })))
                    .isEqualTo(Reason.REASON_INVALID_REQUEST);
            assertThat(lines.written())
                    .singleElement()
                    .asString()
                    .contains("decision=allow", "reason=INVALID_REQUEST", "user=somebody");
        }
    }

    @Test
    void readsForADoorOnlyWhatSomebodySent() {
        assertThat(reading("Bearer good", () -> "read")).isEqualTo("read");
        assertThat(refusal(() -> reading("Bearer bad", () -> "read")))
                .isEqualTo(Reason.REASON_TOKEN_INVALID);
        assertThat(trail.reserved()).isZero();
    }

    @Test
    void auditsWhatADoorCannotRead() {
        try (var lines = new AuditLines()) {
            assertThat(
                            refusal(
                                    () ->
                                            reading(
                                                    "Bearer good",
                                                    () -> {
                                                        throw Refusal.invalid("query", "x");
                                                    })))
                    .isEqualTo(Reason.REASON_INVALID_REQUEST);
            assertThat(lines.written())
                    .singleElement()
                    .asString()
                    .contains("graphql", "reason=INVALID_REQUEST", "user=somebody");
        }
    }

    private String reading(String authorization, Supplier<String> content) {
        var headers = new Metadata();
        headers.put(Gate.AUTHORIZATION, authorization);
        return gate().read("graphql", headers, content);
    }

    @Test
    @DisplayName("zero-trust 13: a token is verified together with the certificate of its sender")
    void verifiesTheTokenForItsSender() {
        stub("Bearer good").getCase(request());
        assertThat(senders).containsExactly(shown.getFirst());
    }

    private Gate gate() {
        return new Gate(
                (call, headers) -> shown,
                () -> source.current(),
                this::verify,
                AccessRules.of(List.of(service.definition())),
                new ContractValidation(),
                InstantSource.system(),
                trail,
                limits);
    }

    private User verify(String token, X509Certificate sender) {
        senders.add(sender);
        boolean first = token.equals("once") && verifiedOnce.compareAndSet(false, true);
        if (!ROLES.containsKey(token) && !first) {
            throw new Refusal(Reason.REASON_TOKEN_INVALID, "not good");
        }
        var signIn = new SignIn(Assurance.ASSURANCE_PASSWORD, Instant.now());
        var role = ROLES.getOrDefault(token, Role.ROLE_CASE_WORKER);
        return new User("somebody", Set.of(role), signIn, Scope.EVERYTHING, token);
    }

    private CaseServiceBlockingStub stub(String... authorization) {
        var headers = new Metadata();
        for (String value : authorization) {
            headers.put(Gate.AUTHORIZATION, value);
        }
        var through =
                ClientInterceptors.intercept(
                        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
        return CaseServiceGrpc.newBlockingStub(through).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    private static GetCaseRequest request() {
        return GetCaseRequest.newBuilder().setId(UUID.randomUUID().toString()).build();
    }

    private static Case of(String identifier) {
        var details =
                CaseDetails.newBuilder()
                        .setTitle("Roof lost in the storm")
                        .setCaseType("household_support");
        details.getBeneficiaryBuilder()
                .addIdentifierBuilder()
                .setIdentifierType("UIN")
                .setIdentifierValue(identifier);
        return Case.newBuilder().setDetails(details).build();
    }

    private static Reason refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var answered = catchThrowableOfType(StatusRuntimeException.class, call);
        return Refusals.from(answered).orElseThrow().reason();
    }
}

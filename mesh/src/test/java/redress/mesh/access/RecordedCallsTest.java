package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.util.Timestamps;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.access.v1.Assurance;
import redress.access.v1.Effect;
import redress.access.v1.Purpose;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Decision;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseServiceGrpc.CaseServiceBlockingStub;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.GetCaseResponse;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListCasesResponse;
import redress.cases.v1.MergeCasesRequest;
import redress.cases.v1.WatchCasesRequest;
import redress.mesh.audit.AuditLine;
import redress.mesh.audit.journal.EntryFilter;
import redress.mesh.audit.journal.Trail;
import redress.mesh.identity.CrlDemand;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.TestAuthority;

/// What the gate records: every decision once, before its answer leaves.
class RecordedCallsTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final String ID = "019aa000-0000-7000-8000-000000000001";
    private static final String OTHER = "019aa000-0000-7000-8000-000000000002";
    private static final String THIRD = "019aa000-0000-7000-8000-000000000003";

    @TempDir Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private IdentitySource source;

    private final CaseServiceFake service = new CaseServiceFake();
    private final TrailFake trail = new TrailFake();
    private final AtomicInteger verified = new AtomicInteger();
    private final String name = UUID.randomUUID().toString();
    private TestAuthority.Issued shown = AUTHORITY.issue("console");
    private final Server server =
            InProcessServerBuilder.forName(name)
                    .executor(MoreExecutors.directExecutor())
                    .addService(ServerInterceptors.intercept(service.definition(), gate(trail)))
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
        assertThat(trail.reserved()).describedAs("room left over").isZero();
    }

    @Test
    @DisplayName("zero-trust 16: an allowed call is recorded once, with everything about it")
    void recordsAnAllowedCall() {
        var _ = stub("good").getCase(request(ID));
        AuditEntry entry = onlyEntry();
        assertThat(entry.getDecision()).isEqualTo(Decision.DECISION_ALLOW);
        assertThat(entry.getReason()).isEqualTo(Reason.REASON_UNSPECIFIED);
        assertThat(entry.getMethod()).isEqualTo("redress.cases.v1.CaseService/GetCase");
        assertThat(entry.getEffect()).isEqualTo(Effect.EFFECT_READ);
        assertThat(entry.getWorkload()).isEqualTo("console");
        assertThat(entry.getSerial()).isEqualTo(shown.leaf().getSerialNumber().toString(16));
        assertThat(entry.getUser()).isEqualTo("somebody");
        assertThat(entry.getObject()).isEqualTo(ID);
        assertThat(entry.getPurpose()).isEqualTo(Purpose.PURPOSE_CASE_MANAGEMENT);
        assertThat(entry.getPolicyVersion()).matches("[0-9a-f]{64}");
        assertThat(entry.getTrace()).hasSize(36);
        assertThat(entry.getCode()).isEqualTo("OK");
        assertThat(entry.toString()).doesNotContain("good");
    }

    @Test
    @DisplayName("zero-trust 16: the entry names every object that the call is about")
    void recordsTheObjectsThatTheRequestNamesAndThoseThatTheCallFindsOut() {
        service.meanwhile(
                () -> {
                    AuditLine.current().about(UUID.fromString(ID));
                    AuditLine.current().about(UUID.fromString(THIRD));
                });

        var _ = stub("good").mergeCases(merger());

        assertThat(onlyEntry().getObject()).isEqualTo(ID);
        assertThat(onlyEntry().getOtherObjectsList()).containsExactly(OTHER, THIRD);
        for (String id : List.of(ID, OTHER, THIRD)) {
            assertThat(about(id).takes(onlyEntry())).isTrue();
        }
        assertThat(about(UUID.randomUUID().toString()).takes(onlyEntry())).isFalse();
    }

    @Test
    @DisplayName("zero-trust 16: the entry of a list names every item that it showed")
    void recordsTheObjectsThatTheAnswerShows() {
        service.answer(page(ID, OTHER, THIRD));

        var _ = stub("good").listCases(ListCasesRequest.getDefaultInstance());

        assertThat(onlyEntry().getObject()).isEqualTo(ID);
        assertThat(onlyEntry().getOtherObjectsList()).containsExactly(OTHER, THIRD);
    }

    @Test
    @DisplayName("zero-trust 16: the entry of the longest page fits the room that was set aside")
    void theEntryOfTheLongestPageFits() {
        var ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(500);
        service.answer(page(ids.toArray(String[]::new)));

        var _ = stub("good").listCases(ListCasesRequest.getDefaultInstance());

        assertThat(onlyEntry().getOtherObjectsCount()).isEqualTo(200);
        assertThat(onlyEntry().getSerializedSize()).isLessThan(9000);
    }

    private static ListCasesResponse page(String... ids) {
        var page = ListCasesResponse.newBuilder();
        for (String id : ids) {
            page.addCasesBuilder().setId(id);
        }
        return page.build();
    }

    private static MergeCasesRequest merger() {
        return MergeCasesRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setId(ID)
                .setEtag("1")
                .setDuplicateId(OTHER)
                .setDuplicateEtag("1")
                .setReason("registered twice")
                .build();
    }

    private static EntryFilter about(String object) {
        return new EntryFilter(
                Timestamps.MIN_VALUE,
                Timestamps.MAX_VALUE,
                "",
                object,
                "",
                Decision.DECISION_UNSPECIFIED);
    }

    @Test
    @DisplayName("zero-trust 16: every refusal is recorded once, with its reason")
    void recordsEveryRefusal() {
        refused(() -> stub("bad").getCase(request(ID)));
        assertThat(onlyEntry().getReason()).isEqualTo(Reason.REASON_TOKEN_INVALID);
        trail.clear();
        refused(() -> stub("good").getCase(request("no UUID")));
        assertThat(onlyEntry().getReason()).isEqualTo(Reason.REASON_INVALID_REQUEST);
        assertThat(onlyEntry().getDecision()).isEqualTo(Decision.DECISION_ALLOW);
        trail.clear();
        var fun = new Metadata();
        fun.put(Gate.PURPOSE, "FUN");
        var forFun = stub("good").withInterceptors(MetadataUtils.newAttachHeadersInterceptor(fun));
        refused(() -> forFun.getCase(request(ID)));
        assertThat(onlyEntry().getReason()).isEqualTo(Reason.REASON_PURPOSE_NOT_ALLOWED);
        assertThat(onlyEntry().getDecision()).isEqualTo(Decision.DECISION_DENY);
        trail.clear();
        shown = AUTHORITY.issue("partner");
        refused(() -> stub("good").getCase(request(ID)));
        assertThat(onlyEntry().getReason()).isEqualTo(Reason.REASON_WORKLOAD_NOT_ALLOWED);
        assertThat(onlyEntry().getDecision()).isEqualTo(Decision.DECISION_DENY);
    }

    @Test
    @DisplayName("zero-trust 16: a call whose bytes are no message is recorded once")
    void recordsAnUndecodableCall() {
        var stub = stub("good");
        assertThatThrownBy(
                        () ->
                                ClientCalls.blockingUnaryCall(
                                        stub.getChannel(),
                                        NoMessage.to(CaseServiceGrpc.getGetCaseMethod()),
                                        stub.getCallOptions(),
                                        new byte[] {-1, -1}))
                .isInstanceOf(StatusRuntimeException.class);
        assertThat(onlyEntry().getUser()).isEqualTo("somebody");
    }

    @Test
    @DisplayName(
            "zero-trust 16: a stream that is cut off is recorded when it began and when it was")
    void recordsTheEndOfAStreamThatIsCutOff() {
        var answers = stub("twice").watchCases(WatchCasesRequest.getDefaultInstance());

        assertThat(answers.next()).isNotNull();
        assertThat(refused(answers::hasNext)).isEqualTo(Reason.REASON_TOKEN_INVALID);

        assertThat(trail.entries())
                .extracting(AuditEntry::getDecision, AuditEntry::getReason)
                .containsExactly(
                        tuple(Decision.DECISION_ALLOW, Reason.REASON_UNSPECIFIED),
                        tuple(Decision.DECISION_DENY, Reason.REASON_TOKEN_INVALID));
        assertThat(trail.entries()).extracting(AuditEntry::getTrace).containsOnly(trace());
    }

    private String trace() {
        return trail.entries().getFirst().getTrace();
    }

    @Test
    @DisplayName("zero-trust 16: a call that its caller cancels is recorded once")
    void recordsACancelledCall() {
        var stub = stub("good");
        ClientCall<GetCaseRequest, GetCaseResponse> call =
                stub.getChannel()
                        .newCall(CaseServiceGrpc.getGetCaseMethod(), stub.getCallOptions());
        call.start(new ClientCall.Listener<>() {}, new Metadata());
        call.cancel("enough", null);
        assertThat(onlyEntry().getCode()).isEqualTo("CANCELLED");
        assertThat(service.callers).isEmpty();
    }

    @Test
    @DisplayName(
            "zero-trust 16: a request that a door can't read is recorded once, one it can by its call")
    void recordsAPreparedCallOnce() {
        String method = CaseServiceGrpc.getGetCaseMethod().getFullMethodName();
        var headers = authorization("good");
        assertThat(gate(trail).prepare(method, headers, () -> "read")).isEqualTo("read");
        assertThat(trail.entries()).isEmpty();
        assertThatThrownBy(
                        () ->
                                gate(trail)
                                        .prepare(
                                                method,
                                                headers,
                                                () -> {
                                                    throw Refusal.invalid("id", "x");
                                                }))
                .isInstanceOf(StatusRuntimeException.class);
        assertThat(onlyEntry().getReason()).isEqualTo(Reason.REASON_INVALID_REQUEST);
    }

    @Test
    void refusesBeforeAnythingHappensWhatCannotBeRecorded() {
        trail.full();
        assertThat(refused(() -> stub("good").getCase(request(ID))))
                .isEqualTo(Reason.REASON_UNAVAILABLE);
        assertThat(service.callers).isEmpty();
        assertThat(trail.entries()).isEmpty();
    }

    @Test
    void givesNoAnswerThatCouldNotBeRecorded() {
        trail.losesEntries();
        var answered =
                catchThrowableOfType(
                        StatusRuntimeException.class, () -> stub("good").getCase(request(ID)));
        assertThat(answered.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(service.callers).hasSize(1);
    }

    private AuditEntry onlyEntry() {
        assertThat(trail.entries()).hasSize(1);
        return trail.entries().getFirst();
    }

    private Gate gate(Trail kept) {
        return new Gate(
                (call, headers) -> shown.chain(),
                () -> source.current(),
                this::verify,
                AccessRules.of(List.of(service.definition())),
                new ContractValidation(),
                InstantSource.system(),
                kept,
                TestLimits.atOnce(10));
    }

    private User verify(String token, X509Certificate sender) {
        boolean counts = token.equals("twice") && verified.incrementAndGet() <= 2;
        if (!token.equals("good") && !counts) {
            throw new Refusal(Reason.REASON_TOKEN_INVALID, "not good");
        }
        var signIn = new SignIn(Assurance.ASSURANCE_PASSWORD, Instant.now());
        var roles = Set.of(Role.ROLE_CASE_WORKER, Role.ROLE_SUPERVISOR);
        return new User("somebody", roles, signIn, Scope.EVERYTHING, token);
    }

    private CaseServiceBlockingStub stub(String token) {
        var through =
                ClientInterceptors.intercept(
                        channel, MetadataUtils.newAttachHeadersInterceptor(authorization(token)));
        return CaseServiceGrpc.newBlockingStub(through).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    private static Metadata authorization(String token) {
        var headers = new Metadata();
        headers.put(Gate.AUTHORIZATION, "Bearer " + token);
        return headers;
    }

    private static GetCaseRequest request(String id) {
        return GetCaseRequest.newBuilder().setId(id).build();
    }

    private static Reason refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var answered = catchThrowableOfType(StatusRuntimeException.class, call);
        return Refusals.from(answered).orElseThrow().reason();
    }
}

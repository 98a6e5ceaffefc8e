package redress.grievances.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;
import redress.rights.v1.CheckHoldRequest;
import redress.rights.v1.CheckHoldResponse;
import redress.rights.v1.RightsServiceGrpc;

class CaseClientTest {
    private static final UUID ITEM = UUID.fromString("019aa000-0000-7000-8000-000000000001");

    private final String name = UUID.randomUUID().toString();
    private final ManagedChannel channel =
            InProcessChannelBuilder.forName(name).directExecutor().build();
    private final CaseCalls calls = new CaseCalls(() -> channel);
    private final CaseClient client = new CaseClient(calls);
    private Consumer<StreamObserver<CheckHoldResponse>> answer = CaseClientTest::held;
    private Server server;

    @BeforeEach
    void start() throws IOException {
        var service =
                ServerServiceDefinition.builder(RightsServiceGrpc.SERVICE_NAME)
                        .addMethod(
                                RightsServiceGrpc.getCheckHoldMethod(),
                                ServerCalls.asyncUnaryCall(
                                        (_, observer) -> answer.accept(observer)))
                        .build();
        server =
                InProcessServerBuilder.forName(name)
                        .directExecutor()
                        .addService(service)
                        .build()
                        .start();
    }

    @AfterEach
    void stop() {
        var _ = channel.shutdownNow();
        var _ = server.shutdownNow();
    }

    @Test
    void tellsWhatCaseServiceAnswers() {
        assertThat(client.isHeld(ITEM)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"REASON_ALREADY_EXISTS", "REASON_ROLE_MISSING", "REASON_TOO_MANY_CALLS"})
    @DisplayName("zero-trust 33: what the peer refuses is an answer, and does not trip the circuit")
    void aRefusalIsAnAnswer(Reason reason) {
        refusing(reason);

        assertThat(failure(this::ask)).isInstanceOf(Refusal.class).hasMessage("no");
        assertThat(refused(reason)).hasMessage("no");
    }

    @ParameterizedTest
    @EnumSource(names = {"REASON_UNAVAILABLE", "REASON_INTERNAL"})
    @DisplayName("zero-trust 33: a peer that can't answer trips the circuit")
    void aPeerThatCanNotAnswerTripsTheCircuit(Reason reason) {
        refusing(reason);

        assertThat(failure(this::ask)).isInstanceOf(StatusRuntimeException.class);
        assertThat(refused(reason)).hasMessage("no");
    }

    @Test
    void aPeerThatIsAwayIsUnavailable() {
        var _ = server.shutdownNow();

        assertThat(failure(this::ask)).isInstanceOf(StatusRuntimeException.class);
        assertThat(refused(Reason.REASON_UNAVAILABLE)).hasMessageStartingWith("case-service: away");
    }

    @Test
    @DisplayName("zero-trust 33: who has no time to wait does not trip the circuit for others")
    void whoHasNoTimeDoesNotTripTheCircuit() {
        var gone = Context.current().withCancellation();
        var _ = gone.cancel(null);

        assertThat(failure(() -> gone.run(this::ask))).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                CircuitBreakerOpenException.class,
                BulkheadException.class,
                TimeoutException.class
            })
    void anOpenCircuitAFullBulkheadAndATimeoutAreUnavailable(
            Class<? extends FaultToleranceException> kind) throws ReflectiveOperationException {
        FaultToleranceException limit = kind.getConstructor(String.class).newInstance("limit");
        var limited =
                new CaseClient(
                        new CaseCalls(
                                () -> {
                                    throw limit;
                                }));

        var refusal = catchThrowableOfType(Refusal.class, () -> limited.isHeld(ITEM));

        assertThat(refusal.reason()).isEqualTo(Reason.REASON_UNAVAILABLE);
        assertThat(refusal).hasMessageStartingWith("case-service: away");
    }

    private Refusal refused(Reason reason) {
        var refusal = catchThrowableOfType(Refusal.class, () -> client.isHeld(ITEM));
        assertThat(refusal.reason()).isEqualTo(reason);
        return refusal;
    }

    private void refusing(Reason reason) {
        answer = observer -> observer.onError(Refusals.status(new Refusal(reason, "no")));
    }

    private void ask() {
        var _ =
                calls.ask(
                        (to, deadline) ->
                                RightsServiceGrpc.newBlockingStub(to)
                                        .withDeadline(deadline)
                                        .checkHold(CheckHoldRequest.getDefaultInstance()));
    }

    private static Throwable failure(ThrowingCallable call) {
        return catchThrowable(call);
    }

    private static void held(StreamObserver<CheckHoldResponse> observer) {
        observer.onNext(CheckHoldResponse.newBuilder().setHeld(true).build());
        observer.onCompleted();
    }
}

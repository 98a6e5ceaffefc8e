package redress.local.importing;

import com.google.protobuf.Message;
import io.grpc.Channel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.OpenCaseRequest;
import redress.grievances.v1.GrievanceServiceGrpc;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.local.call.Refusal;

/// The service that takes in one kind of row. After UNAVAILABLE, and only then, a call is repeated,
/// ever more slowly.
///
/// @param pause waits between two tries
public record GrpcIntake(ImportKind kind, Channel channel, Consumer<Duration> pause)
        implements Intake {
    private static final long DEADLINE_SECONDS = 30;
    private static final int TRIES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    @Override
    public Outcome send(Message request) {
        Duration wait = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                call(request);
                return new Outcome.Stored();
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Code.UNAVAILABLE || attempt == TRIES) {
                    return rejected(e);
                }
                pause.accept(wait);
                wait =
                        wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                                ? wait.multipliedBy(2)
                                : LONGEST_PAUSE;
            }
        }
    }

    private void call(Message request) {
        switch (kind) {
            case CASES -> {
                var _ =
                        CaseServiceGrpc.newBlockingStub(channel)
                                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                                .openCase((OpenCaseRequest) request);
            }
            case GRIEVANCES -> {
                var _ =
                        GrievanceServiceGrpc.newBlockingStub(channel)
                                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                                .submitGrievance((SubmitGrievanceRequest) request);
            }
        }
    }

    /// A refusal that concerns the row; any other stops the import.
    private static Outcome rejected(StatusRuntimeException failure) {
        Refusal refusal = Refusal.of(failure);
        return switch (refusal.code()) {
            case INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION, NOT_FOUND, OUT_OF_RANGE ->
                    new Outcome.Rejected(reason(refusal));
            default -> throw new ImportStopped(refusal.toString(), failure);
        };
    }

    private static String reason(Refusal refusal) {
        return refusal.violations().isEmpty()
                ? refusal.toString()
                : refusal.reason() + ": " + String.join("; ", refusal.violations());
    }
}

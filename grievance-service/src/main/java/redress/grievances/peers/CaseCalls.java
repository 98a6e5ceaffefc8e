package redress.grievances.peers;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;
import redress.mesh.peers.Peers;

/// Calls to case-service, with limits. All go through one method, so that there is one circuit for
/// the peer. Nothing is tried again: who asked does, with the same request.
@ApplicationScoped
public class CaseCalls {
    private static final long PATIENCE_SECONDS = 5;
    private static final Duration FAIR = Duration.ofSeconds(1);

    private final Supplier<Channel> channel;

    @Inject
    CaseCalls(Peers peers) {
        this(() -> peers.channel("case-service"));
    }

    /// @param channel leads to case-service
    CaseCalls(Supplier<Channel> channel) {
        this.channel = channel;
    }

    /// Makes a call. What opens the circuit is a peer that does not answer, not what it refuses,
    /// nor that too many ask at once.
    ///
    /// @param call the call on a channel, until a deadline
    /// @throws Refusal what the peer refuses; with UNAVAILABLE if the caller has no time for it
    /// @throws StatusRuntimeException if it does not answer, or says that it can't; an open
    ///   circuit, a full bulkhead and a timeout throw their own exceptions
    @Timeout(6000)
    @Bulkhead(32)
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.5,
            delay = 2000,
            skipOn = {Refusal.class, BulkheadException.class})
    public <A> A ask(BiFunction<Channel, Deadline, A> call) {
        long begun = System.nanoTime();
        try {
            return call.apply(channel.get(), Deadline.after(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            throw refused(e).or(() -> hurried(begun)).map(RuntimeException.class::cast).orElse(e);
        }
    }

    private static Optional<Refusal> refused(StatusRuntimeException answered) {
        return Refusals.from(answered)
                .filter(refusal -> refusal.reason() != Reason.REASON_UNAVAILABLE)
                .filter(refusal -> refusal.reason() != Reason.REASON_INTERNAL);
    }

    // A caller who gives nobody the time to answer must not take the peer from all others.
    private static Optional<Refusal> hurried(long begun) {
        boolean hurried =
                Context.current().isCancelled() && System.nanoTime() - begun < FAIR.toNanos();
        return hurried
                ? Optional.of(new Refusal(Reason.REASON_UNAVAILABLE, "deadline: passed"))
                : Optional.empty();
    }
}

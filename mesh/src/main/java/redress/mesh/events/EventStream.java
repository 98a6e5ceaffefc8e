package redress.mesh.events;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/// The answers of a gRPC call that watches. It goes on until its caller leaves or its deadline
/// comes; who reads slowly is waited for, and nothing piles up.
public final class EventStream<A> implements WatchEvents.Watcher {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final ServerCallStreamObserver<A> answers;
    private final BiFunction<Optional<LoggedEvent>, Position, A> form;

    /// @param answers of the call that runs on this thread
    /// @param form makes an answer of an event, if there is one, and the position after it
    public EventStream(
            StreamObserver<A> answers, BiFunction<Optional<LoggedEvent>, Position, A> form) {
        this.answers = (ServerCallStreamObserver<A>) answers;
        this.form = form;
    }

    @Override
    public boolean isGone() {
        return Context.current().isCancelled();
    }

    // The events of a call come one after the other: while this one runs, none says "ready".
    @Override
    public void awaitRoom() {
        while (!answers.isReady() && !isGone()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void tell(Optional<LoggedEvent> event, Position position) {
        if (!isGone()) {
            answers.onNext(form.apply(event, position));
        }
    }
}

package redress.mesh.access;

import io.grpc.ServerCall;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hands the events of one call to a listener on another thread, one after the other.
final class SequentialListener<Q> extends ServerCall.Listener<Q> {
    private final Executor executor;
    // Only touched by tasks of the executor, which run one after the other.
    private ServerCall.@Nullable Listener<Q> listener;

    SequentialListener(Executor executor) {
        this.executor = executor;
    }

    void start(Supplier<ServerCall.Listener<Q>> start) {
        executor.execute(() -> listener = start.get());
    }

    @Override
    public void onMessage(Q message) {
        executor.execute(() -> target().onMessage(message));
    }

    @Override
    public void onHalfClose() {
        executor.execute(() -> target().onHalfClose());
    }

    @Override
    public void onCancel() {
        executor.execute(() -> target().onCancel());
    }

    @Override
    public void onComplete() {
        executor.execute(() -> target().onComplete());
    }

    @Override
    public void onReady() {
        executor.execute(() -> target().onReady());
    }

    private ServerCall.Listener<Q> target() {
        if (listener == null) {
            throw new IllegalStateException("the call did not start");
        }
        return listener;
    }
}

package redress.mesh.access;

import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// Runs every call on a virtual thread of its own, so that the gate and the features may block.
///
/// The server calls back on an event loop. The events of one call run one after the other, in their
/// order, as grpc-java's own executor does it; its context and cancellation stay as they are.
public final class OnVirtualThread implements ServerInterceptor {
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var events =
                new SequentialListener<Q>(
                        io.grpc.Context.currentContextExecutor(
                                MoreExecutors.newSequentialExecutor(threads)));
        events.start(() -> next.startCall(call, headers));
        return events;
    }
}

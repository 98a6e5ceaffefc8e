package redress.system.flows;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Calls that carry a file, as any client of grpc-java would make them.
final class Streamed {
    private Streamed() {}

    /// Sends all messages and gives the one answer.
    ///
    /// @throws StatusRuntimeException what the call was refused with
    static <Q, A> A send(Function<StreamObserver<A>, StreamObserver<Q>> method, List<Q> messages) {
        var outcome = new CompletableFuture<A>();
        var call = method.apply(new Answer<>(outcome));
        messages.forEach(call::onNext);
        call.onCompleted();
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StatusRuntimeException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static final class Answer<A> implements StreamObserver<A> {
        private final CompletableFuture<A> outcome;

        Answer(CompletableFuture<A> outcome) {
            this.outcome = outcome;
        }

        @Override
        public void onNext(A answer) {
            outcome.complete(answer);
        }

        @Override
        public void onError(Throwable failure) {
            outcome.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            outcome.completeExceptionally(new IllegalStateException("no answer"));
        }
    }
}

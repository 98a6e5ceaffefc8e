package redress.mesh.graphql;

import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import redress.mesh.rest.GatedCalls;
import redress.mesh.rest.HttpCall;

/// One caller who listens to one stream of the contract. The stream is called once the first answer
/// is asked for; each is waited for on the thread that asks, so nothing piles up.
final class Listening implements Flow.Publisher<Message>, AutoCloseable {
    private final GatedCalls calls;
    private final HttpCall call;
    private final Optional<String> heard;
    private final CancellableContext context = Context.ROOT.withCancellation();
    private Iterator<Message> answers = Collections.emptyIterator();
    private Runnable opening = () -> {};
    private String position = "";

    /// @param call the request that asks for it
    /// @param heard the position that was heard last, by whoever comes again
    Listening(GatedCalls calls, HttpCall call, Optional<String> heard) {
        this.calls = calls;
        this.call = call;
        this.heard = heard;
    }

    /// What the caller listens to.
    Listening to(Subscription stream, Map<String, ?> arguments) {
        opening =
                () ->
                        answers =
                                calls.listen(
                                        stream.method(),
                                        call,
                                        () -> stream.request(arguments, heard));
        return this;
    }

    /// Where to go on after the last answer.
    String position() {
        return position;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message> subscriber) {
        subscriber.onSubscribe(new Pull(subscriber));
    }

    /// Ends the call, from any thread.
    @Override
    public void close() {
        context.cancel(null);
    }

    private final class Pull implements Flow.Subscription {
        private final Flow.Subscriber<? super Message> subscriber;
        private boolean open;
        private boolean ended;

        Pull(Flow.Subscriber<? super Message> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            for (long i = 0; i < count && !ended; i++) {
                pull();
            }
        }

        private void pull() {
            try {
                if (!open) {
                    open = true;
                    context.run(opening);
                }
                if (answers.hasNext()) {
                    var answer = answers.next();
                    position = Subscription.position(answer);
                    subscriber.onNext(answer);
                    return;
                }
            } catch (RuntimeException failure) {
                ended = true;
                subscriber.onError(failure);
                return;
            }
            ended = true;
            subscriber.onComplete();
        }

        @Override
        public void cancel() {
            ended = true;
            close();
        }
    }
}

package redress.decisions.grpc;

import io.grpc.stub.StreamObserver;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// A stream that answers each request before it takes the next: the caller's pace is the service's.
///
/// @param <Q> request
/// @param <A> answer
final class OneForOne<Q, A> implements StreamObserver<Q> {
    private static final Logger LOG = Logger.getLogger(OneForOne.class);

    private final StreamObserver<A> answers;
    private final Function<Q, A> work;

    OneForOne(StreamObserver<A> answers, Function<Q, A> work) {
        this.answers = answers;
        this.work = work;
    }

    @Override
    public void onNext(Q request) {
        answers.onNext(work.apply(request));
    }

    @Override
    public void onError(Throwable cancelled) {
        LOG.debugf("stream cancelled by its caller cause=%s", cancelled.getMessage());
    }

    @Override
    public void onCompleted() {
        answers.onCompleted();
    }
}

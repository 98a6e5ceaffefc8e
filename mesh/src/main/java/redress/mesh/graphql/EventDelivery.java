package redress.mesh.graphql;

import graphql.ExecutionResult;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.rest.HttpAnswer;
import redress.mesh.rest.ServerSentEvents;
import redress.mesh.rest.ServerSentEvents.Event;

/// Tells the results of a subscription as GraphQL over server-sent events does, in its mode of
/// distinct connections: `next` for each, `complete` at the end. Its position is the `id` of each.
///
/// Where the stream was only broken off (its time is over, the service stops) there is no
/// `complete`: whoever asks again goes on.
final class EventDelivery implements Subscriber<ExecutionResult> {
    private static final Event COMPLETE = new Event("complete", "", "{}");

    private final Publisher<ExecutionResult> published;
    private final Listening listening;
    private final Supplier<Optional<Refusal>> excess;
    private @Nullable Subscription results;
    private @Nullable ExecutionResult next;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean told;

    /// @param excess why the result that was made last is too much, if it is
    EventDelivery(
            Publisher<ExecutionResult> published,
            Listening listening,
            Supplier<Optional<Refusal>> excess) {
        this.published = published;
        this.listening = listening;
        this.excess = excess;
    }

    /// Tells until there is no more, or nobody hears any more.
    ///
    /// @return the answer instead, if it was refused before anything was told
    Optional<HttpAnswer> deliver(ServerSentEvents events) {
        published.subscribe(this);
        while (!events.isGone()) {
            Objects.requireNonNull(results).request(1);
            var tooMuch = excess.get();
            if (tooMuch.isPresent()) {
                return refuse(tooMuch.get(), events);
            }
            if (next != null) {
                tell(new Event("next", listening.position(), GraphqlAnswer.text(next)), events);
                next = null;
            }
            if (failure != null) {
                return refuse(refusal(failure), events);
            }
            if (ended) {
                tell(COMPLETE, events);
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<HttpAnswer> refuse(Refusal refusal, ServerSentEvents events) {
        if (!told) {
            return events.isGone() ? Optional.empty() : Optional.of(GraphqlAnswer.refused(refusal));
        }
        if (refusal.reason() != Reason.REASON_UNAVAILABLE) {
            tell(new Event("next", "", GraphqlAnswer.refused(refusal).body()), events);
            tell(COMPLETE, events);
        }
        return Optional.empty();
    }

    private static Refusal refusal(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    refusal(wrapped.getCause());
            default -> FieldErrors.refusal(failure);
        };
    }

    private void tell(Event event, ServerSentEvents events) {
        told = true;
        events.tell(event);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        results = subscription;
    }

    @Override
    public void onNext(ExecutionResult result) {
        next = result;
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
    }

    @Override
    public void onComplete() {
        ended = true;
    }
}

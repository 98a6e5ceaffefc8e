package redress.mesh.graphql;

import graphql.ExecutionResult;
import graphql.execution.AbortExecutionException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
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
    private final Listening listening;
    private final ServerSentEvents events;
    private @Nullable Subscription results;
    private @Nullable ExecutionResult next;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean told;

    EventDelivery(Listening listening, ServerSentEvents events) {
        this.listening = listening;
        this.events = events;
    }

    /// Tells until there is no more, or nobody hears any more.
    ///
    /// @return the answer instead, if it was refused before anything was told
    Optional<HttpAnswer> deliver(Publisher<ExecutionResult> published) {
        published.subscribe(this);
        while (!events.isGone()) {
            Objects.requireNonNull(results).request(1);
            if (next != null) {
                tell("next", listening.position(), GraphqlAnswer.text(next));
                next = null;
            }
            if (ended) {
                return end();
            }
        }
        return Optional.empty();
    }

    private Optional<HttpAnswer> end() {
        if (failure == null) {
            tell("complete", "", "{}");
            return Optional.empty();
        }
        var refusal = refusal(failure);
        if (!told) {
            return events.isGone()
                    ? Optional.empty()
                    : Optional.of(GraphqlAnswer.refused(refusal));
        }
        if (refusal.reason() != Reason.REASON_UNAVAILABLE) {
            tell(refusal);
        }
        return Optional.empty();
    }

    private static Refusal refusal(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    refusal(wrapped.getCause());
            // Nothing else cancels an execution that goes on (GraphqlLimits).
            case AbortExecutionException _ ->
                    new Refusal(
                            Reason.REASON_INVALID_REQUEST,
                            "event: too long (expected: fewer fields)");
            default -> FieldErrors.refusal(failure);
        };
    }

    private void tell(Refusal refusal) {
        tell("next", "", GraphqlAnswer.refused(refusal).body());
        tell("complete", "", "{}");
    }

    private void tell(String type, String id, String data) {
        told = true;
        events.tell(new Event(type, id, data));
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
        ended = true;
    }

    @Override
    public void onComplete() {
        ended = true;
    }
}

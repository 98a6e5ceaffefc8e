package redress.mesh.webhooks;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import redress.access.v1.Reason;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.events.EventLog;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.DestroyKeys;
import redress.mesh.store.Event;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.webhooks.v1.PauseReason;
import redress.webhooks.v1.Webhook;
import redress.webhooks.v1.WebhookState;

/// Makes, shows, pauses, resumes and ends webhooks.
@ApplicationScoped
public class KeepWebhooks {
    private static final AnswerType<Webhook> ANSWER =
            new AnswerType<>(Webhook.parser(), webhook -> UUID.fromString(webhook.getId()));

    private final Database database;
    private final Destinations destinations;
    private final WebhookSettings settings;

    public KeepWebhooks(Database database, Destinations destinations, WebhookSettings settings) {
        this.database = database;
        this.destinations = destinations;
        this.settings = settings;
    }

    /// Makes a webhook for what happens from now on, in what the caller serves.
    ///
    /// @param types kinds of events; none: all
    /// @return the webhook with its secret
    /// @throws Refusal with INVALID_REQUEST if nothing may be sent to that address, or if there are
    ///   too many
    public Webhook create(Caller caller, RequestKey request, String url, List<String> types) {
        var _ = destinations.require(url);
        return database.once(
                caller,
                request,
                ANSWER,
                transaction -> {
                    requireRoom(transaction);
                    String end = EventLog.end(transaction).text();
                    var webhook =
                            resumed(transaction, caller, Webhook.getDefaultInstance()).toBuilder()
                                    .setId(UuidCreator.getTimeOrderedEpoch().toString())
                                    .setUrl(url)
                                    .addAllTypes(types)
                                    .setOwner(transaction.actor())
                                    .setCreatedAt(Timeline.timestamp(transaction.now()))
                                    .setPosition(end)
                                    .setFirstPosition(end)
                                    .setSecret(SignedMessage.freshSecret())
                                    .build();
                    Webhooks.add(transaction, webhook);
                    record(transaction, webhook, "created");
                    return webhook;
                });
    }

    /// A page of webhooks.
    public Page.Slice<Webhook> list(Caller caller, Page page) {
        var slice = database.as(caller, transaction -> Webhooks.list(transaction, page));
        return new Page.Slice<>(
                slice.rows().stream().map(KeepWebhooks::withoutSecret).toList(),
                slice.nextPageToken());
    }

    /// Pauses a webhook.
    ///
    /// @throws Refusal with NOT_FOUND; with ILLEGAL_TRANSITION if it is not active
    public Webhook pause(Caller caller, RequestKey request, String id) {
        return change(
                caller,
                request,
                id,
                (transaction, before) -> {
                    if (before.getState() != WebhookState.WEBHOOK_STATE_ACTIVE) {
                        throw illegal("paused already (expected: an active one)");
                    }
                    var paused =
                            before.toBuilder()
                                    .setState(WebhookState.WEBHOOK_STATE_PAUSED)
                                    .setPauseReason(PauseReason.PAUSE_REASON_REQUESTED)
                                    .build();
                    Webhooks.replace(transaction, paused);
                    record(transaction, paused, "paused");
                    return paused;
                });
    }

    /// Goes on with what waits and with what happened since, in what its owner serves now.
    ///
    /// @throws Refusal with NOT_FOUND; with ILLEGAL_TRANSITION if it ended
    public Webhook resume(Caller caller, RequestKey request, String id) {
        return change(
                caller,
                request,
                id,
                (transaction, before) -> {
                    requireOwn(transaction, before);
                    var resumed = resumed(transaction, caller, before);
                    Webhooks.replace(transaction, resumed);
                    DeliveryList.hurry(transaction, id(resumed));
                    record(transaction, resumed, "resumed");
                    return resumed;
                });
    }

    /// Ends a webhook and destroys its secret.
    ///
    /// @throws Refusal with NOT_FOUND; with ILLEGAL_TRANSITION if it ended before
    public Webhook end(Caller caller, RequestKey request, String id) {
        return change(
                caller,
                request,
                id,
                (transaction, before) -> {
                    var keys = Webhooks.keys(transaction, id(before));
                    DestroyKeys.lock(transaction, keys);
                    var ended =
                            withoutSecret(before).toBuilder()
                                    .setState(WebhookState.WEBHOOK_STATE_ENDED)
                                    .clearPauseReason()
                                    .build();
                    Webhooks.replace(transaction, ended);
                    DestroyKeys.destroy(transaction, keys);
                    DeliveryList.withhold(transaction, id(ended), "the webhook has ended");
                    record(transaction, ended, "ended");
                    return ended;
                });
    }

    /// Changes a webhook that has not ended, once for a request.
    ///
    /// @return the webhook without its secret
    Webhook change(
            Caller caller,
            RequestKey request,
            String id,
            BiFunction<Transaction, Webhook, Webhook> change) {
        UUID known = Database.id("id", id);
        return database.once(
                caller,
                request,
                ANSWER,
                transaction -> {
                    var before = inUse(Webhooks.lock(transaction, known));
                    return withoutSecret(change.apply(transaction, before));
                });
    }

    private Webhook resumed(Transaction transaction, Caller caller, Webhook before) {
        return before.toBuilder()
                .clearProgrammes()
                .clearAreas()
                .addAllProgrammes(caller.scope().programmes().stream().sorted().toList())
                .addAllAreas(caller.scope().areas().stream().sorted().toList())
                .setState(WebhookState.WEBHOOK_STATE_ACTIVE)
                .clearPauseReason()
                .clearFailingSince()
                .setExpiresAt(Timeline.timestamp(transaction.now().plus(settings.life())))
                .build();
    }

    /// Security officers see the webhooks of others: to stop them, not to have them send.
    static void requireOwn(Transaction transaction, Webhook webhook) {
        if (!isOwn(transaction, webhook)) {
            throw new Refusal(Reason.REASON_NOT_FOUND, "no such webhook of yours");
        }
    }

    static boolean isOwn(Transaction transaction, Webhook webhook) {
        return webhook.getOwner().equals(transaction.actor());
    }

    private void requireRoom(Transaction transaction) {
        Webhooks.lockOwner(transaction);
        if (Webhooks.count(transaction) >= settings.perOwner()) {
            throw illegal(
                    "%d of yours are in use (expected: fewer, end one)"
                            .formatted(settings.perOwner()));
        }
    }

    private static Webhook inUse(Optional<Webhook> found) {
        var webhook = found(found);
        if (webhook.getState() == WebhookState.WEBHOOK_STATE_ENDED) {
            throw illegal("ended (expected: one in use)");
        }
        return webhook;
    }

    static Webhook found(Optional<Webhook> webhook) {
        return webhook.orElseThrow(() -> new Refusal(Reason.REASON_NOT_FOUND, "no such webhook"));
    }

    private static Refusal illegal(String what) {
        return new Refusal(Reason.REASON_ILLEGAL_TRANSITION, "webhook: " + what);
    }

    private static Webhook withoutSecret(Webhook webhook) {
        return webhook.toBuilder().clearSecret().build();
    }

    static UUID id(Webhook webhook) {
        return UUID.fromString(webhook.getId());
    }

    static void record(Transaction transaction, Webhook webhook, String done) {
        transaction.record(new Event(id(webhook), "webhook." + done, done));
    }
}

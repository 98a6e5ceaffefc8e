package redress.mesh.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.events.Position;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.webhooks.v1.Delivery;
import redress.webhooks.v1.DeliveryState;
import redress.webhooks.v1.Webhook;

/// Shows how far the events of a webhook are, and sends them again.
@ApplicationScoped
public class KeepDeliveries {
    private final Database database;
    private final KeepWebhooks webhooks;

    public KeepDeliveries(Database database, KeepWebhooks webhooks) {
        this.database = database;
        this.webhooks = webhooks;
    }

    /// A page of deliveries, newest first. To which events they belong is shown as far as the
    /// caller sees those, and of the webhooks of others not at all.
    ///
    /// @param webhook its identifier
    /// @param state only those in it; unspecified: all
    /// @throws Refusal with NOT_FOUND
    public Page.Slice<Delivery> list(
            Caller caller, String webhook, DeliveryState state, Page page) {
        UUID id = Database.id("id", webhook);
        return database.as(
                caller,
                transaction -> {
                    var found = KeepWebhooks.found(Webhooks.find(transaction, id));
                    boolean own = KeepWebhooks.isOwn(transaction, found);
                    return DeliveryList.of(transaction, id, own, state, page);
                });
    }

    /// Sends again what happened after a position.
    ///
    /// @param webhook its identifier
    /// @param position empty: where the webhook began
    /// @throws Refusal with NOT_FOUND; with ILLEGAL_TRANSITION if it ended; with INVALID_REQUEST if
    ///   the position lies before the webhook began, or the log was not read so far for it
    public Webhook replay(Caller caller, RequestKey request, String webhook, String position) {
        return webhooks.change(
                caller,
                request,
                webhook,
                (transaction, before) -> {
                    KeepWebhooks.requireOwn(transaction, before);
                    var from = reached(before, position);
                    UUID id = KeepWebhooks.id(before);
                    DeliveryList.forget(transaction, id, from);
                    Webhooks.rewind(transaction, id, from);
                    KeepWebhooks.record(transaction, before, "replayed");
                    return before.toBuilder().setPosition(from.text()).build();
                });
    }

    // A webhook is for what happens from when it was made: nobody gets the past by it.
    private static Position reached(Webhook webhook, String position) {
        var first = Position.of(webhook.getFirstPosition());
        var from = position.isEmpty() ? first : Position.of(position);
        if (from.compareTo(first) < 0) {
            throw Refusal.invalid(
                    "position", "before the webhook began (expected: its first_position or later)");
        }
        if (from.compareTo(Position.of(webhook.getPosition())) > 0) {
            throw Refusal.invalid("position", "not reached yet (expected: one that was reached)");
        }
        return from;
    }

    /// Sends dead letters again, and what was withheld: if it may be seen by now.
    ///
    /// @param webhook its identifier
    /// @param number of one of them; 0: all
    /// @throws Refusal with NOT_FOUND; with ILLEGAL_TRANSITION if it ended; with INVALID_REQUEST if
    ///   it has none such
    public Webhook retry(Caller caller, RequestKey request, String webhook, long number) {
        return webhooks.change(
                caller,
                request,
                webhook,
                (transaction, before) -> {
                    KeepWebhooks.requireOwn(transaction, before);
                    int retried = DeliveryList.retry(transaction, KeepWebhooks.id(before), number);
                    if (number != 0 && retried == 0) {
                        throw Refusal.invalid(
                                "number",
                                "not given up or withheld (expected: one of this webhook, or 0)");
                    }
                    KeepWebhooks.record(transaction, before, "retried");
                    return before;
                });
    }
}

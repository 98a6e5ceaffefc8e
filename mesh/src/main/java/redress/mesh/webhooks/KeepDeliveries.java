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
    /// @throws Refusal with NOT_FOUND; with ILLEGAL_TRANSITION if it ended; with INVALID_REQUEST if
    ///   the log was not read so far for it
    public Webhook replay(Caller caller, RequestKey request, String webhook, String position) {
        var from = Position.of(position);
        return webhooks.change(
                caller,
                request,
                webhook,
                (transaction, before) -> {
                    KeepWebhooks.requireOwn(transaction, before);
                    if (from.compareTo(Position.of(before.getPosition())) > 0) {
                        throw Refusal.invalid(
                                "position", "not reached yet (expected: one that was reached)");
                    }
                    UUID id = KeepWebhooks.id(before);
                    DeliveryList.forget(transaction, id, from);
                    Webhooks.rewind(transaction, id, from);
                    KeepWebhooks.record(transaction, before, "replayed");
                    return before.toBuilder().setPosition(from.text()).build();
                });
    }

    /// Sends dead letters again.
    ///
    /// @param webhook its identifier
    /// @param number of one of them; 0: all
    /// @throws Refusal with NOT_FOUND; with ILLEGAL_TRANSITION if it ended; with INVALID_REQUEST if
    ///   it has no such dead letter
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
                                "number", "no dead letter of this webhook (expected: one, or 0)");
                    }
                    KeepWebhooks.record(transaction, before, "retried");
                    return before;
                });
    }
}

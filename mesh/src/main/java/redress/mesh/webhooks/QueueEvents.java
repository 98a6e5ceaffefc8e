package redress.mesh.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import redress.mesh.events.EventLog;
import redress.mesh.events.LoggedEvent;
import redress.mesh.events.Position;
import redress.webhooks.v1.Webhook;
import redress.webhooks.v1.WebhookState;

/// Reads the log for a webhook, with its reach, and writes what is to be sent. Any number of
/// processes may do it at once: each part of the log is written once.
@ApplicationScoped
public class QueueEvents {
    private static final int BATCH = 200;

    private final FewConnections database;
    private final WebhookSettings settings;

    public QueueEvents(FewConnections database, WebhookSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Writes some of what happened since.
    ///
    /// @return whether there may be more
    boolean queue(Webhook webhook) {
        return isOpen(webhook) && look(webhook);
    }

    // What does not fit stays in the log: nothing piles up for a receiver that is away.
    private boolean isOpen(Webhook webhook) {
        int most = settings.waiting();
        return webhook.getState() == WebhookState.WEBHOOK_STATE_ACTIVE
                && database.asService(each -> Deliveries.waiting(each, id(webhook), most)) < most;
    }

    private boolean look(Webhook webhook) {
        var from = Position.of(webhook.getPosition());
        var slice =
                database.within(
                        Webhooks.scope(webhook),
                        webhook.getOwner(),
                        transaction -> EventLog.since(transaction, from, BATCH));
        if (!slice.end().equals(from)) {
            write(id(webhook), from, slice.end(), wanted(webhook, slice.events()));
        }
        return !slice.isLast();
    }

    private void write(UUID id, Position from, Position to, List<LoggedEvent> events) {
        database.writeAsService(
                transaction -> {
                    if (Webhooks.move(transaction, id, from, to)) {
                        Deliveries.add(transaction, id, events);
                    }
                });
    }

    private static List<LoggedEvent> wanted(Webhook webhook, List<LoggedEvent> events) {
        var types = webhook.getTypesList();
        return events.stream()
                .filter(event -> types.isEmpty() || types.contains(event.type()))
                .toList();
    }

    private static UUID id(Webhook webhook) {
        return UUID.fromString(webhook.getId());
    }
}

package redress.mesh.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.mesh.events.EventLog;
import redress.mesh.events.LoggedEvent;
import redress.mesh.events.Position;
import redress.mesh.store.Database;
import redress.webhooks.v1.Webhook;
import redress.webhooks.v1.WebhookState;

/// Reads the log for a webhook, with its reach, and writes what is to be sent. Any number of
/// processes may do it at once: each part of the log is written once.
@ApplicationScoped
public class QueueEvents {
    private static final int BATCH = 200;

    /// However many webhooks there are: calls keep most of the connections to the database.
    private static final int LOOKS_AT_ONCE = 4;

    private final Database database;
    private final WebhookSettings settings;
    private final String service;
    private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE, true);

    public QueueEvents(
            Database database,
            WebhookSettings settings,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.settings = settings;
        this.service = service;
    }

    /// Writes some of what happened since.
    ///
    /// @return whether there may be more
    boolean queue(Webhook webhook) {
        looks.acquireUninterruptibly();
        try {
            return isOpen(webhook) && look(webhook);
        } finally {
            looks.release();
        }
    }

    // What does not fit stays in the log: nothing piles up for a receiver that is away.
    private boolean isOpen(Webhook webhook) {
        int most = settings.waiting();
        return webhook.getState() == WebhookState.WEBHOOK_STATE_ACTIVE
                && database.asService(service, each -> Deliveries.waiting(each, id(webhook), most))
                        < most;
    }

    private boolean look(Webhook webhook) {
        var from = Position.of(webhook.getPosition());
        var slice =
                database.within(
                        Webhooks.scope(webhook),
                        webhook.getOwner(),
                        service,
                        transaction -> EventLog.since(transaction, from, BATCH));
        if (!slice.end().equals(from)) {
            write(id(webhook), from, slice.end(), wanted(webhook, slice.events()));
        }
        return !slice.isLast();
    }

    private void write(UUID id, Position from, Position to, List<LoggedEvent> events) {
        database.writeAsService(
                service,
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

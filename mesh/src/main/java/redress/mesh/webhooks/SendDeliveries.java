package redress.mesh.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import redress.mesh.access.Refusal;
import redress.mesh.store.Transaction;
import redress.mesh.webhooks.Deliveries.Claimed;
import redress.mesh.webhooks.Post.Outcome;
import redress.webhooks.v1.Webhook;

/// Sends what is due of a webhook: of an item one event at a time, the next when it is confirmed or
/// given up. No connection to the database is held meanwhile.
@ApplicationScoped
public class SendDeliveries {
    private static final Logger LOG = Logger.getLogger(SendDeliveries.class);
    private static final int AT_ONCE = 8;
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration LONGEST_AWAY = Duration.ofMinutes(10);

    /// Longer than any try takes.
    public static final Duration LEASE = Duration.ofMinutes(1);

    private final FewConnections database;
    private final Destinations destinations;
    private final Post post;
    private final WebhookSettings settings;
    private final Backoff ofMessages;
    private final Backoff ofReceivers;
    private final InstantSource clock;

    @Inject
    SendDeliveries(
            FewConnections database,
            Destinations destinations,
            Post post,
            WebhookSettings settings) {
        this(
                database,
                destinations,
                post,
                settings,
                Backoff.of(FIRST, LONGEST),
                Backoff.of(FIRST, LONGEST_AWAY),
                InstantSource.system());
    }

    /// @param ofMessages after how long a message is tried again that was refused
    /// @param ofReceivers after how long a receiver is called again that was away
    /// @param clock tells the time at which a message is sent
    public SendDeliveries(
            FewConnections database,
            Destinations destinations,
            Post post,
            WebhookSettings settings,
            Backoff ofMessages,
            Backoff ofReceivers,
            InstantSource clock) {
        this.database = database;
        this.destinations = destinations;
        this.post = post;
        this.settings = settings;
        this.ofMessages = ofMessages;
        this.ofReceivers = ofReceivers;
        this.clock = clock;
    }

    /// Sends some of what is due.
    ///
    /// @return whether there was any
    boolean send(Webhook webhook) {
        var id = UUID.fromString(webhook.getId());
        var batch =
                database.asService(
                        transaction ->
                                Deliveries.claim(
                                        transaction,
                                        id,
                                        LEASE,
                                        Receivers.room(transaction, id, AT_ONCE)));
        if (!batch.isEmpty()) {
            attempt(webhook, batch);
        }
        return !batch.isEmpty();
    }

    // The item may have come out of reach since its event was written.
    private void attempt(Webhook webhook, List<Claimed> batch) {
        var visible =
                database.within(
                        Webhooks.scope(webhook),
                        webhook.getOwner(),
                        transaction -> Deliveries.visible(transaction, batch));
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var claimed : batch) {
                if (visible.contains(claimed.event().id())) {
                    each.execute(() -> attempt(webhook, claimed));
                } else {
                    each.execute(() -> end(claimed, "WITHHELD", "out of reach"));
                }
            }
        }
    }

    private void attempt(Webhook webhook, Claimed claimed) {
        try {
            note(UUID.fromString(webhook.getId()), claimed, outcome(webhook, claimed));
        } catch (RuntimeException e) {
            // It is due again when the lease is over.
            LOG.errorf(e, "a delivery failed number=%d", claimed.number());
        }
    }

    private Outcome outcome(Webhook webhook, Claimed claimed) {
        try {
            var to = destinations.require(webhook.getUrl());
            var message =
                    SignedMessage.of(
                            database.service(),
                            claimed.event(),
                            webhook.getSecret(),
                            clock.instant());
            return post.send(to, message);
        } catch (Refusal notAllowed) {
            return new Outcome.Away("address not allowed, or not known");
        }
    }

    private void note(UUID webhook, Claimed claimed, Outcome outcome) {
        database.writeAsService(
                transaction -> {
                    switch (outcome) {
                        case Outcome.Confirmed() -> confirmed(transaction, webhook, claimed);
                        case Outcome.Refused(String why) -> {
                            Receivers.refused(transaction, webhook);
                            refused(transaction, webhook, claimed, why);
                            pause(transaction, webhook);
                        }
                        case Outcome.Away(String why) -> {
                            away(transaction, webhook, claimed, why);
                            pause(transaction, webhook);
                        }
                    }
                });
    }

    private static void confirmed(Transaction transaction, UUID webhook, Claimed claimed) {
        Receivers.confirmed(transaction, webhook);
        Deliveries.end(transaction, claimed, "DELIVERED", "");
    }

    private void refused(Transaction transaction, UUID webhook, Claimed claimed, String why) {
        int refusals = claimed.refusals() + 1;
        if (refusals >= settings.attempts()) {
            Receivers.gaveUp(transaction, webhook, claimed.number());
            Deliveries.end(transaction, claimed, "DEAD", why);
        } else {
            Deliveries.again(transaction, claimed, refusals, ofMessages.after(refusals), why);
        }
    }

    private void away(Transaction transaction, UUID webhook, Claimed claimed, String why) {
        if (Receivers.away(transaction, webhook, ofReceivers)) {
            refused(transaction, webhook, claimed, why);
        } else {
            // Others come first: it may be this message that keeps the receiver busy.
            Deliveries.again(transaction, claimed, claimed.refusals(), ofReceivers.first(), why);
        }
    }

    private void pause(Transaction transaction, UUID webhook) {
        if (Receivers.pause(transaction, webhook, settings.pauseAfter())) {
            LOG.warnf("a webhook is paused: its receiver confirms nothing id=%s", webhook);
        }
    }

    private void end(Claimed claimed, String state, String why) {
        database.writeAsService(transaction -> Deliveries.end(transaction, claimed, state, why));
    }
}

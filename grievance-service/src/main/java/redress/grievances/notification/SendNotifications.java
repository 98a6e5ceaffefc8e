package redress.grievances.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.notification.Notifications.Claimed;
import redress.grievances.notification.Notifications.End;
import redress.grievances.notification.SendsMail.Outcome;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Transaction;
import redress.mesh.webhooks.Backoff;

/// Tells what is due, a few at a time: whether it may still be told is looked up right before. Any
/// number of processes may do it at once. No connection to the database is held while a mail server
/// thinks.
@ApplicationScoped
public class SendNotifications {
    private static final Logger LOG = Logger.getLogger(SendNotifications.class);
    private static final String SERVICE = "grievance-service";
    private static final int AT_ONCE = 4;

    /// Longer than any try takes.
    static final Duration LEASE = Duration.ofMinutes(5);

    private final Database database;
    private final Grievances grievances;
    private final Notifications notifications;
    private final Templates templates;
    private final SendsMail mails;
    private final NotificationSettings settings;
    private final Backoff backoff;

    private sealed interface Prepared {
        record Ready(Mail mail) implements Prepared {}

        record Not(WhyNot why) implements Prepared {}
    }

    @Inject
    SendNotifications(
            Database database,
            Grievances grievances,
            Notifications notifications,
            Templates templates,
            SendsMail mails,
            NotificationSettings settings) {
        this(
                database,
                grievances,
                notifications,
                templates,
                mails,
                settings,
                new Backoff(
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        () -> ThreadLocalRandom.current().nextDouble()));
    }

    /// @param backoff after how long one is tried again that was not taken
    SendNotifications(
            Database database,
            Grievances grievances,
            Notifications notifications,
            Templates templates,
            SendsMail mails,
            NotificationSettings settings,
            Backoff backoff) {
        this.database = database;
        this.grievances = grievances;
        this.notifications = notifications;
        this.templates = templates;
        this.mails = mails;
        this.settings = settings;
        this.backoff = backoff;
    }

    /// Tells some of what is due.
    ///
    /// @return whether there may be more, and a mail server that takes it
    boolean send() {
        List<Claimed> batch =
                database.asService(
                        SERVICE,
                        transaction ->
                                notifications.claim(
                                        transaction, LEASE, settings.giveUpAfter(), AT_ONCE));
        var away = new AtomicBoolean();
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var claimed : batch) {
                each.execute(() -> attempt(claimed, away));
            }
        }
        return !batch.isEmpty() && !away.get();
    }

    private void attempt(Claimed claimed, AtomicBoolean away) {
        try {
            switch (prepared(claimed)) {
                case Prepared.Not(WhyNot why) -> end(claimed, End.NOT_TOLD, why);
                case Prepared.Ready(Mail mail) -> {
                    var outcome = mails.send(mail);
                    away.compareAndSet(false, outcome instanceof Outcome.Away);
                    note(claimed, outcome);
                }
            }
        } catch (RuntimeException e) {
            // It is due again when the lease is over.
            away.set(true);
            LOG.errorf(e, "a notification failed id=%s", claimed.id());
        }
    }

    private Prepared prepared(Claimed claimed) {
        return database.asService(
                SERVICE,
                transaction -> {
                    var known = grievances.find(transaction, claimed.grievance()).orElseThrow();
                    var whyNot = WhatToTell.whyNot(claimed.news(), known);
                    var to = WhatToTell.address(known.getDetails());
                    if (whyNot.isPresent() || to.isEmpty()) {
                        return new Prepared.Not(whyNot.orElse(WhyNot.NO_EMAIL));
                    }
                    String language = templates.language(known.getDetails().getLanguage());
                    String number = known.getNumber();
                    return new Prepared.Ready(
                            new Mail(
                                    claimed.id(),
                                    to.get(),
                                    language,
                                    templates.subject(language, number),
                                    templates.text(
                                            language, claimed.news(), number, settings.contact())));
                });
    }

    private void note(Claimed claimed, Outcome outcome) {
        switch (outcome) {
            case Outcome.Taken() -> end(claimed, End.TOLD, Optional.empty());
            case Outcome.Refused() -> end(claimed, End.GIVEN_UP, WhyNot.REFUSED);
            case Outcome.Later(String why) -> again(claimed, why);
            case Outcome.Away(String why) -> again(claimed, why);
        }
    }

    private void again(Claimed claimed, String why) {
        if (claimed.isLate()) {
            end(claimed, End.GIVEN_UP, WhyNot.NOT_IN_TIME);
            return;
        }
        LOG.infof(
                "a notification waits id=%s attempts=%d why=%s",
                claimed.id(), claimed.attempts(), why);
        var wait = backoff.after(claimed.attempts());
        database.writeAsService(
                SERVICE, transaction -> notifications.again(transaction, claimed, wait, why));
    }

    private void end(Claimed claimed, End end, WhyNot why) {
        end(claimed, end, Optional.of(why));
    }

    private void end(Claimed claimed, End end, Optional<WhyNot> why) {
        database.writeAsService(SERVICE, transaction -> end(transaction, claimed, end, why));
    }

    // The history says it once, also if two processes sent it.
    private void end(Transaction transaction, Claimed claimed, End end, Optional<WhyNot> whyNot) {
        String why = whyNot.map(WhyNot::words).orElse("");
        if (notifications.end(transaction, claimed, end, why)) {
            String news = claimed.news().words();
            transaction.record(
                    whyNot.isEmpty()
                            ? new Event(
                                    claimed.grievance(),
                                    "grievance.complainant_told",
                                    "told by e-mail: " + news)
                            : new Event(
                                    claimed.grievance(),
                                    "grievance.complainant_not_told",
                                    "not told by e-mail: " + news + ": " + why));
        }
    }
}

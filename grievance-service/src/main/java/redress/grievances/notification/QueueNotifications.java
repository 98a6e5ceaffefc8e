package redress.grievances.notification;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import redress.grievances.lifecycle.TellsComplainants;
import redress.grievances.v1.Grievance;
import redress.mesh.store.Transaction;

/// Writes down what is to be told, in the transaction that makes it happen.
@ApplicationScoped
public class QueueNotifications implements TellsComplainants {
    private final Notifications notifications;
    private final NotificationSettings settings;

    public QueueNotifications(Notifications notifications, NotificationSettings settings) {
        this.notifications = notifications;
        this.settings = settings;
    }

    @Override
    public void happened(Transaction transaction, Grievance after, String event) {
        if (settings.on()) {
            WhatToTell.of(event, after, transaction.workload())
                    .ifPresent(
                            news ->
                                    notifications.add(
                                            transaction, UUID.fromString(after.getId()), news));
        }
    }
}

package redress.grievances.notification;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import redress.mesh.store.Database;

/// Tells again and again what is due, forgets what ended long ago, and says in numbers how many
/// wait.
@ApplicationScoped
public class RunNotifications {
    private static final String SERVICE = "grievance-service";
    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final Database database;
    private final Notifications notifications;
    private final SendNotifications sending;
    private final NotificationSettings settings;

    public RunNotifications(
            Database database,
            Notifications notifications,
            SendNotifications sending,
            NotificationSettings settings) {
        this.database = database;
        this.notifications = notifications;
        this.sending = sending;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event, MeterRegistry registry) {
        Gauge.builder("redress.notifications.waiting", () -> counts().waiting()).register(registry);
        Gauge.builder("redress.notifications.given.up", () -> counts().givenUp())
                .register(registry);
    }

    private Notifications.Counts counts() {
        return database.asService(SERVICE, notifications::counts);
    }

    /// Tells all that is due, unless the mail server is away.
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    public void run() {
        boolean more = settings.on();
        while (more) {
            more = sending.send();
        }
    }

    /// Forgets what ended long ago.
    @Scheduled(every = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    public void forget() {
        int batch;
        do {
            batch =
                    database.asService(
                            SERVICE,
                            transaction ->
                                    notifications.forget(
                                            transaction,
                                            transaction.now().minus(settings.kept()),
                                            FORGOTTEN_AT_ONCE));
        } while (batch == FORGOTTEN_AT_ONCE);
    }
}

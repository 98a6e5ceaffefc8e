package redress.grievances.webhooks;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import redress.access.v1.Role;
import redress.grievances.lifecycle.Requests;
import redress.grievances.lifecycle.TestUseCases;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.CreateGrievanceWebhookRequest;
import redress.grievances.v1.ListGrievanceWebhooksRequest;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.webhooks.Backoff;
import redress.mesh.webhooks.Destinations;
import redress.mesh.webhooks.FewConnections;
import redress.mesh.webhooks.KeepDeliveries;
import redress.mesh.webhooks.KeepWebhooks;
import redress.mesh.webhooks.Post;
import redress.mesh.webhooks.QueueEvents;
import redress.mesh.webhooks.RunWebhooks;
import redress.mesh.webhooks.SendDeliveries;
import redress.mesh.webhooks.WebhookSettings;
import redress.webhooks.v1.Delivery;
import redress.webhooks.v1.DeliveryState;
import redress.webhooks.v1.Webhook;

/// A grievance-service's webhooks, with a clock of the test's and names that lead where it says.
final class Sending {
    static final int ATTEMPTS = 3;
    static final int PER_OWNER = 3;
    static final Duration FIRST = Duration.ofMinutes(5);
    static final Duration LONGEST_AWAY = Duration.ofMinutes(30);
    static final Duration PAUSE_AFTER = Duration.ofHours(12);
    static final Duration LIFE = Duration.ofDays(180);
    static final String HOST = "hooks.example.org";
    static final Caller OFFICER = TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final String SERVICE = "grievance-service";

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
    private final TestDatabase postgres;
    private final WebhookSettings settings;
    private final Database database;
    private final Destinations destinations;
    private final TestUseCases use;

    /// Where the name of the receiver leads.
    final AtomicReference<String> address = new AtomicReference<>("8.8.8.8");

    final KeepWebhooks webhooks;
    final KeepDeliveries deliveries;

    Sending(TestDatabase postgres, int attempts, String... networks) {
        this(postgres, postgres::database, attempts, networks);
    }

    /// @param connected the database of a service that has this clock
    Sending(
            TestDatabase postgres,
            Function<InstantSource, Database> connected,
            int attempts,
            String... networks) {
        this.postgres = postgres;
        this.settings =
                new WebhookSettings(
                        List.of(HOST, "localhost:*"),
                        List.of(networks),
                        Optional.empty(),
                        attempts,
                        PAUSE_AFTER,
                        LIFE,
                        Duration.ofDays(90),
                        PER_OWNER,
                        1000);
        this.database = connected.apply(now::get);
        this.destinations =
                new Destinations(
                        settings, _ -> new InetAddress[] {InetAddress.ofLiteral(address.get())});
        this.webhooks = new KeepWebhooks(database, destinations, settings);
        this.deliveries = new KeepDeliveries(database, webhooks);
        this.use = new TestUseCases(database);
    }

    Webhook create(Caller caller, String url, String... types) {
        return webhooks.create(caller, key(), url, List.of(types));
    }

    static RequestKey key() {
        return RequestKey.of(
                CreateGrievanceWebhookRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .build());
    }

    static Page page() {
        return Page.of(ListGrievanceWebhooksRequest.getDefaultInstance());
    }

    UUID submit() {
        return UUID.fromString(use.submitting().submit(OFFICER, Requests.submission()).getId());
    }

    TestUseCases use() {
        return use;
    }

    void record(UUID item, String... types) {
        for (String type : types) {
            database.write(
                    OFFICER, transaction -> transaction.record(new Event(item, type, "changed")));
        }
    }

    /// Has time pass, for the database too: what was to come lies so much nearer.
    void advance(Duration by) {
        var _ = now.updateAndGet(each -> each.plus(by));
        postgres.superuser()
                .useHandle(
                        handle -> {
                            double seconds = by.toMillis() / 1000.0;
                            handle.execute(
                                    "UPDATE webhook_deliveries"
                                            + " SET next_at = next_at - make_interval(secs => ?)",
                                    seconds);
                            handle.execute(
                                    "UPDATE webhooks"
                                            + " SET next_at = next_at - make_interval(secs => ?),"
                                            + " failing_since ="
                                            + " failing_since - make_interval(secs => ?)",
                                    seconds,
                                    seconds);
                        });
    }

    /// Has the clocks of the processes go wrong, and not that of the database.
    void skew(Duration by) {
        var _ = now.updateAndGet(each -> each.plus(by));
    }

    /// One look of one process, at all that there is to do.
    void run(Post post) {
        settle();
        replica(post, Runnable::run).run();
    }

    /// A process that sends.
    RunWebhooks replica(Post post, Executor threads) {
        var few = new FewConnections(database, SERVICE);
        var sending =
                new SendDeliveries(
                        few,
                        destinations,
                        post,
                        settings,
                        new Backoff(FIRST, Duration.ofHours(6), () -> 0),
                        new Backoff(FIRST, LONGEST_AWAY, () -> 0),
                        now::get);
        var queueing = new QueueEvents(few, settings);
        return new RunWebhooks(few, queueing, sending, settings, threads);
    }

    List<Delivery> deliveries(Caller caller, Webhook webhook, DeliveryState state) {
        return deliveries.list(caller, webhook.getId(), state, page()).rows();
    }

    Webhook now(Caller caller, Webhook webhook) {
        return webhooks.list(caller, page()).rows().stream()
                .filter(each -> each.getId().equals(webhook.getId()))
                .findFirst()
                .orElseThrow();
    }

    boolean isAnyWaiting() {
        return postgres.superuser()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT EXISTS (SELECT FROM webhook_deliveries"
                                                        + " WHERE state = 'WAITING')")
                                        .mapTo(Boolean.class)
                                        .one());
    }

    /// What happened to an item: identifiers of the events in their order.
    List<String> history(UUID item) {
        return postgres.superuser()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT id FROM events WHERE subject = :item"
                                                        + " ORDER BY position")
                                        .bind("item", item)
                                        .mapTo(String.class)
                                        .list());
    }

    // PostgreSQL's own workers write now and then, and the log waits for them.
    void settle() {
        boolean running;
        do {
            running =
                    postgres.jdbi()
                            .withHandle(
                                    handle ->
                                            handle.createQuery(
                                                            """
                                                            SELECT pg_snapshot_xmin(s) <> pg_snapshot_xmax(s)
                                                            FROM pg_current_snapshot() AS s
                                                            """)
                                                    .mapTo(Boolean.class)
                                                    .one());
        } while (running);
    }
}

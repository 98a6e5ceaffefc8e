package redress.grievances.notification;

import com.google.protobuf.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import redress.access.v1.Purpose;
import redress.access.v1.Role;
import redress.grievances.clock.ConfiguredClock;
import redress.grievances.lifecycle.Requests;
import redress.grievances.lifecycle.TestUseCases;
import redress.grievances.notification.SendsMail.Outcome;
import redress.grievances.postgres.PostgresActionLog;
import redress.grievances.postgres.PostgresGrievancePersonalData;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.PostgresNotifications;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.ProvideInformationRequest;
import redress.grievances.v1.RequestInformationRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.SpiffeId;
import redress.mesh.identity.TrustDomain;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;
import redress.mesh.webhooks.Backoff;
import redress.timeline.v1.TimelineEntry;

/// A grievance-service that tells complainants, with a mail server that does what the test says.
final class Telling implements SendsMail {
    static final Caller OFFICER = TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    static final String ADDRESS = "ana@example.org";
    static final Templates TEMPLATES = Templates.shipped("en");
    static final NotificationSettings ON = settings(true);
    private static final String SERVICE = "grievance-service";

    private final List<Mail> sent = new ArrayList<>();
    private final TestDatabase postgres;
    private final PostgresGrievances grievances = new PostgresGrievances();
    private final PostgresActionLog log = new PostgresActionLog();
    private final PostgresNotifications notifications = new PostgresNotifications();
    private Outcome answer = new Outcome.Taken();

    final Database database;
    final TestUseCases use;

    /// A notification as it is stored.
    record Row(News news, String state, String reason) {}

    Telling(TestDatabase postgres, NotificationSettings settings) {
        this.postgres = postgres;
        this.database = postgres.database();
        this.use =
                new TestUseCases(
                        database,
                        TestUseCases.clock(ConfiguredClock.parse(ConfiguredClock.shipped())),
                        new QueueNotifications(notifications, settings));
    }

    static NotificationSettings settings(boolean on) {
        return new NotificationSettings(
                on, "+57 300 000 0000", "en", Duration.ofDays(5), Duration.ofDays(90));
    }

    @Override
    public synchronized Outcome send(Mail mail) {
        if (answer instanceof Outcome.Taken) {
            sent.add(mail);
        }
        return answer;
    }

    /// What the mail server does from now on.
    synchronized void answer(Outcome next) {
        answer = next;
    }

    /// All mails that the server took.
    synchronized List<Mail> sent() {
        return List.copyOf(sent);
    }

    /// One process that tells what is due by now.
    void run() {
        replica(this).run();
    }

    RunNotifications replica(SendsMail mails) {
        var sending =
                new SendNotifications(
                        database,
                        grievances,
                        notifications,
                        TEMPLATES,
                        mails,
                        ON,
                        new Backoff(Duration.ofMinutes(1), Duration.ofHours(1), () -> 0));
        return new RunNotifications(database, notifications, sending, ON);
    }

    /// Lets time pass for what waits.
    void advance(Duration by) {
        postgres.superuser()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE grievance_notifications
                                                SET next_at = next_at - make_interval(secs => :by),
                                                    first_tried_at = first_tried_at
                                                        - make_interval(secs => :by)
                                                """)
                                        .bind("by", (double) by.toSeconds())
                                        .execute());
    }

    Grievance submit() {
        return submit(OFFICER, _ -> {});
    }

    Grievance submit(Caller caller, Consumer<GrievanceDetails.Builder> change) {
        return use.submitting().submit(caller, request(change));
    }

    static SubmitGrievanceRequest request(Consumer<GrievanceDetails.Builder> change) {
        var request = Requests.submission().toBuilder();
        var details = request.getDetailsBuilder().setConsent(true).setLanguage("es-CO");
        details.getPreferredContactBuilder().setType("email").setValue(ADDRESS);
        change.accept(details);
        return request.build();
    }

    <M extends Message> Grievance step(
            BiFunction<Caller, M, Grievance> step, Grievance known, M request) {
        return step.apply(OFFICER, Requests.about(known, request));
    }

    Grievance assigned(Grievance known) {
        return step(
                use.progress()::assign,
                known,
                AssignGrievanceRequest.newBuilder().setAssignedTo("officer").build());
    }

    Grievance asked(Grievance known) {
        return step(
                use.progress()::requestInformation,
                known,
                RequestInformationRequest.newBuilder().setQuestion("Which month?").build());
    }

    Grievance answered(Grievance known) {
        return step(
                use.progress()::provideInformation,
                known,
                ProvideInformationRequest.newBuilder().setInformation("May.").build());
    }

    /// The grievance as the service itself changes it.
    void change(Grievance known, Consumer<Grievance.Builder> change) {
        database.writeAsService(
                SERVICE,
                transaction -> {
                    var row = grievances.lock(transaction, id(known)).orElseThrow().toBuilder();
                    change.accept(row);
                    grievances.replace(transaction, row.build());
                });
    }

    PostgresGrievancePersonalData rights() {
        return new PostgresGrievancePersonalData(grievances, log);
    }

    /// What was written down to be told of a grievance, in order.
    List<Row> rows(Grievance known) {
        return postgres.superuser()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT news, state, reason
                                                FROM grievance_notifications
                                                WHERE grievance = :id ORDER BY position
                                                """)
                                        .bind("id", id(known))
                                        .map(
                                                (row, context) ->
                                                        new Row(
                                                                News.valueOf(row.getString("news")),
                                                                row.getString("state"),
                                                                row.getString("reason")))
                                        .list());
    }

    Notifications.Counts counts() {
        return database.asService(SERVICE, notifications::counts);
    }

    /// What the history says of telling the complainant.
    List<String> told(Grievance known) {
        return database
                .asService(SERVICE, transaction -> Timeline.all(transaction, id(known)))
                .stream()
                .filter(entry -> entry.getType().startsWith("grievance.complainant_"))
                .map(TimelineEntry::getSummary)
                .toList();
    }

    /// The words that tell some news to the complainant.
    static String words(News news, Grievance known) {
        return TEMPLATES.text("es", news, known.getNumber(), ON.contact());
    }

    static UUID id(Grievance known) {
        return UUID.fromString(known.getId());
    }

    /// The same person at another workload.
    static Caller at(String workload) {
        var id = new SpiffeId(new TrustDomain("redress.test"), "/" + workload);
        return new Caller(
                new PeerIdentity(id, "1", Instant.MAX),
                Optional.of(OFFICER.user().orElseThrow()),
                Purpose.PURPOSE_GRIEVANCE_REDRESS);
    }
}

package redress.grievances.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.grievances.lifecycle.Requests.about;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Role;
import redress.grievances.lifecycle.Requests;
import redress.grievances.lifecycle.TestUseCases;
import redress.grievances.postgres.PostgresActionLog;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.PostgresLimits;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListGrievanceTimelineRequest;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.ProvideInformationRequest;
import redress.grievances.v1.ReopenGrievanceRequest;
import redress.grievances.v1.RequestInformationRequest;
import redress.grievances.v1.SlaStatus;
import redress.grievances.v1.WithdrawGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;
import redress.timeline.v1.TimelineEntry;

class ClockIT {
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final ClockRules RULES = ConfiguredClock.parse(ConfiguredClock.shipped());
    // A Monday.
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");

    private final TestClock time = new TestClock(MONDAY);
    private final Database database = POSTGRES.database(time);
    private final TestUseCases use = new TestUseCases(database, TestUseCases.clock(RULES));
    private final RunClock clock = replica();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void isAtRiskBeforeItIsBreachedAndMovesUpOnce() {
        Grievance known = use.progress().acknowledge(OFFICER, about(submitted(), acknowledging()));
        assertThat(known.getSlaStatus()).isEqualTo(SlaStatus.SLA_STATUS_ON_TRACK);
        assertThat(known.getResolveBy())
                .isEqualTo(Timeline.timestamp(Instant.parse("2026-12-11T09:00:00Z")));

        assertThat(statusAfter(known, Duration.ofDays(14)))
                .isEqualTo(SlaStatus.SLA_STATUS_ON_TRACK);
        assertThat(statusAfter(known, Duration.ofDays(2))).isEqualTo(SlaStatus.SLA_STATUS_AT_RISK);
        assertThat(statusAfter(known, Duration.ofDays(2))).isEqualTo(SlaStatus.SLA_STATUS_BREACHED);
        assertThat(statusAfter(known, Duration.ofDays(9))).isEqualTo(SlaStatus.SLA_STATUS_BREACHED);

        assertThat(read(known).getEscalationLevel()).isEqualTo(1);
        assertThat(read(known).getEtag()).isEqualTo(known.getEtag());
        assertThat(timeline(known))
                .containsExactly(
                        "grievance.received",
                        "grievance.acknowledged",
                        "grievance.at_risk",
                        "grievance.escalated");
        assertThat(breached()).extracting(Grievance::getId).contains(known.getId());
    }

    @Test
    void standsStillWhileTheComplainantIsAsked() {
        Grievance assigned = use.progress().assign(OFFICER, about(submitted(), assigning()));
        time.advance(Duration.ofDays(1));
        Grievance waiting = use.progress().requestInformation(OFFICER, about(assigned, question()));
        assertThat(waiting.getSlaStatus()).isEqualTo(SlaStatus.SLA_STATUS_PAUSED);

        assertThat(statusAfter(waiting, Duration.ofDays(70)))
                .isEqualTo(SlaStatus.SLA_STATUS_PAUSED);
        Grievance again = use.progress().provideInformation(OFFICER, about(waiting, answer()));

        assertThat(again.getSlaStatus()).isEqualTo(SlaStatus.SLA_STATUS_ON_TRACK);
        assertThat(again.getPausedSeconds()).isEqualTo(Duration.ofDays(50).toSeconds());
        assertThat(again.getResolveBy())
                .isEqualTo(
                        Timeline.timestamp(
                                Instant.parse("2026-12-11T09:00:00Z").plus(Duration.ofDays(70))));
        assertThat(statusAfter(again, Duration.ofDays(17)))
                .isEqualTo(SlaStatus.SLA_STATUS_BREACHED);
        assertThat(read(again).getEscalationLevel()).isEqualTo(1);
    }

    @Test
    void beginsAnewWhenItIsReopened() {
        Grievance known = submitted();
        assertThat(statusAfter(known, Duration.ofDays(30)))
                .isEqualTo(SlaStatus.SLA_STATUS_BREACHED);
        assertThat(read(known).getEscalationLevel()).isEqualTo(2);
        Grievance withdrawn = use.ends().withdraw(OFFICER, about(known, withdrawing()));
        assertThat(withdrawn.getSlaStatus()).isEqualTo(SlaStatus.SLA_STATUS_BREACHED);
        Grievance reopened = use.ends().reopen(OFFICER, about(withdrawn, reopening()));
        assertThat(reopened.getSlaStatus()).isEqualTo(SlaStatus.SLA_STATUS_ON_TRACK);

        assertThat(statusAfter(known, Duration.ofDays(30)))
                .isEqualTo(SlaStatus.SLA_STATUS_BREACHED);
        assertThat(read(known).getEscalationLevel()).isEqualTo(3);
    }

    @Test
    void afterADowntimeEachLimitIsToldOnceByWhicheverReplicaComesFirst() throws Exception {
        var all = IntStream.range(0, 40).mapToObj(_ -> submitted()).toList();
        time.advance(Duration.ofDays(30));

        runAtOnce(List.of(clock, replica(), replica()));

        for (Grievance each : all) {
            assertThat(read(each).getEscalationLevel()).isEqualTo(2);
            assertThat(timeline(each))
                    .containsExactly(
                            "grievance.received",
                            "grievance.at_risk",
                            "grievance.escalated",
                            "grievance.at_risk",
                            "grievance.escalated");
        }
    }

    @Test
    void theStoreRefusesThatALimitPassesAgain() {
        Grievance known = submitted();
        var _ = statusAfter(known, Duration.ofDays(30));
        assertThatThrownBy(
                        () ->
                                database.writeAsService(
                                        "grievance-service",
                                        transaction ->
                                                transaction
                                                        .handle()
                                                        .createUpdate(
                                                                "UPDATE grievance_limits SET escalated_at = NULL"
                                                                        + " WHERE grievance = :id")
                                                        .bind("id", UUID.fromString(known.getId()))
                                                        .execute()))
                .hasMessageContaining("a limit passes once");
    }

    @Test
    void whatFailsEachTimeHoldsUpNoOtherAndIsLookedAtAgain() {
        var broken = IntStream.range(0, 110).mapToObj(_ -> submitted()).toList();
        time.advance(Duration.ofMinutes(1));
        Grievance sound = submitted();
        var documents = unreadable(broken);
        time.advance(Duration.ofDays(30));

        IntStream.range(0, 3).forEach(_ -> clock.runBatch());

        assertThat(read(sound).getSlaStatus()).isEqualTo(SlaStatus.SLA_STATUS_BREACHED);
        readable(documents);
        assertThat(statusAfter(broken.getLast(), Duration.ZERO))
                .isEqualTo(SlaStatus.SLA_STATUS_ON_TRACK);
        assertThat(statusAfter(broken.getLast(), Duration.ofMinutes(1)))
                .isEqualTo(SlaStatus.SLA_STATUS_BREACHED);
        assertThat(read(broken.getLast()).getEscalationLevel()).isEqualTo(2);
    }

    /// Spoils rows, and gives what they held.
    private static Map<UUID, byte[]> unreadable(List<Grievance> all) {
        var documents = new HashMap<UUID, byte[]>();
        for (Grievance each : all) {
            var id = UUID.fromString(each.getId());
            documents.put(
                    id,
                    POSTGRES.superuser()
                            .withHandle(
                                    handle ->
                                            handle.createQuery(
                                                            "SELECT document FROM grievances WHERE id = :id")
                                                    .bind("id", id)
                                                    .mapTo(byte[].class)
                                                    .one()));
            write(id, new byte[] {0});
        }
        return documents;
    }

    private static void readable(Map<UUID, byte[]> documents) {
        documents.forEach(ClockIT::write);
    }

    private static void write(UUID id, byte[] document) {
        POSTGRES.superuser()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                "UPDATE grievances SET document = :document WHERE id = :id")
                                        .bind("document", document)
                                        .bind("id", id)
                                        .execute());
    }

    static void runAtOnce(List<RunClock> replicas) throws Exception {
        var threads =
                replicas.stream()
                        .map(
                                replica ->
                                        Thread.ofVirtual()
                                                .start(
                                                        () -> {
                                                            while (replica.runBatch() > 0) {}
                                                        }))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private RunClock replica() {
        return replica(POSTGRES.database(time), RULES);
    }

    static RunClock replica(Database database, ClockRules rules) {
        return new RunClock(
                database,
                new PostgresGrievances(),
                new PostgresActionLog(),
                new PostgresLimits(),
                new GrievanceClock(rules));
    }

    private SlaStatus statusAfter(Grievance known, Duration passed) {
        time.advance(passed);
        while (clock.runBatch() > 0) {}
        return read(known).getSlaStatus();
    }

    private Grievance submitted() {
        return use.submitting().submit(OFFICER, Requests.submission());
    }

    private Grievance read(Grievance known) {
        return use.reading().get(OFFICER, known.getId());
    }

    private List<Grievance> breached() {
        var request =
                ListGrievancesRequest.newBuilder()
                        .setSlaStatus(SlaStatus.SLA_STATUS_BREACHED)
                        .setPageSize(200);
        return use.reading().list(OFFICER, request.build()).rows();
    }

    private List<String> timeline(Grievance known) {
        var request = ListGrievanceTimelineRequest.newBuilder().setGrievanceId(known.getId());
        return use.reading().timeline(OFFICER, request.build()).rows().stream()
                .map(TimelineEntry::getType)
                .toList();
    }

    private static AcknowledgeGrievanceRequest acknowledging() {
        return AcknowledgeGrievanceRequest.getDefaultInstance();
    }

    private static AssignGrievanceRequest assigning() {
        return AssignGrievanceRequest.newBuilder().setAssignedTo("officer").build();
    }

    private static RequestInformationRequest question() {
        return RequestInformationRequest.newBuilder().setQuestion("Which month?").build();
    }

    private static ProvideInformationRequest answer() {
        return ProvideInformationRequest.newBuilder().setInformation("May.").build();
    }

    private static WithdrawGrievanceRequest withdrawing() {
        return WithdrawGrievanceRequest.newBuilder().setReason("Paid.").build();
    }

    private static ReopenGrievanceRequest reopening() {
        return ReopenGrievanceRequest.newBuilder().setReason("Not paid.").build();
    }
}

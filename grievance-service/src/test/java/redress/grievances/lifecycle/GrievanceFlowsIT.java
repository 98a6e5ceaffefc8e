package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static redress.grievances.lifecycle.Requests.about;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.grievances.postgres.PostgresActionLog;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.AppealGrievanceRequest;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Channel;
import redress.grievances.v1.CloseGrievanceRequest;
import redress.grievances.v1.CommunicateDecisionRequest;
import redress.grievances.v1.ComplainantResponse;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.ListGrievanceActionsRequest;
import redress.grievances.v1.ListGrievanceTimelineRequest;
import redress.grievances.v1.ProvideInformationRequest;
import redress.grievances.v1.RecordResponseRequest;
import redress.grievances.v1.RejectGrievanceRequest;
import redress.grievances.v1.ReopenGrievanceRequest;
import redress.grievances.v1.RequestInformationRequest;
import redress.grievances.v1.ReturnDecisionRequest;
import redress.grievances.v1.StartGrievanceRequest;
import redress.grievances.v1.WithdrawGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.timeline.v1.TimelineEntry;

class GrievanceFlowsIT {
    private static final Caller CLERK = TestDatabase.person("clerk", Role.ROLE_CASE_WORKER);
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    private static final Caller OTHER = TestDatabase.person("other", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller SECOND = TestDatabase.person("second", Role.ROLE_SUPERVISOR);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final PostgresGrievances grievances = new PostgresGrievances();
    private final TestUseCases use = new TestUseCases(database);

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void goesFromItsArrivalToItsEndAndTheLogTellsIt() {
        Grievance known = assigned();
        known = use.progress().start(OFFICER, about(known, empty()));
        known = use.progress().requestInformation(OFFICER, about(known, question()));
        assertThat(known.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        known = use.progress().provideInformation(OFFICER, about(known, answer("May.")));
        known = use.decisions().propose(OFFICER, about(known, Requests.decision()));
        known = use.decisions().giveBack(SUPERVISOR, about(known, back()));
        assertThat(known.hasDecision()).isFalse();
        known = use.decisions().propose(OFFICER, about(known, Requests.decision()));
        known = use.decisions().approve(SUPERVISOR, about(known, approval()));
        known = use.decisions().communicate(OFFICER, about(known, told()));
        known = use.decisions().respond(OFFICER, about(known, accepted()));
        known = use.ends().close(OFFICER, about(known, closing()));

        assertThat(known.getDecision().getDecidedBy()).isEqualTo("officer");
        assertThat(known.getDecision().getApprovedBy()).isEqualTo("supervisor");
        assertThat(known.getDecision().getRating()).isEqualTo(4);
        assertThat(use.reading().get(OFFICER, known.getId())).isEqualTo(known);
        assertThat(log(known))
                .extracting(
                        action -> action.getVerb().name().substring("ACTION_VERB_".length()),
                        action -> action.getState().name().substring("GRIEVANCE_STATE_".length()),
                        GrievanceAction::getActor)
                .containsExactly(
                        tuple("OPEN", "RECEIVED", "clerk"),
                        tuple("PROCESSING", "ASSIGNED", "supervisor"),
                        tuple("PROCESSING", "IN_PROGRESS", "officer"),
                        tuple("INFO_REQUESTED", "ON_HOLD", "officer"),
                        tuple("INFO_PROVIDED", "IN_PROGRESS", "officer"),
                        tuple("RESOLUTION_PROPOSED", "FOR_APPROVAL", "officer"),
                        tuple("PROCESSING", "IN_PROGRESS", "supervisor"),
                        tuple("RESOLUTION_PROPOSED", "FOR_APPROVAL", "officer"),
                        tuple("RESOLVED", "RESOLVED", "supervisor"),
                        tuple("RESOLVED", "RESOLVED", "officer"),
                        tuple("RESOLUTION_ACCEPTED", "RESOLVED", "officer"),
                        tuple("CLOSED", "CLOSED", "officer"));
        assertThat(log(known))
                .extracting(GrievanceAction::getText)
                .contains("Which month?", "May.", "Look again.");
        assertThat(log(known).get(5).getDecision().getReasons()).isEqualTo("Our mistake.");
        assertThat(timeline(known)).hasSize(12).last().isEqualTo("grievance.closed");
    }

    @Test
    void theLogIsPagedInOrder() {
        Grievance known = use.progress().start(OFFICER, about(assigned(), empty()));
        var request =
                ListGrievanceActionsRequest.newBuilder()
                        .setGrievanceId(known.getId())
                        .setPageSize(2);
        var first = use.reading().actions(OFFICER, request.build());
        var second =
                use.reading().actions(OFFICER, request.setPageToken(first.nextPageToken()).build());
        assertThat(first.rows()).hasSize(2);
        assertThat(second.rows()).hasSize(1).isEqualTo(log(known).subList(2, 3));
        assertThat(second.nextPageToken()).isEmpty();
    }

    @Test
    void nobodyApprovesTheirOwnDecisionWhateverTheServiceForgets() {
        Grievance waiting =
                use.decisions().propose(SUPERVISOR, about(assigned(), Requests.decision()));

        refused(
                Reason.REASON_ROLE_MISSING,
                () -> use.decisions().approve(SUPERVISOR, about(waiting, approval())));
        var forged = waiting.toBuilder();
        forged.getDecisionBuilder().setApprovedBy("Supervisor ");
        assertThatThrownBy(() -> write(SUPERVISOR, t -> grievances.replace(t, forged.build())))
                .hasMessageContaining("grievances_approved_by_another");
        assertThat(use.reading().get(OFFICER, waiting.getId())).isEqualTo(waiting);
    }

    @Test
    void theStoreRefusesAStateThatTheLogDoesNotTell() {
        Grievance known = assigned();
        var forged = known.toBuilder().setState(GrievanceState.GRIEVANCE_STATE_CLOSED).build();
        assertThatThrownBy(() -> write(OFFICER, t -> grievances.replace(t, forged)))
                .rootCause()
                .hasMessageContaining("the state of a grievance is not what its log says");
    }

    @Test
    void whatIsNotTakenUpOrTakenBackMayBeReopenedInTime() {
        Grievance rejected =
                use.ends()
                        .reject(
                                SUPERVISOR,
                                about(
                                        submitted(),
                                        RejectGrievanceRequest.newBuilder()
                                                .setReasons("Not ours.")
                                                .build()));
        assertThat(rejected.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_REJECTED);
        Grievance reopened = use.ends().reopen(OFFICER, about(rejected, reopening()));
        assertThat(reopened.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_REOPENED);
        Grievance withdrawn = use.ends().withdraw(OFFICER, about(reopened, withdrawal()));
        assertThat(withdrawn.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_WITHDRAWN);
        assertThat(withdrawn.getReopenBy().getSeconds())
                .isEqualTo(withdrawn.getUpdatedAt().getSeconds() + Duration.ofDays(30).toSeconds());

        Grievance appeal = use.appeals().appeal(CLERK, appealing(withdrawn));
        assertThat(appeal.getOriginalGrievanceId()).isEqualTo(withdrawn.getId());

        var late =
                withdrawn.toBuilder()
                        .setReopenBy(Timeline.timestamp(Instant.now().minusSeconds(1)))
                        .build();
        write(OFFICER, t -> grievances.replace(t, late));
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> use.ends().reopen(OFFICER, about(late, reopening())));
    }

    @Test
    void anAppealIsAGrievanceOfItsOwnThatOthersReview() {
        Grievance original = resolved();
        Grievance appeal = use.appeals().appeal(OFFICER, appealing(original));

        assertThat(appeal.getOriginalGrievanceId()).isEqualTo(original.getId());
        assertThat(appeal.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_RECEIVED);
        assertThat(appeal.getDetails().getDescription()).isEqualTo("Nobody looked at the list.");
        assertThat(timeline(original)).last().isEqualTo("grievance.appealed");

        for (String involved : List.of("officer", "supervisor", "clerk", "Officer")) {
            refused(
                    Reason.REASON_ROLE_MISSING,
                    () -> use.progress().assign(OTHER, about(appeal, to(involved))));
        }
        refused(
                Reason.REASON_ROLE_MISSING,
                () -> use.progress().assign(SUPERVISOR, about(appeal, to("other"))));

        Grievance known = use.progress().assign(SECOND, about(appeal, to("other")));
        Grievance proposed = use.decisions().propose(OTHER, about(known, Requests.decision()));
        refused(
                Reason.REASON_ROLE_MISSING,
                () -> use.decisions().approve(SUPERVISOR, about(proposed, approval())));
        assertThat(use.decisions().approve(SECOND, about(proposed, approval())).getState())
                .isEqualTo(GrievanceState.GRIEVANCE_STATE_RESOLVED);
    }

    @Test
    void theStoreRefusesAnAppealInTheHandsOfWhoActedOnTheOriginal() {
        Grievance appeal = use.appeals().appeal(OFFICER, appealing(resolved()));

        var forged = appeal.toBuilder().setAssignedTo("officer").build();
        assertDenied(() -> write(OTHER, t -> grievances.replace(t, forged)));
        var action =
                GrievanceAction.newBuilder()
                        .setId(UUID.randomUUID().toString())
                        .setVerb(ActionVerb.ACTION_VERB_PROCESSING)
                        .setActor("officer")
                        .build();
        assertDenied(() -> write(OFFICER, t -> new PostgresActionLog().add(t, appeal, action)));
        write(OTHER, t -> grievances.replace(t, forged.toBuilder().setAssignedTo("other").build()));
    }

    @Test
    void anAppealAgainstAnAppealIsForNobodyOfEither() {
        Grievance first = use.appeals().appeal(CLERK, appealing(resolved()));
        Grievance assigned = use.progress().assign(SECOND, about(first, to("other")));
        Grievance proposed = use.decisions().propose(OTHER, about(assigned, Requests.decision()));
        Grievance decided = use.decisions().approve(SECOND, about(proposed, approval()));
        Grievance again = use.appeals().appeal(CLERK, appealing(decided));

        var third = TestDatabase.person("third", Role.ROLE_SUPERVISOR);
        for (String involved : List.of("officer", "other", "second")) {
            refused(
                    Reason.REASON_ROLE_MISSING,
                    () -> use.progress().assign(third, about(again, to(involved))));
        }
        assertThat(use.progress().assign(third, about(again, to("fourth"))).getAssignedTo())
                .isEqualTo("fourth");
    }

    @Test
    void onlyOneAppealIsOpenAndOnlyAgainstAnOutcome() {
        Grievance original = resolved();
        var first = appealing(original);
        Grievance appeal = use.appeals().appeal(CLERK, first);

        assertThat(use.appeals().appeal(CLERK, first)).isEqualTo(appeal);
        refused(
                Reason.REASON_ALREADY_EXISTS,
                () -> use.appeals().appeal(CLERK, appealing(original)));
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> use.appeals().appeal(CLERK, appealing(appeal)));
    }

    private Grievance submitted() {
        return use.submitting().submit(CLERK, Requests.submission());
    }

    private Grievance assigned() {
        return use.progress().assign(SUPERVISOR, about(submitted(), to("officer")));
    }

    private Grievance resolved() {
        Grievance proposed =
                use.decisions().propose(OFFICER, about(assigned(), Requests.decision()));
        return use.decisions().approve(SUPERVISOR, about(proposed, approval()));
    }

    private List<GrievanceAction> log(Grievance known) {
        var request = ListGrievanceActionsRequest.newBuilder().setGrievanceId(known.getId());
        return use.reading().actions(OFFICER, request.build()).rows();
    }

    private List<String> timeline(Grievance known) {
        var request = ListGrievanceTimelineRequest.newBuilder().setGrievanceId(known.getId());
        return use.reading().timeline(OFFICER, request.build()).rows().stream()
                .map(TimelineEntry::getType)
                .toList();
    }

    private void write(Caller caller, Consumer<Transaction> work) {
        database.write(caller, work);
    }

    private static void assertDenied(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOf(JdbiException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static StartGrievanceRequest empty() {
        return StartGrievanceRequest.getDefaultInstance();
    }

    private static AssignGrievanceRequest to(String officer) {
        return AssignGrievanceRequest.newBuilder().setAssignedTo(officer).build();
    }

    private static RequestInformationRequest question() {
        return RequestInformationRequest.newBuilder().setQuestion("Which month?").build();
    }

    private static ProvideInformationRequest answer(String text) {
        return ProvideInformationRequest.newBuilder().setInformation(text).build();
    }

    private static ReturnDecisionRequest back() {
        return ReturnDecisionRequest.newBuilder().setReasons("Look again.").build();
    }

    private static ApproveDecisionRequest approval() {
        return ApproveDecisionRequest.getDefaultInstance();
    }

    private static CommunicateDecisionRequest told() {
        return CommunicateDecisionRequest.newBuilder()
                .setCommunicatedVia(Channel.CHANNEL_PHONE)
                .build();
    }

    private static RecordResponseRequest accepted() {
        return RecordResponseRequest.newBuilder()
                .setComplainantResponse(ComplainantResponse.COMPLAINANT_RESPONSE_ACCEPTED)
                .setRating(4)
                .build();
    }

    private static CloseGrievanceRequest closing() {
        return CloseGrievanceRequest.getDefaultInstance();
    }

    private static WithdrawGrievanceRequest withdrawal() {
        return WithdrawGrievanceRequest.newBuilder().setReason("Paid.").build();
    }

    private static ReopenGrievanceRequest reopening() {
        return ReopenGrievanceRequest.newBuilder().setReason("Not paid.").build();
    }

    private static AppealGrievanceRequest appealing(Grievance original) {
        return about(
                original,
                AppealGrievanceRequest.newBuilder()
                        .setTitle("Appeal")
                        .setReasons("Nobody looked at the list.")
                        .setChannel(Channel.CHANNEL_PHONE)
                        .build());
    }
}

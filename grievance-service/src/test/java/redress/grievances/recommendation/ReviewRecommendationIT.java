package redress.grievances.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.grievances.lifecycle.Requests.about;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.decisions.v1.HumanDecision;
import redress.grievances.categories.CategoryRules;
import redress.grievances.lifecycle.Requests;
import redress.grievances.lifecycle.TestUseCases;
import redress.grievances.postgres.PostgresCategories;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.AppealGrievanceRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Channel;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceCategory;
import redress.grievances.v1.ListGrievanceActionsRequest;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.RejectGrievanceRequest;
import redress.grievances.v1.ReviewGrievanceRecommendationRequest;
import redress.grievances.v1.Severity;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Transaction;

class ReviewRecommendationIT {
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller OTHER = TestDatabase.person("other", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    private static final Caller CLEARED =
            TestDatabase.person("cleared", Role.ROLE_SENSITIVE_OFFICER);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final TestUseCases use = new TestUseCases(database);
    private final PostgresCategories categories = new PostgresCategories();
    private final ReviewRecommendation reviewing =
            new ReviewRecommendation(use.changes(), new CategoryRules(categories));

    @AfterEach
    void forget() {
        POSTGRES.superuser().useHandle(handle -> handle.execute("TRUNCATE grievance_categories"));
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    @DisplayName(
            "zero-trust 14: a review into a sensitive category takes it out of all other sight")
    void isHeldAsCloselyAsTheCategoryThatAPersonChose() {
        categories("abuse", Sensitivity.SENSITIVITY_SENSITIVE);
        Grievance known = submitted();
        var request = about(known, review(known).setCategoryCode("abuse").build());

        Grievance moved = reviewing.review(OFFICER, request);

        assertThat(moved.getDetails().getSensitivity())
                .isEqualTo(Sensitivity.SENSITIVITY_SENSITIVE);
        assertThat(reviewing.review(OFFICER, request)).isEqualTo(moved);
        for (Caller other : List.of(OFFICER, SUPERVISOR, OTHER)) {
            refused(Reason.REASON_NOT_FOUND, () -> use.reading().get(other, known.getId()));
            refused(Reason.REASON_NOT_FOUND, () -> assign(other, moved));
            assertThat(use.reading().list(other, ListGrievancesRequest.getDefaultInstance()).rows())
                    .doesNotContain(moved);
        }
        assertThat(use.reading().get(CLEARED, known.getId())).isEqualTo(moved);
        assertThat(assign(CLEARED, moved).getAssignedTo()).isEqualTo("cleared");
    }

    @Test
    void whoIsClearedButNotSureMovesItToo() {
        categories("abuse", Sensitivity.SENSITIVITY_SENSITIVE);
        var unsure = TestDatabase.unsure("cleared", Role.ROLE_SENSITIVE_OFFICER);
        Grievance known = submitted();
        var _ =
                reviewing.review(
                        unsure, about(known, review(known).setCategoryCode("abuse").build()));
        refused(
                Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION,
                () -> use.reading().get(unsure, known.getId()));
    }

    @Test
    void aWriteThatClearsItsCallerLeavesNothingOpenBehindIt() {
        categories("abuse", Sensitivity.SENSITIVITY_SENSITIVE);
        Grievance known = submitted();
        var request = about(known, review(known).setCategoryCode("abuse").build());
        Grievance moved = reviewing.review(OFFICER, request);
        database.write(
                OFFICER,
                transaction -> {
                    transaction.cleared(() -> assertThat(count(transaction, moved)).isOne());
                    assertThat(count(transaction, moved)).isZero();
                });
    }

    @Test
    void isLoggedAndLeavesTheStateAsItIs() {
        Grievance known = submitted();
        Grievance judged = reviewing.review(OFFICER, about(known, review(known).build()));
        assertThat(judged.getState()).isEqualTo(known.getState());
        var request = ListGrievanceActionsRequest.newBuilder().setGrievanceId(known.getId());
        assertThat(use.reading().actions(OFFICER, request.build()).rows())
                .last()
                .extracting(
                        GrievanceAction::getVerb,
                        GrievanceAction::getActor,
                        GrievanceAction::getState)
                .containsExactly(ActionVerb.ACTION_VERB_PROCESSING, "officer", known.getState());
    }

    @Test
    void whoReviewedTheOriginalIsOutOfTheAppeal() {
        Grievance appeal = appealAgainst(true);
        refused(
                Reason.REASON_ROLE_MISSING,
                () -> use.progress().assign(CLEARED, about(appeal, to("other"))));
        refused(Reason.REASON_ROLE_MISSING, () -> assign(OTHER, appeal));
    }

    @Test
    void whoActedOnTheOriginalDoesNotJudgeTheAppeal() {
        Grievance appeal = appealAgainst(false);
        var judging = review(appeal).setSeverity(Severity.SEVERITY_LOW).build();
        refused(
                Reason.REASON_ROLE_MISSING,
                () -> reviewing.review(SUPERVISOR, about(appeal, judging)));
        assertThat(reviewing.review(OTHER, about(appeal, judging)).getDetails().getSeverity())
                .isEqualTo(Severity.SEVERITY_LOW);
    }

    // Handed in by the officer, rejected by the supervisor.
    private Grievance appealAgainst(boolean reviewedByOther) {
        Grievance known = submitted();
        if (reviewedByOther) {
            known = reviewing.review(OTHER, about(known, review(known).build()));
        }
        var rejection = RejectGrievanceRequest.newBuilder().setReasons("Not ours.").build();
        Grievance rejected = use.ends().reject(SUPERVISOR, about(known, rejection));
        var appeal =
                AppealGrievanceRequest.newBuilder()
                        .setTitle("Appeal")
                        .setReasons("It is yours.")
                        .setChannel(Channel.CHANNEL_PHONE);
        return use.appeals().appeal(OFFICER, about(rejected, appeal.build()));
    }

    private void categories(String code, Sensitivity sensitivity) {
        var category = GrievanceCategory.newBuilder().setCode(code).setSensitivity(sensitivity);
        database.write(
                SUPERVISOR, transaction -> categories.put(transaction, List.of(category.build())));
    }

    private Grievance submitted() {
        return use.submitting().submit(OFFICER, Requests.submission());
    }

    private Grievance assign(Caller caller, Grievance known) {
        return use.progress().assign(caller, about(known, to("cleared")));
    }

    private static int count(Transaction transaction, Grievance known) {
        return transaction
                .handle()
                .createQuery("SELECT count(*) FROM grievances WHERE id = :id")
                .bind("id", UUID.fromString(known.getId()))
                .mapTo(Integer.class)
                .one();
    }

    private static AssignGrievanceRequest to(String officer) {
        return AssignGrievanceRequest.newBuilder().setAssignedTo(officer).build();
    }

    private static ReviewGrievanceRecommendationRequest.Builder review(Grievance known) {
        return ReviewGrievanceRecommendationRequest.newBuilder()
                .setRecommendationId(known.getRecommendation().getId())
                .setHumanDecision(HumanDecision.HUMAN_DECISION_ACCEPTED);
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}

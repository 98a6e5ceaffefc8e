package redress.cases.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static redress.cases.work.WorkDesk.ANA;
import static redress.cases.work.WorkDesk.BOSS;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.postgres.TestDatabase;
import redress.cases.records.RecordKind;
import redress.cases.v1.Assessment;
import redress.cases.v1.AssessmentState;
import redress.cases.v1.Case;
import redress.cases.v1.Consent;
import redress.cases.v1.ListPlansRequest;
import redress.cases.v1.ListTasksRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.Plan;
import redress.cases.v1.PlanDetails;
import redress.cases.v1.PlanItem;
import redress.cases.v1.PlanItemState;
import redress.cases.v1.PlanItemStep;
import redress.cases.v1.PlanState;
import redress.cases.v1.Task;
import redress.cases.v1.TaskState;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;

class WorkIT {
    private static final Caller STRANGER =
            TestDatabase.person(
                    "stranger", new Scope(Set.of("food"), Set.of("*")), Role.ROLE_SUPERVISOR);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final WorkDesk desk = new WorkDesk(POSTGRES);

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void anAssessmentIsWrittenCompletedAndReviewedBySomebodyElse() {
        Assessment begun = desk.assess(desk.open());
        Assessment written = desk.score(ANA, begun, 70);
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> desk.review(BOSS, written));
        Assessment completed = desk.complete(written);

        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> desk.score(ANA, completed, 10));
        refused(Reason.REASON_ROLE_MISSING, () -> desk.review(ANA, completed));
        Assessment reviewed = desk.review(BOSS, completed);

        assertThat(reviewed.getState()).isEqualTo(AssessmentState.ASSESSMENT_STATE_REVIEWED);
        assertThat(reviewed.getDetails().getRiskScore()).isEqualTo(70);
        assertThat(reviewed.getDetails().getFindings()).isEqualTo("one room");
        assertThat(reviewed.getReviewedBy()).isEqualTo("boss");
    }

    @Test
    void whoeverWroteAWordIsAnAuthor() {
        Assessment written = desk.score(BOSS, desk.assess(desk.open()), 70);

        refused(Reason.REASON_ROLE_MISSING, () -> desk.review(BOSS, desk.complete(written)));
        Plan plan = desk.submit(desk.summarise(BOSS, desk.draft(desk.open()), "mine"));
        refused(Reason.REASON_ROLE_MISSING, () -> desk.approve(BOSS, plan));
        refused(Reason.REASON_ROLE_MISSING, () -> desk.approve(ANA, plan));
    }

    @Test
    void aPlanIsApprovedBySomebodyElseAndThenCarriedOut() {
        Plan pending = desk.submit(desk.draft(desk.open()));
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> desk.summarise(ANA, pending, "late"));
        Plan returned = desk.sendBack(pending, "who repairs it?");
        assertThat(returned.getReturnedReason()).isEqualTo("who repairs it?");
        assertThat(returned.getState()).isEqualTo(PlanState.PLAN_STATE_DRAFT);
        Plan approved =
                desk.approve(BOSS, desk.submit(desk.summarise(ANA, returned, "the carpenter")));

        Plan active = desk.activate(approved);
        String item = active.getDetails().getItems(0).getId();
        Plan moved = desk.move(active, item, PlanItemStep.PLAN_ITEM_STEP_START);
        Plan reached = desk.move(moved, item, PlanItemStep.PLAN_ITEM_STEP_COMPLETE);

        assertThat(reached.getDetails().getItems(0).getState())
                .isEqualTo(PlanItemState.PLAN_ITEM_STATE_COMPLETED);
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> desk.move(reached, item, PlanItemStep.PLAN_ITEM_STEP_START));
        assertThat(reached.getApprovedBy()).isEqualTo("boss");
        assertThat(reached.getDetails().getSummary()).isEqualTo("the carpenter");
    }

    @Test
    void oneVersionIsCurrentAndOneIsPrepared() {
        Case of = desk.open();
        Plan first = desk.activate(desk.approve(BOSS, desk.submit(desk.draft(of))));
        Plan second = desk.draft(of);
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> desk.draft(of));
        Plan current = desk.activate(desk.approve(BOSS, desk.submit(second)));

        var versions =
                desk.plans
                        .list(ANA, ListPlansRequest.newBuilder().setCaseId(of.getId()).build())
                        .rows();
        assertThat(versions).extracting(Plan::getVersion).containsExactly(2, 1);
        assertThat(versions.getFirst()).isEqualTo(current);
        assertThat(versions.getLast().getState()).isEqualTo(PlanState.PLAN_STATE_REVISED);
        refused(
                Reason.REASON_STALE_ETAG,
                () -> desk.move(first, WorkDesk.id(), PlanItemStep.PLAN_ITEM_STEP_FAIL));
    }

    @Test
    void theDatabaseKeepsOneCurrentVersionToo() {
        Plan active = desk.activate(desk.approve(BOSS, desk.submit(desk.draft(desk.open()))));
        var another = active.toBuilder().setId(WorkDesk.id()).build();

        assertThatThrownBy(
                        () ->
                                desk.database.write(
                                        ANA, t -> desk.records.add(t, RecordKind.PLAN, another)))
                .isInstanceOf(JdbiException.class);
    }

    @Test
    void anUpdateOfAPlanMovesNoStep() {
        Plan begun = desk.draft(desk.open());
        var done =
                begun.getDetails().getItems(0).toBuilder()
                        .setState(PlanItemState.PLAN_ITEM_STATE_COMPLETED);
        var values = PlanDetails.newBuilder().addItems(done).addItems(WorkDesk.item("second"));

        Plan after = desk.update(ANA, begun, values, "items");

        assertThat(after.getDetails().getItemsList())
                .extracting(PlanItem::getState)
                .containsOnly(PlanItemState.PLAN_ITEM_STATE_AVAILABLE);
        assertThat(after.getDetails().getItems(0).getId()).isEqualTo(done.getId());
        assertThat(after.getDetails().getItems(1).getId()).isNotEmpty();
        var twice = PlanDetails.newBuilder().addItems(done).addItems(done);
        refused(Reason.REASON_INVALID_REQUEST, () -> desk.update(ANA, after, twice, "items"));
    }

    @Test
    void noWorkGoesOnInACaseThatHasEnded() {
        Case of = desk.open();
        Plan current = desk.activate(desk.approve(BOSS, desk.submit(desk.draft(of))));
        Plan pending = desk.submit(desk.draft(of));
        Assessment begun = desk.assess(of);
        Task open = desk.task(of, "ana", "");
        String item = current.getDetails().getItems(0).getId();
        var _ = desk.terminate(of);

        illegal(() -> desk.move(current, item, PlanItemStep.PLAN_ITEM_STEP_START));
        illegal(() -> desk.approve(BOSS, pending));
        illegal(() -> desk.sendBack(pending, "why?"));
        illegal(() -> desk.score(ANA, begun, 70));
        illegal(() -> desk.complete(begun));
        illegal(() -> desk.reassign(open, "ben"));
        assertThat(desk.tasks(r -> r.setCaseId(of.getId()))).containsExactly(open);
    }

    @Test
    void whatIsLeftOverOfACaseThatHasEndedIsEnded() {
        Case of = desk.open();
        Task open = desk.task(of, "ana", "");
        Consent given = desk.consents.record(ANA, of, "partner");
        var _ = desk.terminate(of);

        assertThat(desk.finish(open).getState()).isEqualTo(TaskState.TASK_STATE_DONE);
        assertThat(desk.consents.withdraw(ANA, given).hasWithdrawnAt()).isTrue();
    }

    @Test
    void tasksAreFoundByWhoAndWhen() {
        String who = "worker-" + WorkDesk.id();
        Case of = desk.open();
        Task soon = desk.task(of, who, "2026-12-01");
        Task later = desk.task(of, who, "2027-01-01");
        Task undated = desk.task(of, who, "");
        Task done = desk.finish(desk.task(of, who, "2026-12-01"));

        assertThat(desk.tasks(r -> r.setAssignee(who))).containsExactly(done, undated, later, soon);
        assertThat(desk.tasks(r -> r.setAssignee(who).setState(TaskState.TASK_STATE_OPEN)))
                .containsExactly(undated, later, soon);
        assertThat(desk.tasks(r -> r.setAssignee(who).setDueBy("2026-12-31")))
                .containsExactly(done, soon);
        assertThat(done.getEndedBy()).isEqualTo("ana");
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> desk.finish(done));
        refused(Reason.REASON_INVALID_REQUEST, () -> desk.tasks(r -> r.setDueBy("2026-02-31")));
        refused(Reason.REASON_INVALID_REQUEST, () -> desk.task(of, who, "2026-02-31"));
    }

    @Test
    void nobodyGetsATaskInACaseThatIsAComplaintAboutThem() {
        var request = OpenCaseRequest.newBuilder().setRequestId(WorkDesk.id());
        request.getDetailsBuilder()
                .setTitle("No roof")
                .setCaseType("support")
                .addSubjectsOfComplaint("eve");
        Case about = desk.use.opening().open(BOSS, request.build());
        Task open = desk.task(about, "ana", "");

        refused(Reason.REASON_OUT_OF_SCOPE, () -> desk.task(about, "Eve", ""));
        refused(Reason.REASON_OUT_OF_SCOPE, () -> desk.reassign(open, "eve"));
    }

    @DisplayName("zero-trust 14: what belongs to a case exists for who sees the case only")
    @Test
    void strangersFindNothing() {
        Case of = desk.open();
        Task known = desk.task(of, "ana", "");
        Plan plan = desk.draft(of);

        assertThat(
                        desk.tasks
                                .list(
                                        STRANGER,
                                        ListTasksRequest.newBuilder().setCaseId(of.getId()).build())
                                .rows())
                .isEmpty();
        refused(
                Reason.REASON_NOT_FOUND,
                () -> desk.update(STRANGER, plan, PlanDetails.newBuilder()));
        refused(
                Reason.REASON_NOT_FOUND,
                () ->
                        desk.plans.list(
                                STRANGER,
                                ListPlansRequest.newBuilder().setCaseId(of.getId()).build()));
        assertThat(desk.tasks(r -> r.setCaseId(of.getId()))).containsExactly(known);
    }

    @Test
    void reviewsFallDue() {
        String area = "area" + WorkDesk.id().replace("-", "");
        Case early = desk.reviewed(desk.openIn(area), "2026-12-01");
        Case late = desk.reviewed(desk.openIn(area), "2027-06-01");
        desk.reviewed(desk.openIn(area), "");

        assertThat(desk.due(area, "2026-12-31")).containsExactly(early);
        assertThat(desk.due(area, "2027-12-31")).containsExactly(late, early);
        refused(
                Reason.REASON_INVALID_REQUEST,
                () -> desk.reviewed(desk.openIn(area), "2026-02-31"));
    }

    @Test
    void anErasureCancelsWhatIsToBeDone() {
        Case of = desk.open();
        Task open = desk.task(of, "ana", "");
        Task done = desk.finish(desk.task(of, "ana", ""));

        var erased = desk.held.erase(Set.of(UUID.fromString(of.getId())), "DSR-1");

        assertThat(erased).hasSize(1);
        assertThat(desk.tasks(r -> r.setCaseId(of.getId())))
                .extracting(Task::getId, Task::getState)
                .containsExactly(
                        tuple(done.getId(), TaskState.TASK_STATE_DONE),
                        tuple(open.getId(), TaskState.TASK_STATE_CANCELLED));
        assertThat(desk.tasks(r -> r.setCaseId(of.getId())))
                .allMatch(task -> task.getDetails().getTitle().isEmpty());
    }

    private static void illegal(Runnable step) {
        refused(Reason.REASON_ILLEGAL_TRANSITION, step);
    }

    private static void refused(Reason reason, Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .describedAs(refusal.getMessage())
                                        .isEqualTo(reason));
    }
}

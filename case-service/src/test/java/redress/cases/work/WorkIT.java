package redress.cases.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.lifecycle.TestUseCases;
import redress.cases.postgres.PostgresCaseRecords;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.TestDatabase;
import redress.cases.records.KeepRecords;
import redress.cases.records.RecordKind;
import redress.cases.v1.ActivatePlanRequest;
import redress.cases.v1.AddTaskRequest;
import redress.cases.v1.ApprovePlanRequest;
import redress.cases.v1.Assessment;
import redress.cases.v1.AssessmentState;
import redress.cases.v1.AssessmentType;
import redress.cases.v1.Case;
import redress.cases.v1.CompleteAssessmentRequest;
import redress.cases.v1.DraftPlanRequest;
import redress.cases.v1.FinishTaskRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListPlansRequest;
import redress.cases.v1.ListTasksRequest;
import redress.cases.v1.MovePlanItemRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.Plan;
import redress.cases.v1.PlanDetails;
import redress.cases.v1.PlanItem;
import redress.cases.v1.PlanItemState;
import redress.cases.v1.PlanItemStep;
import redress.cases.v1.PlanState;
import redress.cases.v1.RecordCaseReviewRequest;
import redress.cases.v1.ReturnPlanRequest;
import redress.cases.v1.ReviewAssessmentRequest;
import redress.cases.v1.StartAssessmentRequest;
import redress.cases.v1.SubmitPlanRequest;
import redress.cases.v1.Task;
import redress.cases.v1.TaskState;
import redress.cases.v1.UpdateAssessmentRequest;
import redress.cases.v1.UpdatePlanRequest;
import redress.cases.v1.UpdateTaskRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;

class WorkIT {
    private static final Caller ANA = TestDatabase.person("ana", Role.ROLE_CASE_WORKER);
    private static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);
    private static final Caller STRANGER =
            TestDatabase.person(
                    "stranger", new Scope(Set.of("food"), Set.of("*")), Role.ROLE_SUPERVISOR);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final PostgresCaseRecords records = new PostgresCaseRecords();
    private final TestUseCases use = new TestUseCases(database, new PostgresCases());
    private final KeepRecords keeping = new KeepRecords(database, new PostgresCases(), records);
    private final KeepAssessments assessments = new KeepAssessments(keeping);
    private final KeepPlans plans = new KeepPlans(keeping, records);
    private final KeepTasks tasks = new KeepTasks(keeping, records);

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void anAssessmentIsWrittenCompletedAndReviewedBySomebodyElse() {
        Assessment begun = assess(open());
        Assessment written = score(ANA, begun, 70);
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> review(BOSS, written));
        Assessment completed = complete(written);

        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> score(ANA, completed, 10));
        refused(Reason.REASON_ROLE_MISSING, () -> review(ANA, completed));
        Assessment reviewed = review(BOSS, completed);

        assertThat(reviewed.getState()).isEqualTo(AssessmentState.ASSESSMENT_STATE_REVIEWED);
        assertThat(reviewed.getDetails().getRiskScore()).isEqualTo(70);
        assertThat(reviewed.getDetails().getFindings()).isEqualTo("one room");
        assertThat(reviewed.getReviewedBy()).isEqualTo("boss");
    }

    @Test
    void whoeverWroteAWordIsAnAuthor() {
        Assessment written = score(BOSS, assess(open()), 70);

        refused(Reason.REASON_ROLE_MISSING, () -> review(BOSS, complete(written)));
        Plan plan = submit(summarise(BOSS, draft(open()), "mine"));
        refused(Reason.REASON_ROLE_MISSING, () -> approve(BOSS, plan));
        refused(Reason.REASON_ROLE_MISSING, () -> approve(ANA, plan));
    }

    @Test
    void aPlanIsApprovedBySomebodyElseAndThenCarriedOut() {
        Plan pending = submit(draft(open()));
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> summarise(ANA, pending, "late"));
        Plan returned = sendBack(pending, "who repairs it?");
        assertThat(returned.getReturnedReason()).isEqualTo("who repairs it?");
        assertThat(returned.getState()).isEqualTo(PlanState.PLAN_STATE_DRAFT);
        Plan approved = approve(BOSS, submit(summarise(ANA, returned, "the carpenter")));

        Plan active = activate(approved);
        String item = active.getDetails().getItems(0).getId();
        Plan moved = move(active, item, PlanItemStep.PLAN_ITEM_STEP_START);
        Plan reached = move(moved, item, PlanItemStep.PLAN_ITEM_STEP_COMPLETE);

        assertThat(reached.getDetails().getItems(0).getState())
                .isEqualTo(PlanItemState.PLAN_ITEM_STATE_COMPLETED);
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> move(reached, item, PlanItemStep.PLAN_ITEM_STEP_START));
        assertThat(reached.getApprovedBy()).isEqualTo("boss");
        assertThat(reached.getDetails().getSummary()).isEqualTo("the carpenter");
    }

    @Test
    void oneVersionIsCurrentAndOneIsPrepared() {
        Case of = open();
        Plan first = activate(approve(BOSS, submit(draft(of))));
        Plan second = draft(of);
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> draft(of));
        Plan current = activate(approve(BOSS, submit(second)));

        var versions =
                plans.list(ANA, ListPlansRequest.newBuilder().setCaseId(of.getId()).build()).rows();
        assertThat(versions).extracting(Plan::getVersion).containsExactly(2, 1);
        assertThat(versions.getFirst()).isEqualTo(current);
        assertThat(versions.getLast().getState()).isEqualTo(PlanState.PLAN_STATE_REVISED);
        refused(
                Reason.REASON_STALE_ETAG,
                () -> move(first, id(), PlanItemStep.PLAN_ITEM_STEP_FAIL));
    }

    @Test
    void theDatabaseKeepsOneCurrentVersionToo() {
        Plan active = activate(approve(BOSS, submit(draft(open()))));
        var another = active.toBuilder().setId(id()).build();

        assertThatThrownBy(() -> database.write(ANA, t -> records.add(t, RecordKind.PLAN, another)))
                .isInstanceOf(JdbiException.class);
    }

    @Test
    void anUpdateOfAPlanMovesNoStep() {
        Plan begun = draft(open());
        var done =
                begun.getDetails().getItems(0).toBuilder()
                        .setState(PlanItemState.PLAN_ITEM_STATE_COMPLETED);
        var values = PlanDetails.newBuilder().addItems(done).addItems(item("second"));

        Plan after = update(ANA, begun, values, "items");

        assertThat(after.getDetails().getItemsList())
                .extracting(PlanItem::getState)
                .containsOnly(PlanItemState.PLAN_ITEM_STATE_AVAILABLE);
        assertThat(after.getDetails().getItems(0).getId()).isEqualTo(done.getId());
        assertThat(after.getDetails().getItems(1).getId()).isNotEmpty();
        var twice = PlanDetails.newBuilder().addItems(done).addItems(done);
        refused(Reason.REASON_INVALID_REQUEST, () -> update(ANA, after, twice, "items"));
    }

    @Test
    void tasksAreFoundByWhoAndWhen() {
        String who = "worker-" + id();
        Case of = open();
        Task soon = task(of, who, "2026-12-01");
        Task later = task(of, who, "2027-01-01");
        Task undated = task(of, who, "");
        Task done = finish(task(of, who, "2026-12-01"));

        assertThat(tasks(r -> r.setAssignee(who))).containsExactly(done, undated, later, soon);
        assertThat(tasks(r -> r.setAssignee(who).setState(TaskState.TASK_STATE_OPEN)))
                .containsExactly(undated, later, soon);
        assertThat(tasks(r -> r.setAssignee(who).setDueBy("2026-12-31")))
                .containsExactly(done, soon);
        assertThat(done.getEndedBy()).isEqualTo("ana");
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> finish(done));
        refused(Reason.REASON_INVALID_REQUEST, () -> tasks(r -> r.setDueBy("2026-02-31")));
        refused(Reason.REASON_INVALID_REQUEST, () -> task(of, who, "2026-02-31"));
    }

    @Test
    void nobodyGetsATaskInACaseThatIsAComplaintAboutThem() {
        var request = OpenCaseRequest.newBuilder().setRequestId(id());
        request.getDetailsBuilder()
                .setTitle("No roof")
                .setCaseType("support")
                .addSubjectsOfComplaint("eve");
        Case about = use.opening().open(BOSS, request.build());
        Task open = task(about, "ana", "");

        refused(Reason.REASON_OUT_OF_SCOPE, () -> task(about, "Eve", ""));
        refused(Reason.REASON_OUT_OF_SCOPE, () -> reassign(open, "eve"));
    }

    @DisplayName("zero-trust 14: what belongs to a case exists for who sees the case only")
    @Test
    void strangersFindNothing() {
        Case of = open();
        Task known = task(of, "ana", "");
        Plan plan = draft(of);

        assertThat(
                        tasks.list(
                                        STRANGER,
                                        ListTasksRequest.newBuilder().setCaseId(of.getId()).build())
                                .rows())
                .isEmpty();
        refused(Reason.REASON_NOT_FOUND, () -> update(STRANGER, plan, PlanDetails.newBuilder()));
        refused(
                Reason.REASON_NOT_FOUND,
                () ->
                        plans.list(
                                STRANGER,
                                ListPlansRequest.newBuilder().setCaseId(of.getId()).build()));
        assertThat(tasks(r -> r.setCaseId(of.getId()))).containsExactly(known);
    }

    @Test
    void reviewsFallDue() {
        String area = "area" + id().replace("-", "");
        Case early = reviewed(openIn(area), "2026-12-01");
        Case late = reviewed(openIn(area), "2027-06-01");
        reviewed(openIn(area), "");

        assertThat(due(area, "2026-12-31")).containsExactly(early);
        assertThat(due(area, "2027-12-31")).containsExactly(late, early);
        refused(Reason.REASON_INVALID_REQUEST, () -> reviewed(openIn(area), "2026-02-31"));
    }

    private List<Case> due(String area, String day) {
        var request = ListCasesRequest.newBuilder().setAreaCode(area).setReviewDueBy(day).build();
        return use.reading().list(ANA, request).rows();
    }

    private Case reviewed(Case before, String next) {
        return use.progress()
                .review(
                        ANA,
                        RecordCaseReviewRequest.newBuilder()
                                .setRequestId(id())
                                .setId(before.getId())
                                .setEtag(before.getEtag())
                                .setNextReviewDate(next)
                                .build());
    }

    private Case open() {
        return openIn("CO-05");
    }

    private Case openIn(String area) {
        var request = OpenCaseRequest.newBuilder().setRequestId(id());
        request.getDetailsBuilder()
                .setTitle("No roof")
                .setCaseType("support")
                .addProgrammeIds("cash")
                .setAreaCode(area);
        return use.opening().open(ANA, request.build());
    }

    private Assessment assess(Case of) {
        var request = StartAssessmentRequest.newBuilder().setRequestId(id()).setCaseId(of.getId());
        request.getDetailsBuilder()
                .setAssessmentType(AssessmentType.ASSESSMENT_TYPE_INTAKE)
                .setFindings("one room");
        return assessments.start(ANA, request.build());
    }

    private Assessment score(Caller caller, Assessment before, int score) {
        var request =
                UpdateAssessmentRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("risk_score"));
        request.getDetailsBuilder().setRiskScore(score);
        return assessments.update(caller, request.build());
    }

    private Assessment complete(Assessment before) {
        return assessments.complete(
                ANA,
                CompleteAssessmentRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    private Assessment review(Caller caller, Assessment before) {
        return assessments.review(
                caller,
                ReviewAssessmentRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    private Plan draft(Case of) {
        return plans.draft(
                ANA,
                DraftPlanRequest.newBuilder()
                        .setRequestId(id())
                        .setCaseId(of.getId())
                        .setDetails(PlanDetails.newBuilder().addItems(item("new roof")))
                        .build());
    }

    private static PlanItem.Builder item(String goal) {
        return PlanItem.newBuilder().setGoal(goal).setDueDate("2026-12-20");
    }

    private Plan summarise(Caller caller, Plan before, String summary) {
        return update(caller, before, PlanDetails.newBuilder().setSummary(summary));
    }

    private Plan update(Caller caller, Plan before, PlanDetails.Builder values) {
        return update(caller, before, values, "summary");
    }

    private Plan update(Caller caller, Plan before, PlanDetails.Builder values, String path) {
        return plans.update(
                caller,
                UpdatePlanRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setDetails(values)
                        .setUpdateMask(FieldMask.newBuilder().addPaths(path))
                        .build());
    }

    private Plan submit(Plan before) {
        return plans.submit(
                ANA,
                SubmitPlanRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    private Plan approve(Caller caller, Plan before) {
        return plans.approve(
                caller,
                ApprovePlanRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    private Plan sendBack(Plan before, String reason) {
        return plans.sendBack(
                BOSS,
                ReturnPlanRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setReason(reason)
                        .build());
    }

    private Plan activate(Plan before) {
        return plans.activate(
                ANA,
                ActivatePlanRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    private Plan move(Plan before, String item, PlanItemStep step) {
        return plans.move(
                ANA,
                MovePlanItemRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setItemId(item)
                        .setStep(step)
                        .build());
    }

    private Task task(Case of, String assignee, String due) {
        var request = AddTaskRequest.newBuilder().setRequestId(id()).setCaseId(of.getId());
        request.getDetailsBuilder().setTitle("ask").setAssignee(assignee).setDueDate(due);
        return tasks.add(ANA, request.build());
    }

    private Task reassign(Task before, String assignee) {
        var request =
                UpdateTaskRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("assignee"));
        request.getDetailsBuilder().setAssignee(assignee);
        return tasks.update(ANA, request.build());
    }

    private Task finish(Task before) {
        return tasks.finish(
                ANA,
                FinishTaskRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setResult("asked")
                        .build());
    }

    private List<Task> tasks(UnaryOperator<ListTasksRequest.Builder> filters) {
        return tasks.list(ANA, filters.apply(ListTasksRequest.newBuilder()).build()).rows();
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

    private static String id() {
        return UUID.randomUUID().toString();
    }
}

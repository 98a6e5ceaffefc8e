package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;
import redress.cases.v1.ActivatePlanRequest;
import redress.cases.v1.AddTaskRequest;
import redress.cases.v1.ApprovePlanRequest;
import redress.cases.v1.Case;
import redress.cases.v1.CaseWorkServiceGrpc.CaseWorkServiceBlockingStub;
import redress.cases.v1.CompletePlanRequest;
import redress.cases.v1.DraftPlanRequest;
import redress.cases.v1.FinishTaskRequest;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListPlansRequest;
import redress.cases.v1.ListTasksRequest;
import redress.cases.v1.MovePlanItemRequest;
import redress.cases.v1.Plan;
import redress.cases.v1.PlanItem;
import redress.cases.v1.PlanItemStep;
import redress.cases.v1.PlanState;
import redress.cases.v1.RecordCaseReviewRequest;
import redress.cases.v1.SubmitPlanRequest;
import redress.cases.v1.Task;
import redress.cases.v1.TaskState;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;
import redress.timeline.v1.TimelineEntry;

/// The work on a case: a plan that somebody else approves is carried out, with tasks and reviews.
@Scenario
class CaseWorkScenario {
    @Test
    void carriesOutAPlanThatSomebodyElseApproved(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER);
        var boss = mesh.console(TestUser.SUPERVISOR).caseWork();
        var work = worker.caseWork();
        var opened = worker.cases().openCase(Samples.openCase(Samples.name("plan"))).getCase();

        var pending = work.submitPlan(submit(draft(work, opened))).getPlan();
        assertRefused(
                Code.PERMISSION_DENIED, "ROLE_MISSING", () -> work.approvePlan(approve(pending)));
        var approved = boss.approvePlan(approve(pending)).getPlan();
        var active = work.activatePlan(activate(approved)).getPlan();
        var moved = work.movePlanItem(start(active)).getPlan();
        var completed = work.completePlan(complete(moved)).getPlan();

        assertThat(completed.getState()).isEqualTo(PlanState.PLAN_STATE_COMPLETED);
        assertThat(completed.getApprovedBy()).isEqualTo("supervisor");
        assertThat(
                        work.listPlans(
                                        ListPlansRequest.newBuilder()
                                                .setCaseId(opened.getId())
                                                .build())
                                .getPlansList())
                .containsExactly(completed);
        assertThat(
                        worker.cases()
                                .listCaseTimeline(
                                        ListCaseTimelineRequest.newBuilder()
                                                .setCaseId(opened.getId())
                                                .build())
                                .getEntriesList())
                .extracting(TimelineEntry::getType)
                .containsSubsequence(
                        "case.plan_drafted",
                        "case.plan_submitted",
                        "case.plan_approved",
                        "case.plan_activated",
                        "case.plan_step_moved",
                        "case.plan_completed");
    }

    @Test
    void bringsTasksAndReviewsToWhoeverHasToDoThem(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER);
        String area = Samples.name("tasks");
        var opened = worker.cases().openCase(Samples.openCase(area)).getCase();
        var task = add(worker.caseWork(), opened);

        var open = ListTasksRequest.newBuilder().setState(TaskState.TASK_STATE_OPEN);
        open.setCaseId(opened.getId()).setAssignee("worker").setDueBy("2026-12-31");
        assertThat(worker.caseWork().listTasks(open.build()).getTasksList()).containsExactly(task);
        var done = worker.caseWork().finishTask(finish(task)).getTask();
        assertThat(done.getEndedBy()).isEqualTo("worker");
        assertThat(worker.caseWork().listTasks(open.build()).getTasksList()).isEmpty();

        var reviewed = worker.cases().recordCaseReview(review(opened)).getCase();
        var due = ListCasesRequest.newBuilder().setAreaCode(area).setReviewDueBy("2027-02-01");
        assertThat(worker.cases().listCases(due.build()).getCasesList()).containsExactly(reviewed);
        assertThat(
                        worker.cases()
                                .listCases(due.setReviewDueBy("2027-01-31").build())
                                .getCasesList())
                .isEmpty();
    }

    private static Plan draft(CaseWorkServiceBlockingStub work, Case of) {
        var request =
                DraftPlanRequest.newBuilder().setRequestId(Samples.id()).setCaseId(of.getId());
        request.getDetailsBuilder()
                .setSummary("A dry place before the rains.")
                .addItems(PlanItem.newBuilder().setGoal("New roof").setService("shelter"));
        return work.draftPlan(request.build()).getPlan();
    }

    private static Task add(CaseWorkServiceBlockingStub work, Case of) {
        var request = AddTaskRequest.newBuilder().setRequestId(Samples.id()).setCaseId(of.getId());
        request.getDetailsBuilder()
                .setTitle("Ask the carpenter.")
                .setAssignee("worker")
                .setDueDate("2026-12-01");
        return work.addTask(request.build()).getTask();
    }

    private static SubmitPlanRequest submit(Plan before) {
        return SubmitPlanRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }

    private static ApprovePlanRequest approve(Plan before) {
        return ApprovePlanRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }

    private static ActivatePlanRequest activate(Plan before) {
        return ActivatePlanRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }

    private static MovePlanItemRequest start(Plan before) {
        return MovePlanItemRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setItemId(before.getDetails().getItems(0).getId())
                .setStep(PlanItemStep.PLAN_ITEM_STEP_START)
                .build();
    }

    private static CompletePlanRequest complete(Plan before) {
        return CompletePlanRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }

    private static FinishTaskRequest finish(Task before) {
        return FinishTaskRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setResult("He comes on Friday.")
                .build();
    }

    private static RecordCaseReviewRequest review(Case before) {
        return RecordCaseReviewRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setNextReviewDate("2027-02-01")
                .build();
    }
}

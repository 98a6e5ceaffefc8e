package redress.cases.work;

import com.google.protobuf.FieldMask;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import redress.access.v1.Role;
import redress.cases.consent.ConsentsForTests;
import redress.cases.lifecycle.TestUseCases;
import redress.cases.postgres.PostgresCasePersonalData;
import redress.cases.postgres.PostgresCaseRecords;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.PostgresReferrals;
import redress.cases.postgres.TestDatabase;
import redress.cases.records.KeepRecords;
import redress.cases.v1.ActivatePlanRequest;
import redress.cases.v1.AddTaskRequest;
import redress.cases.v1.ApprovePlanRequest;
import redress.cases.v1.Assessment;
import redress.cases.v1.AssessmentType;
import redress.cases.v1.Case;
import redress.cases.v1.CompleteAssessmentRequest;
import redress.cases.v1.DraftPlanRequest;
import redress.cases.v1.FinishTaskRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListTasksRequest;
import redress.cases.v1.MovePlanItemRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.Plan;
import redress.cases.v1.PlanDetails;
import redress.cases.v1.PlanItem;
import redress.cases.v1.PlanItemStep;
import redress.cases.v1.RecordCaseReviewRequest;
import redress.cases.v1.ReturnPlanRequest;
import redress.cases.v1.ReviewAssessmentRequest;
import redress.cases.v1.StartAssessmentRequest;
import redress.cases.v1.SubmitPlanRequest;
import redress.cases.v1.Task;
import redress.cases.v1.TerminateCaseRequest;
import redress.cases.v1.UpdateAssessmentRequest;
import redress.cases.v1.UpdatePlanRequest;
import redress.cases.v1.UpdateTaskRequest;
import redress.mesh.access.Caller;
import redress.mesh.rights.ServePersonalData;
import redress.mesh.store.Database;

/// Case workers and their papers in a real PostgreSQL.
final class WorkDesk {
    static final Caller ANA = TestDatabase.person("ana", Role.ROLE_CASE_WORKER);
    static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);

    final Database database;
    final PostgresCaseRecords records = new PostgresCaseRecords();
    final TestUseCases use;
    final KeepAssessments assessments;
    final KeepPlans plans;
    final KeepTasks tasks;
    final ConsentsForTests consents;
    final ServePersonalData held;

    WorkDesk(TestDatabase postgres) {
        this.database = postgres.database();
        this.use = new TestUseCases(database, new PostgresCases());
        var keeping = new KeepRecords(database, new PostgresCases(), records);
        this.assessments = new KeepAssessments(keeping);
        this.plans = new KeepPlans(keeping, records);
        this.tasks = new KeepTasks(keeping, records);
        this.consents = ConsentsForTests.on(database, new PostgresCases(), records, (_, _) -> {});
        this.held =
                new ServePersonalData(
                        database,
                        new PostgresCasePersonalData(
                                new PostgresCases(), records, new PostgresReferrals()),
                        "case-service");
    }

    List<Case> due(String area, String day) {
        var request = ListCasesRequest.newBuilder().setAreaCode(area).setReviewDueBy(day).build();
        return use.reading().list(ANA, request).rows();
    }

    Case reviewed(Case before, String next) {
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

    /// Ends a case early, with its papers as they are.
    Case terminate(Case before) {
        return use.progress()
                .terminate(
                        ANA,
                        TerminateCaseRequest.newBuilder()
                                .setRequestId(id())
                                .setId(before.getId())
                                .setEtag(before.getEtag())
                                .setReason("moved away")
                                .build());
    }

    Case open() {
        return openIn("CO-05");
    }

    Case openIn(String area) {
        var request = OpenCaseRequest.newBuilder().setRequestId(id());
        request.getDetailsBuilder()
                .setTitle("No roof")
                .setCaseType("support")
                .addProgrammeIds("cash")
                .setAreaCode(area);
        return use.opening().open(ANA, request.build());
    }

    Assessment assess(Case of) {
        var request = StartAssessmentRequest.newBuilder().setRequestId(id()).setCaseId(of.getId());
        request.getDetailsBuilder()
                .setAssessmentType(AssessmentType.ASSESSMENT_TYPE_INTAKE)
                .setFindings("one room");
        return assessments.start(ANA, request.build());
    }

    Assessment score(Caller caller, Assessment before, int score) {
        var request =
                UpdateAssessmentRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("risk_score"));
        request.getDetailsBuilder().setRiskScore(score);
        return assessments.update(caller, request.build());
    }

    Assessment complete(Assessment before) {
        return assessments.complete(
                ANA,
                CompleteAssessmentRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    Assessment review(Caller caller, Assessment before) {
        return assessments.review(
                caller,
                ReviewAssessmentRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    Plan draft(Case of) {
        return plans.draft(
                ANA,
                DraftPlanRequest.newBuilder()
                        .setRequestId(id())
                        .setCaseId(of.getId())
                        .setDetails(PlanDetails.newBuilder().addItems(item("new roof")))
                        .build());
    }

    static PlanItem.Builder item(String goal) {
        return PlanItem.newBuilder().setGoal(goal).setDueDate("2026-12-20");
    }

    Plan summarise(Caller caller, Plan before, String summary) {
        return update(caller, before, PlanDetails.newBuilder().setSummary(summary));
    }

    Plan update(Caller caller, Plan before, PlanDetails.Builder values) {
        return update(caller, before, values, "summary");
    }

    Plan update(Caller caller, Plan before, PlanDetails.Builder values, String path) {
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

    Plan submit(Plan before) {
        return plans.submit(
                ANA,
                SubmitPlanRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    Plan approve(Caller caller, Plan before) {
        return plans.approve(
                caller,
                ApprovePlanRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    Plan sendBack(Plan before, String reason) {
        return plans.sendBack(
                BOSS,
                ReturnPlanRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setReason(reason)
                        .build());
    }

    Plan activate(Plan before) {
        return plans.activate(
                ANA,
                ActivatePlanRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .build());
    }

    Plan move(Plan before, String item, PlanItemStep step) {
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

    Task task(Case of, String assignee, String due) {
        var request = AddTaskRequest.newBuilder().setRequestId(id()).setCaseId(of.getId());
        request.getDetailsBuilder().setTitle("ask").setAssignee(assignee).setDueDate(due);
        return tasks.add(ANA, request.build());
    }

    Task reassign(Task before, String assignee) {
        var request =
                UpdateTaskRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("assignee"));
        request.getDetailsBuilder().setAssignee(assignee);
        return tasks.update(ANA, request.build());
    }

    Task finish(Task before) {
        return tasks.finish(
                ANA,
                FinishTaskRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setResult("asked")
                        .build());
    }

    List<Task> tasks(UnaryOperator<ListTasksRequest.Builder> filters) {
        return tasks.list(ANA, filters.apply(ListTasksRequest.newBuilder()).build()).rows();
    }

    static String id() {
        return UUID.randomUUID().toString();
    }
}

package redress.cases.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.cases.v1.ActivatePlanRequest;
import redress.cases.v1.ActivatePlanResponse;
import redress.cases.v1.AddTaskRequest;
import redress.cases.v1.AddTaskResponse;
import redress.cases.v1.ApprovePlanRequest;
import redress.cases.v1.ApprovePlanResponse;
import redress.cases.v1.CancelTaskRequest;
import redress.cases.v1.CancelTaskResponse;
import redress.cases.v1.CaseWorkServiceGrpc;
import redress.cases.v1.CompleteAssessmentRequest;
import redress.cases.v1.CompleteAssessmentResponse;
import redress.cases.v1.CompletePlanRequest;
import redress.cases.v1.CompletePlanResponse;
import redress.cases.v1.DraftPlanRequest;
import redress.cases.v1.DraftPlanResponse;
import redress.cases.v1.FinishTaskRequest;
import redress.cases.v1.FinishTaskResponse;
import redress.cases.v1.ListAssessmentsRequest;
import redress.cases.v1.ListAssessmentsResponse;
import redress.cases.v1.ListPlansRequest;
import redress.cases.v1.ListPlansResponse;
import redress.cases.v1.ListTasksRequest;
import redress.cases.v1.ListTasksResponse;
import redress.cases.v1.MovePlanItemRequest;
import redress.cases.v1.MovePlanItemResponse;
import redress.cases.v1.ReturnPlanRequest;
import redress.cases.v1.ReturnPlanResponse;
import redress.cases.v1.ReviewAssessmentRequest;
import redress.cases.v1.ReviewAssessmentResponse;
import redress.cases.v1.StartAssessmentRequest;
import redress.cases.v1.StartAssessmentResponse;
import redress.cases.v1.SubmitPlanRequest;
import redress.cases.v1.SubmitPlanResponse;
import redress.cases.v1.UpdateAssessmentRequest;
import redress.cases.v1.UpdateAssessmentResponse;
import redress.cases.v1.UpdatePlanRequest;
import redress.cases.v1.UpdatePlanResponse;
import redress.cases.v1.UpdateTaskRequest;
import redress.cases.v1.UpdateTaskResponse;
import redress.cases.work.KeepAssessments;
import redress.cases.work.KeepPlans;
import redress.cases.work.KeepTasks;
import redress.mesh.access.Caller;

/// The calls about assessments, plans and tasks, each handed to its feature.
@GrpcService
public class CaseWorkEndpoint extends CaseWorkServiceGrpc.CaseWorkServiceImplBase {
    private final KeepAssessments assessments;
    private final KeepPlans plans;
    private final KeepTasks tasks;

    CaseWorkEndpoint(KeepAssessments assessments, KeepPlans plans, KeepTasks tasks) {
        this.assessments = assessments;
        this.plans = plans;
        this.tasks = tasks;
    }

    @Override
    public void startAssessment(
            StartAssessmentRequest request, StreamObserver<StartAssessmentResponse> answer) {
        var known = assessments.start(Caller.current(), request);
        reply(answer, StartAssessmentResponse.newBuilder().setAssessment(known).build());
    }

    @Override
    public void updateAssessment(
            UpdateAssessmentRequest request, StreamObserver<UpdateAssessmentResponse> answer) {
        var known = assessments.update(Caller.current(), request);
        reply(answer, UpdateAssessmentResponse.newBuilder().setAssessment(known).build());
    }

    @Override
    public void completeAssessment(
            CompleteAssessmentRequest request, StreamObserver<CompleteAssessmentResponse> answer) {
        var known = assessments.complete(Caller.current(), request);
        reply(answer, CompleteAssessmentResponse.newBuilder().setAssessment(known).build());
    }

    @Override
    public void reviewAssessment(
            ReviewAssessmentRequest request, StreamObserver<ReviewAssessmentResponse> answer) {
        var known = assessments.review(Caller.current(), request);
        reply(answer, ReviewAssessmentResponse.newBuilder().setAssessment(known).build());
    }

    @Override
    public void listAssessments(
            ListAssessmentsRequest request, StreamObserver<ListAssessmentsResponse> answer) {
        var slice = assessments.list(Caller.current(), request);
        reply(
                answer,
                ListAssessmentsResponse.newBuilder()
                        .addAllAssessments(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void draftPlan(DraftPlanRequest request, StreamObserver<DraftPlanResponse> answer) {
        var known = plans.draft(Caller.current(), request);
        reply(answer, DraftPlanResponse.newBuilder().setPlan(known).build());
    }

    @Override
    public void updatePlan(UpdatePlanRequest request, StreamObserver<UpdatePlanResponse> answer) {
        var known = plans.update(Caller.current(), request);
        reply(answer, UpdatePlanResponse.newBuilder().setPlan(known).build());
    }

    @Override
    public void submitPlan(SubmitPlanRequest request, StreamObserver<SubmitPlanResponse> answer) {
        var known = plans.submit(Caller.current(), request);
        reply(answer, SubmitPlanResponse.newBuilder().setPlan(known).build());
    }

    @Override
    public void approvePlan(
            ApprovePlanRequest request, StreamObserver<ApprovePlanResponse> answer) {
        var known = plans.approve(Caller.current(), request);
        reply(answer, ApprovePlanResponse.newBuilder().setPlan(known).build());
    }

    @Override
    public void returnPlan(ReturnPlanRequest request, StreamObserver<ReturnPlanResponse> answer) {
        var known = plans.sendBack(Caller.current(), request);
        reply(answer, ReturnPlanResponse.newBuilder().setPlan(known).build());
    }

    @Override
    public void activatePlan(
            ActivatePlanRequest request, StreamObserver<ActivatePlanResponse> answer) {
        var known = plans.activate(Caller.current(), request);
        reply(answer, ActivatePlanResponse.newBuilder().setPlan(known).build());
    }

    @Override
    public void completePlan(
            CompletePlanRequest request, StreamObserver<CompletePlanResponse> answer) {
        var known = plans.complete(Caller.current(), request);
        reply(answer, CompletePlanResponse.newBuilder().setPlan(known).build());
    }

    @Override
    public void movePlanItem(
            MovePlanItemRequest request, StreamObserver<MovePlanItemResponse> answer) {
        var known = plans.move(Caller.current(), request);
        reply(answer, MovePlanItemResponse.newBuilder().setPlan(known).build());
    }

    @Override
    public void listPlans(ListPlansRequest request, StreamObserver<ListPlansResponse> answer) {
        var slice = plans.list(Caller.current(), request);
        reply(
                answer,
                ListPlansResponse.newBuilder()
                        .addAllPlans(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void addTask(AddTaskRequest request, StreamObserver<AddTaskResponse> answer) {
        var known = tasks.add(Caller.current(), request);
        reply(answer, AddTaskResponse.newBuilder().setTask(known).build());
    }

    @Override
    public void updateTask(UpdateTaskRequest request, StreamObserver<UpdateTaskResponse> answer) {
        var known = tasks.update(Caller.current(), request);
        reply(answer, UpdateTaskResponse.newBuilder().setTask(known).build());
    }

    @Override
    public void finishTask(FinishTaskRequest request, StreamObserver<FinishTaskResponse> answer) {
        var known = tasks.finish(Caller.current(), request);
        reply(answer, FinishTaskResponse.newBuilder().setTask(known).build());
    }

    @Override
    public void cancelTask(CancelTaskRequest request, StreamObserver<CancelTaskResponse> answer) {
        var known = tasks.cancel(Caller.current(), request);
        reply(answer, CancelTaskResponse.newBuilder().setTask(known).build());
    }

    @Override
    public void listTasks(ListTasksRequest request, StreamObserver<ListTasksResponse> answer) {
        var slice = tasks.list(Caller.current(), request);
        reply(
                answer,
                ListTasksResponse.newBuilder()
                        .addAllTasks(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}

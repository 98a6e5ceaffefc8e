package redress.grievances.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.UUID;
import java.util.function.Consumer;
import redress.grievances.categories.KeepCategories;
import redress.grievances.lifecycle.AppealGrievance;
import redress.grievances.lifecycle.DecideGrievance;
import redress.grievances.lifecycle.EndGrievance;
import redress.grievances.lifecycle.LinkGrievances;
import redress.grievances.lifecycle.ProgressGrievance;
import redress.grievances.lifecycle.ReadGrievances;
import redress.grievances.lifecycle.SubmitGrievance;
import redress.grievances.receipts.IssueReceipt;
import redress.grievances.receipts.ServeComplainant;
import redress.grievances.recommendation.ReviewRecommendation;
import redress.grievances.referral.ReferToCase;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.AcknowledgeGrievanceResponse;
import redress.grievances.v1.AnswerQuestionRequest;
import redress.grievances.v1.AnswerQuestionResponse;
import redress.grievances.v1.AppealDecisionRequest;
import redress.grievances.v1.AppealDecisionResponse;
import redress.grievances.v1.AppealGrievanceRequest;
import redress.grievances.v1.AppealGrievanceResponse;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.ApproveDecisionResponse;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.AssignGrievanceResponse;
import redress.grievances.v1.CloseGrievanceRequest;
import redress.grievances.v1.CloseGrievanceResponse;
import redress.grievances.v1.CommunicateDecisionRequest;
import redress.grievances.v1.CommunicateDecisionResponse;
import redress.grievances.v1.FollowGrievanceRequest;
import redress.grievances.v1.FollowGrievanceResponse;
import redress.grievances.v1.GetGrievanceRequest;
import redress.grievances.v1.GetGrievanceResponse;
import redress.grievances.v1.GrievanceServiceGrpc;
import redress.grievances.v1.ImportCategoriesRequest;
import redress.grievances.v1.ImportCategoriesResponse;
import redress.grievances.v1.IssueReceiptRequest;
import redress.grievances.v1.IssueReceiptResponse;
import redress.grievances.v1.LinkGrievanceRequest;
import redress.grievances.v1.LinkGrievanceResponse;
import redress.grievances.v1.ListCategoriesRequest;
import redress.grievances.v1.ListCategoriesResponse;
import redress.grievances.v1.ListGrievanceActionsRequest;
import redress.grievances.v1.ListGrievanceActionsResponse;
import redress.grievances.v1.ListGrievanceTimelineRequest;
import redress.grievances.v1.ListGrievanceTimelineResponse;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.ListGrievancesResponse;
import redress.grievances.v1.ProposeDecisionRequest;
import redress.grievances.v1.ProposeDecisionResponse;
import redress.grievances.v1.ProvideInformationRequest;
import redress.grievances.v1.ProvideInformationResponse;
import redress.grievances.v1.RecordResponseRequest;
import redress.grievances.v1.RecordResponseResponse;
import redress.grievances.v1.ReferToCaseRequest;
import redress.grievances.v1.ReferToCaseResponse;
import redress.grievances.v1.RejectGrievanceRequest;
import redress.grievances.v1.RejectGrievanceResponse;
import redress.grievances.v1.ReopenGrievanceRequest;
import redress.grievances.v1.ReopenGrievanceResponse;
import redress.grievances.v1.RequestInformationRequest;
import redress.grievances.v1.RequestInformationResponse;
import redress.grievances.v1.RespondToDecisionRequest;
import redress.grievances.v1.RespondToDecisionResponse;
import redress.grievances.v1.ReturnDecisionRequest;
import redress.grievances.v1.ReturnDecisionResponse;
import redress.grievances.v1.ReviewGrievanceRecommendationRequest;
import redress.grievances.v1.ReviewGrievanceRecommendationResponse;
import redress.grievances.v1.StartGrievanceRequest;
import redress.grievances.v1.StartGrievanceResponse;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.grievances.v1.SubmitGrievanceResponse;
import redress.grievances.v1.WatchGrievancesRequest;
import redress.grievances.v1.WatchGrievancesResponse;
import redress.grievances.v1.WithdrawGrievanceRequest;
import redress.grievances.v1.WithdrawGrievanceResponse;
import redress.mesh.access.Caller;
import redress.mesh.audit.AuditLine;
import redress.mesh.events.EventStream;
import redress.mesh.events.WatchEvents;

/// The calls of the contract, each handed to its feature. The gate has admitted the caller and
/// checked the request; what a feature throws is answered by the gate.
@GrpcService
public class GrievanceEndpoint extends GrievanceServiceGrpc.GrievanceServiceImplBase {
    private final SubmitGrievance submitting;
    private final ReadGrievances reading;
    private final WatchEvents watching;
    private final ProgressGrievance progress;
    private final DecideGrievance decisions;
    private final EndGrievance ends;
    private final AppealGrievance appeals;
    private final LinkGrievances links;
    private final ReferToCase referrals;
    private final KeepCategories categories;
    private final IssueReceipt issuing;
    private final ServeComplainant complainants;
    private final ReviewRecommendation reviews;

    GrievanceEndpoint(
            SubmitGrievance submitting,
            ReadGrievances reading,
            WatchEvents watching,
            ProgressGrievance progress,
            DecideGrievance decisions,
            EndGrievance ends,
            AppealGrievance appeals,
            LinkGrievances links,
            ReferToCase referrals,
            KeepCategories categories,
            IssueReceipt issuing,
            ServeComplainant complainants,
            ReviewRecommendation reviews) {
        this.submitting = submitting;
        this.reading = reading;
        this.watching = watching;
        this.progress = progress;
        this.decisions = decisions;
        this.ends = ends;
        this.appeals = appeals;
        this.links = links;
        this.referrals = referrals;
        this.categories = categories;
        this.issuing = issuing;
        this.complainants = complainants;
        this.reviews = reviews;
    }

    @Override
    public void submitGrievance(
            SubmitGrievanceRequest request, StreamObserver<SubmitGrievanceResponse> answer) {
        var received = submitting.submit(Caller.current(), request);
        reply(answer, SubmitGrievanceResponse.newBuilder().setGrievance(received).build());
    }

    @Override
    public void getGrievance(
            GetGrievanceRequest request, StreamObserver<GetGrievanceResponse> answer) {
        var found = reading.get(Caller.current(), request.getId());
        reply(answer, GetGrievanceResponse.newBuilder().setGrievance(found).build());
    }

    @Override
    public void watchGrievances(
            WatchGrievancesRequest request, StreamObserver<WatchGrievancesResponse> answer) {
        watching.watch(
                Caller.current(),
                new WatchEvents.Start(request.getPosition(), request.getFromNow()),
                new EventStream<>(answer, GrievanceUpdates::told));
    }

    @Override
    public void listGrievances(
            ListGrievancesRequest request, StreamObserver<ListGrievancesResponse> answer) {
        var slice = reading.list(Caller.current(), request);
        reply(
                answer,
                ListGrievancesResponse.newBuilder()
                        .addAllGrievances(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void acknowledgeGrievance(
            AcknowledgeGrievanceRequest request,
            StreamObserver<AcknowledgeGrievanceResponse> answer) {
        var acknowledged = progress.acknowledge(Caller.current(), request);
        reply(answer, AcknowledgeGrievanceResponse.newBuilder().setGrievance(acknowledged).build());
    }

    @Override
    public void assignGrievance(
            AssignGrievanceRequest request, StreamObserver<AssignGrievanceResponse> answer) {
        var assigned = progress.assign(Caller.current(), request);
        reply(answer, AssignGrievanceResponse.newBuilder().setGrievance(assigned).build());
    }

    @Override
    public void startGrievance(
            StartGrievanceRequest request, StreamObserver<StartGrievanceResponse> answer) {
        var after = progress.start(Caller.current(), request);
        reply(answer, StartGrievanceResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void requestInformation(
            RequestInformationRequest request, StreamObserver<RequestInformationResponse> answer) {
        var after = progress.requestInformation(Caller.current(), request);
        reply(answer, RequestInformationResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void provideInformation(
            ProvideInformationRequest request, StreamObserver<ProvideInformationResponse> answer) {
        var after = progress.provideInformation(Caller.current(), request);
        reply(answer, ProvideInformationResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void proposeDecision(
            ProposeDecisionRequest request, StreamObserver<ProposeDecisionResponse> answer) {
        var after = decisions.propose(Caller.current(), request);
        reply(answer, ProposeDecisionResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void approveDecision(
            ApproveDecisionRequest request, StreamObserver<ApproveDecisionResponse> answer) {
        var after = decisions.approve(Caller.current(), request);
        reply(answer, ApproveDecisionResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void returnDecision(
            ReturnDecisionRequest request, StreamObserver<ReturnDecisionResponse> answer) {
        var after = decisions.giveBack(Caller.current(), request);
        reply(answer, ReturnDecisionResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void communicateDecision(
            CommunicateDecisionRequest request,
            StreamObserver<CommunicateDecisionResponse> answer) {
        var after = decisions.communicate(Caller.current(), request);
        reply(answer, CommunicateDecisionResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void recordResponse(
            RecordResponseRequest request, StreamObserver<RecordResponseResponse> answer) {
        var after = decisions.respond(Caller.current(), request);
        reply(answer, RecordResponseResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void closeGrievance(
            CloseGrievanceRequest request, StreamObserver<CloseGrievanceResponse> answer) {
        var after = ends.close(Caller.current(), request);
        reply(answer, CloseGrievanceResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void withdrawGrievance(
            WithdrawGrievanceRequest request, StreamObserver<WithdrawGrievanceResponse> answer) {
        var after = ends.withdraw(Caller.current(), request);
        reply(answer, WithdrawGrievanceResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void rejectGrievance(
            RejectGrievanceRequest request, StreamObserver<RejectGrievanceResponse> answer) {
        var after = ends.reject(Caller.current(), request);
        reply(answer, RejectGrievanceResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void reopenGrievance(
            ReopenGrievanceRequest request, StreamObserver<ReopenGrievanceResponse> answer) {
        var after = ends.reopen(Caller.current(), request);
        reply(answer, ReopenGrievanceResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void appealGrievance(
            AppealGrievanceRequest request, StreamObserver<AppealGrievanceResponse> answer) {
        var after = appeals.appeal(Caller.current(), request);
        reply(answer, AppealGrievanceResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void listGrievanceTimeline(
            ListGrievanceTimelineRequest request,
            StreamObserver<ListGrievanceTimelineResponse> answer) {
        var slice = reading.timeline(Caller.current(), request);
        reply(
                answer,
                ListGrievanceTimelineResponse.newBuilder()
                        .addAllEntries(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void listGrievanceActions(
            ListGrievanceActionsRequest request,
            StreamObserver<ListGrievanceActionsResponse> answer) {
        var slice = reading.actions(Caller.current(), request);
        reply(
                answer,
                ListGrievanceActionsResponse.newBuilder()
                        .addAllActions(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void reviewGrievanceRecommendation(
            ReviewGrievanceRecommendationRequest request,
            StreamObserver<ReviewGrievanceRecommendationResponse> answer) {
        var reviewed = reviews.review(Caller.current(), request);
        reply(
                answer,
                ReviewGrievanceRecommendationResponse.newBuilder().setGrievance(reviewed).build());
    }

    @Override
    public void linkGrievance(
            LinkGrievanceRequest request, StreamObserver<LinkGrievanceResponse> answer) {
        var after = links.link(Caller.current(), request);
        reply(answer, LinkGrievanceResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void referToCase(
            ReferToCaseRequest request, StreamObserver<ReferToCaseResponse> answer) {
        var after = referrals.refer(Caller.current(), request);
        reply(answer, ReferToCaseResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void listCategories(
            ListCategoriesRequest request, StreamObserver<ListCategoriesResponse> answer) {
        var known = categories.list(Caller.current());
        reply(answer, ListCategoriesResponse.newBuilder().addAllCategories(known).build());
    }

    @Override
    public void importCategories(
            ImportCategoriesRequest request, StreamObserver<ImportCategoriesResponse> answer) {
        reply(answer, categories.take(Caller.current(), request));
    }

    @Override
    public void issueReceipt(
            IssueReceiptRequest request, StreamObserver<IssueReceiptResponse> answer) {
        var receipt = issuing.issue(Caller.current(), request);
        reply(answer, IssueReceiptResponse.newBuilder().setReceipt(receipt).build());
    }

    @Override
    public void followGrievance(
            FollowGrievanceRequest request, StreamObserver<FollowGrievanceResponse> answer) {
        var followed = complainants.follow(request.getCode(), recorded());
        reply(answer, FollowGrievanceResponse.newBuilder().addAllGrievances(followed).build());
    }

    @Override
    public void answerQuestion(
            AnswerQuestionRequest request, StreamObserver<AnswerQuestionResponse> answer) {
        var after = complainants.answer(request, recorded());
        reply(answer, AnswerQuestionResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void respondToDecision(
            RespondToDecisionRequest request, StreamObserver<RespondToDecisionResponse> answer) {
        var after = complainants.respond(request, recorded());
        reply(answer, RespondToDecisionResponse.newBuilder().setGrievance(after).build());
    }

    @Override
    public void appealDecision(
            AppealDecisionRequest request, StreamObserver<AppealDecisionResponse> answer) {
        var after = complainants.appeal(request, recorded());
        reply(answer, AppealDecisionResponse.newBuilder().setGrievance(after).build());
    }

    // The journal must say which grievance a code led to.
    private static Consumer<UUID> recorded() {
        return AuditLine.current()::about;
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}

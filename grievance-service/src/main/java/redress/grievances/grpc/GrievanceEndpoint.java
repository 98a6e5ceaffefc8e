package redress.grievances.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.grievances.lifecycle.ProgressGrievance;
import redress.grievances.lifecycle.ReadGrievances;
import redress.grievances.lifecycle.SubmitGrievance;
import redress.grievances.recommendation.ReviewRecommendation;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.AcknowledgeGrievanceResponse;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.AssignGrievanceResponse;
import redress.grievances.v1.GetGrievanceRequest;
import redress.grievances.v1.GetGrievanceResponse;
import redress.grievances.v1.GrievanceServiceGrpc;
import redress.grievances.v1.ListGrievanceTimelineRequest;
import redress.grievances.v1.ListGrievanceTimelineResponse;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.ListGrievancesResponse;
import redress.grievances.v1.ResolveGrievanceRequest;
import redress.grievances.v1.ResolveGrievanceResponse;
import redress.grievances.v1.ReviewGrievanceRecommendationRequest;
import redress.grievances.v1.ReviewGrievanceRecommendationResponse;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.grievances.v1.SubmitGrievanceResponse;
import redress.mesh.access.Caller;

/// The calls of the contract, each handed to its feature. The gate has admitted the caller and
/// checked the request; what a feature throws is answered by the gate.
@GrpcService
public class GrievanceEndpoint extends GrievanceServiceGrpc.GrievanceServiceImplBase {
    private final SubmitGrievance submitting;
    private final ReadGrievances reading;
    private final ProgressGrievance progress;
    private final ReviewRecommendation reviews;

    GrievanceEndpoint(
            SubmitGrievance submitting,
            ReadGrievances reading,
            ProgressGrievance progress,
            ReviewRecommendation reviews) {
        this.submitting = submitting;
        this.reading = reading;
        this.progress = progress;
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
    public void resolveGrievance(
            ResolveGrievanceRequest request, StreamObserver<ResolveGrievanceResponse> answer) {
        var resolved = progress.resolve(Caller.current(), request);
        reply(answer, ResolveGrievanceResponse.newBuilder().setGrievance(resolved).build());
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
    public void reviewGrievanceRecommendation(
            ReviewGrievanceRecommendationRequest request,
            StreamObserver<ReviewGrievanceRecommendationResponse> answer) {
        var reviewed = reviews.review(Caller.current(), request);
        reply(
                answer,
                ReviewGrievanceRecommendationResponse.newBuilder().setGrievance(reviewed).build());
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}

package redress.decisions.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.List;
import redress.decisions.serving.Recommend;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.decisions.v1.GetRecommendationRequest;
import redress.decisions.v1.GetRecommendationResponse;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.PrioritiseCaseRequest;
import redress.decisions.v1.PrioritiseCaseResponse;
import redress.decisions.v1.PrioritiseCasesRequest;
import redress.decisions.v1.PrioritiseCasesResponse;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.TriageGrievanceRequest;
import redress.decisions.v1.TriageGrievanceResponse;
import redress.decisions.v1.TriageGrievancesRequest;
import redress.decisions.v1.TriageGrievancesResponse;
import redress.mesh.access.Caller;

/// The calls of the contract, each handed to its feature. The gate has admitted the caller and
/// checked every message; what a feature throws is answered by the gate.
@GrpcService
public class DecisionEndpoint extends DecisionServiceGrpc.DecisionServiceImplBase {
    private final Recommend recommend;

    DecisionEndpoint(Recommend recommend) {
        this.recommend = recommend;
    }

    @Override
    public void prioritiseCase(
            PrioritiseCaseRequest request, StreamObserver<PrioritiseCaseResponse> answer) {
        var given = prioritise(Caller.current(), request.getInput());
        answer.onNext(PrioritiseCaseResponse.newBuilder().setRecommendation(given).build());
        answer.onCompleted();
    }

    @Override
    public void triageGrievance(
            TriageGrievanceRequest request, StreamObserver<TriageGrievanceResponse> answer) {
        var given = triage(Caller.current(), request.getInput());
        answer.onNext(TriageGrievanceResponse.newBuilder().setRecommendation(given).build());
        answer.onCompleted();
    }

    @Override
    public StreamObserver<PrioritiseCasesRequest> prioritiseCases(
            StreamObserver<PrioritiseCasesResponse> answers) {
        Caller caller = Caller.current();
        return new OneForOne<>(
                answers,
                request ->
                        PrioritiseCasesResponse.newBuilder()
                                .setRecommendation(prioritise(caller, request.getInput()))
                                .build());
    }

    @Override
    public StreamObserver<TriageGrievancesRequest> triageGrievances(
            StreamObserver<TriageGrievancesResponse> answers) {
        Caller caller = Caller.current();
        return new OneForOne<>(
                answers,
                request ->
                        TriageGrievancesResponse.newBuilder()
                                .setRecommendation(triage(caller, request.getInput()))
                                .build());
    }

    @Override
    public void getRecommendation(
            GetRecommendationRequest request, StreamObserver<GetRecommendationResponse> answer) {
        var found = recommend.get(Caller.current(), request.getId());
        answer.onNext(GetRecommendationResponse.newBuilder().setRecommendation(found).build());
        answer.onCompleted();
    }

    private Recommendation prioritise(Caller caller, CaseFacts facts) {
        return recommend.prioritise(caller, List.of(facts)).getFirst();
    }

    private Recommendation triage(Caller caller, GrievanceText grievance) {
        return recommend.triage(caller, List.of(grievance)).getFirst();
    }
}

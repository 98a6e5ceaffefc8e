package redress.decisions.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.decisions.registry.KeepLines;
import redress.decisions.registry.Kinds;
import redress.decisions.registry.ShowModels;
import redress.decisions.serving.ModelsInUse;
import redress.decisions.v1.ApproveModelRequest;
import redress.decisions.v1.ApproveModelResponse;
import redress.decisions.v1.DeclineModelRequest;
import redress.decisions.v1.DeclineModelResponse;
import redress.decisions.v1.EndShadowRequest;
import redress.decisions.v1.EndShadowResponse;
import redress.decisions.v1.GetModelRequest;
import redress.decisions.v1.GetModelResponse;
import redress.decisions.v1.ListModelHistoryRequest;
import redress.decisions.v1.ListModelHistoryResponse;
import redress.decisions.v1.ListModelLinesRequest;
import redress.decisions.v1.ListModelLinesResponse;
import redress.decisions.v1.ListModelsRequest;
import redress.decisions.v1.ListModelsResponse;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ModelRegistryServiceGrpc;
import redress.decisions.v1.ProposeModelRequest;
import redress.decisions.v1.ProposeModelResponse;
import redress.decisions.v1.RetireModelRequest;
import redress.decisions.v1.RetireModelResponse;
import redress.decisions.v1.RollBackModelRequest;
import redress.decisions.v1.RollBackModelResponse;
import redress.decisions.v1.ShadowModelRequest;
import redress.decisions.v1.ShadowModelResponse;
import redress.mesh.access.Caller;

/// The calls of the contract about the registry, each handed to its feature. A change is followed
/// here before it is answered; other processes follow within a second.
@GrpcService
public class ModelRegistryEndpoint extends ModelRegistryServiceGrpc.ModelRegistryServiceImplBase {
    private final KeepLines lines;
    private final ShowModels models;
    private final ModelsInUse inUse;

    ModelRegistryEndpoint(KeepLines lines, ShowModels models, ModelsInUse inUse) {
        this.lines = lines;
        this.models = models;
        this.inUse = inUse;
    }

    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> answer) {
        var found = models.list(Caller.current(), request);
        reply(answer, ListModelsResponse.newBuilder().addAllModels(found).build());
    }

    @Override
    public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> answer) {
        var found = models.get(Caller.current(), request.getVersion());
        reply(answer, GetModelResponse.newBuilder().setModel(found).build());
    }

    @Override
    public void listModelLines(
            ListModelLinesRequest request, StreamObserver<ListModelLinesResponse> answer) {
        var found = models.lines(Caller.current()).stream().map(this::answering).toList();
        reply(answer, ListModelLinesResponse.newBuilder().addAllLines(found).build());
    }

    @Override
    public void listModelHistory(
            ListModelHistoryRequest request, StreamObserver<ListModelHistoryResponse> answer) {
        var slice = models.history(Caller.current(), request);
        reply(
                answer,
                ListModelHistoryResponse.newBuilder()
                        .addAllEntries(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void proposeModel(
            ProposeModelRequest request, StreamObserver<ProposeModelResponse> answer) {
        var line = followed(lines.propose(Caller.current(), request));
        reply(answer, ProposeModelResponse.newBuilder().setLine(line).build());
    }

    @Override
    public void approveModel(
            ApproveModelRequest request, StreamObserver<ApproveModelResponse> answer) {
        var line = followed(lines.approve(Caller.current(), request));
        reply(answer, ApproveModelResponse.newBuilder().setLine(line).build());
    }

    @Override
    public void declineModel(
            DeclineModelRequest request, StreamObserver<DeclineModelResponse> answer) {
        var line = followed(lines.decline(Caller.current(), request));
        reply(answer, DeclineModelResponse.newBuilder().setLine(line).build());
    }

    @Override
    public void rollBackModel(
            RollBackModelRequest request, StreamObserver<RollBackModelResponse> answer) {
        var line = followed(lines.rollBack(Caller.current(), request));
        reply(answer, RollBackModelResponse.newBuilder().setLine(line).build());
    }

    @Override
    public void shadowModel(
            ShadowModelRequest request, StreamObserver<ShadowModelResponse> answer) {
        var line = followed(lines.shadow(Caller.current(), request));
        reply(answer, ShadowModelResponse.newBuilder().setLine(line).build());
    }

    @Override
    public void endShadow(EndShadowRequest request, StreamObserver<EndShadowResponse> answer) {
        var line = followed(lines.endShadow(Caller.current(), request));
        reply(answer, EndShadowResponse.newBuilder().setLine(line).build());
    }

    @Override
    public void retireModel(
            RetireModelRequest request, StreamObserver<RetireModelResponse> answer) {
        var line = followed(lines.retire(Caller.current(), request));
        reply(answer, RetireModelResponse.newBuilder().setLine(line).build());
    }

    private ModelLine followed(ModelLine changed) {
        inUse.follow();
        return answering(changed);
    }

    private ModelLine answering(ModelLine line) {
        return line.toBuilder().setAnswering(inUse.answering(Kinds.of(line.getKind()))).build();
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}

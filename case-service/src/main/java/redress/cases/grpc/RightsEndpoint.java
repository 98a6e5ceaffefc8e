package redress.cases.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.cases.rights.ApplyRetention;
import redress.cases.rights.BuildExport;
import redress.cases.rights.KeepHolds;
import redress.cases.rights.KeepRequests;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;
import redress.rights.v1.ApplyRetentionRequest;
import redress.rights.v1.ApplyRetentionResponse;
import redress.rights.v1.CheckHoldRequest;
import redress.rights.v1.CheckHoldResponse;
import redress.rights.v1.ExtendRequestRequest;
import redress.rights.v1.ExtendRequestResponse;
import redress.rights.v1.FindItemsRequest;
import redress.rights.v1.FindItemsResponse;
import redress.rights.v1.FulfilRequestRequest;
import redress.rights.v1.FulfilRequestResponse;
import redress.rights.v1.GetExportRequest;
import redress.rights.v1.GetExportResponse;
import redress.rights.v1.GetRequestRequest;
import redress.rights.v1.GetRequestResponse;
import redress.rights.v1.ListHoldsRequest;
import redress.rights.v1.ListHoldsResponse;
import redress.rights.v1.ListRequestsRequest;
import redress.rights.v1.ListRequestsResponse;
import redress.rights.v1.PlaceHoldRequest;
import redress.rights.v1.PlaceHoldResponse;
import redress.rights.v1.PreviewRetentionRequest;
import redress.rights.v1.PreviewRetentionResponse;
import redress.rights.v1.ReceiveRequestRequest;
import redress.rights.v1.ReceiveRequestResponse;
import redress.rights.v1.RefuseRequestRequest;
import redress.rights.v1.RefuseRequestResponse;
import redress.rights.v1.ReleaseHoldRequest;
import redress.rights.v1.ReleaseHoldResponse;
import redress.rights.v1.RightsServiceGrpc;

/// The calls of the contract about the rights of persons, each handed to its feature.
@GrpcService
public class RightsEndpoint extends RightsServiceGrpc.RightsServiceImplBase {
    private final KeepRequests requests;
    private final KeepHolds holds;
    private final BuildExport exports;
    private final ApplyRetention retention;

    RightsEndpoint(
            KeepRequests requests, KeepHolds holds, BuildExport exports, ApplyRetention retention) {
        this.requests = requests;
        this.holds = holds;
        this.exports = exports;
        this.retention = retention;
    }

    @Override
    public void findItems(FindItemsRequest request, StreamObserver<FindItemsResponse> answer) {
        var found = requests.find(request.getSubject());
        reply(answer, FindItemsResponse.newBuilder().addAllItems(found).build());
    }

    @Override
    public void receiveRequest(
            ReceiveRequestRequest request, StreamObserver<ReceiveRequestResponse> answer) {
        var received = requests.receive(Caller.current(), request);
        reply(answer, ReceiveRequestResponse.newBuilder().setRequest(received).build());
    }

    @Override
    public void getRequest(GetRequestRequest request, StreamObserver<GetRequestResponse> answer) {
        var found = requests.get(Caller.current(), request.getId());
        reply(answer, GetRequestResponse.newBuilder().setRequest(found).build());
    }

    @Override
    public void listRequests(
            ListRequestsRequest request, StreamObserver<ListRequestsResponse> answer) {
        var slice = requests.list(Caller.current(), request);
        reply(
                answer,
                ListRequestsResponse.newBuilder()
                        .addAllRequests(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void fulfilRequest(
            FulfilRequestRequest request, StreamObserver<FulfilRequestResponse> answer) {
        var running = requests.fulfil(Caller.current(), request);
        reply(answer, FulfilRequestResponse.newBuilder().setRequest(running).build());
    }

    @Override
    public void refuseRequest(
            RefuseRequestRequest request, StreamObserver<RefuseRequestResponse> answer) {
        var refused = requests.refuse(Caller.current(), request);
        reply(answer, RefuseRequestResponse.newBuilder().setRequest(refused).build());
    }

    @Override
    public void extendRequest(
            ExtendRequestRequest request, StreamObserver<ExtendRequestResponse> answer) {
        var extended = requests.extend(Caller.current(), request);
        reply(answer, ExtendRequestResponse.newBuilder().setRequest(extended).build());
    }

    @Override
    public void getExport(GetExportRequest request, StreamObserver<GetExportResponse> answer) {
        reply(answer, exports.part(Caller.current(), request));
    }

    @Override
    public void placeHold(PlaceHoldRequest request, StreamObserver<PlaceHoldResponse> answer) {
        var placed = holds.place(Caller.current(), request);
        reply(answer, PlaceHoldResponse.newBuilder().setHold(placed).build());
    }

    @Override
    public void releaseHold(
            ReleaseHoldRequest request, StreamObserver<ReleaseHoldResponse> answer) {
        var released = holds.release(Caller.current(), request);
        reply(answer, ReleaseHoldResponse.newBuilder().setHold(released).build());
    }

    @Override
    public void listHolds(ListHoldsRequest request, StreamObserver<ListHoldsResponse> answer) {
        var slice = holds.list(Caller.current(), request);
        reply(
                answer,
                ListHoldsResponse.newBuilder()
                        .addAllHolds(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void checkHold(CheckHoldRequest request, StreamObserver<CheckHoldResponse> answer) {
        boolean held = holds.isHeld(Database.id("item_id", request.getItemId()));
        reply(answer, CheckHoldResponse.newBuilder().setHeld(held).build());
    }

    @Override
    public void previewRetention(
            PreviewRetentionRequest request, StreamObserver<PreviewRetentionResponse> answer) {
        var previews = retention.preview(Caller.current(), request.getRule());
        reply(answer, PreviewRetentionResponse.newBuilder().addAllPreviews(previews).build());
    }

    @Override
    public void applyRetention(
            ApplyRetentionRequest request, StreamObserver<ApplyRetentionResponse> answer) {
        var running = retention.apply(Caller.current(), request);
        reply(answer, ApplyRetentionResponse.newBuilder().setRequest(running).build());
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}

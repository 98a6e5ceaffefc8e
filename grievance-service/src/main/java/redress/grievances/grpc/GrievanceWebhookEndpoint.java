package redress.grievances.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.grievances.v1.CreateGrievanceWebhookRequest;
import redress.grievances.v1.CreateGrievanceWebhookResponse;
import redress.grievances.v1.EndGrievanceWebhookRequest;
import redress.grievances.v1.EndGrievanceWebhookResponse;
import redress.grievances.v1.GrievanceWebhookServiceGrpc;
import redress.grievances.v1.ListGrievanceDeliveriesRequest;
import redress.grievances.v1.ListGrievanceDeliveriesResponse;
import redress.grievances.v1.ListGrievanceWebhooksRequest;
import redress.grievances.v1.ListGrievanceWebhooksResponse;
import redress.grievances.v1.PauseGrievanceWebhookRequest;
import redress.grievances.v1.PauseGrievanceWebhookResponse;
import redress.grievances.v1.ReplayGrievanceWebhookRequest;
import redress.grievances.v1.ReplayGrievanceWebhookResponse;
import redress.grievances.v1.ResumeGrievanceWebhookRequest;
import redress.grievances.v1.ResumeGrievanceWebhookResponse;
import redress.grievances.v1.RetryGrievanceDeliveriesRequest;
import redress.grievances.v1.RetryGrievanceDeliveriesResponse;
import redress.mesh.access.Caller;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.webhooks.KeepDeliveries;
import redress.mesh.webhooks.KeepWebhooks;

/// The calls about webhooks, each handed to the mesh.
@GrpcService
public class GrievanceWebhookEndpoint
        extends GrievanceWebhookServiceGrpc.GrievanceWebhookServiceImplBase {
    private final KeepWebhooks webhooks;
    private final KeepDeliveries deliveries;

    GrievanceWebhookEndpoint(KeepWebhooks webhooks, KeepDeliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    @Override
    public void createGrievanceWebhook(
            CreateGrievanceWebhookRequest request,
            StreamObserver<CreateGrievanceWebhookResponse> answer) {
        var webhook =
                webhooks.create(
                        Caller.current(),
                        RequestKey.of(request),
                        request.getUrl(),
                        request.getTypesList());
        reply(answer, CreateGrievanceWebhookResponse.newBuilder().setWebhook(webhook).build());
    }

    @Override
    public void listGrievanceWebhooks(
            ListGrievanceWebhooksRequest request,
            StreamObserver<ListGrievanceWebhooksResponse> answer) {
        var slice = webhooks.list(Caller.current(), Page.of(request));
        reply(
                answer,
                ListGrievanceWebhooksResponse.newBuilder()
                        .addAllWebhooks(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void pauseGrievanceWebhook(
            PauseGrievanceWebhookRequest request,
            StreamObserver<PauseGrievanceWebhookResponse> answer) {
        var webhook = webhooks.pause(Caller.current(), RequestKey.of(request), request.getId());
        reply(answer, PauseGrievanceWebhookResponse.newBuilder().setWebhook(webhook).build());
    }

    @Override
    public void resumeGrievanceWebhook(
            ResumeGrievanceWebhookRequest request,
            StreamObserver<ResumeGrievanceWebhookResponse> answer) {
        var webhook = webhooks.resume(Caller.current(), RequestKey.of(request), request.getId());
        reply(answer, ResumeGrievanceWebhookResponse.newBuilder().setWebhook(webhook).build());
    }

    @Override
    public void endGrievanceWebhook(
            EndGrievanceWebhookRequest request,
            StreamObserver<EndGrievanceWebhookResponse> answer) {
        var webhook = webhooks.end(Caller.current(), RequestKey.of(request), request.getId());
        reply(answer, EndGrievanceWebhookResponse.newBuilder().setWebhook(webhook).build());
    }

    @Override
    public void replayGrievanceWebhook(
            ReplayGrievanceWebhookRequest request,
            StreamObserver<ReplayGrievanceWebhookResponse> answer) {
        var webhook =
                deliveries.replay(
                        Caller.current(),
                        RequestKey.of(request),
                        request.getId(),
                        request.getPosition());
        reply(answer, ReplayGrievanceWebhookResponse.newBuilder().setWebhook(webhook).build());
    }

    @Override
    public void listGrievanceDeliveries(
            ListGrievanceDeliveriesRequest request,
            StreamObserver<ListGrievanceDeliveriesResponse> answer) {
        var slice =
                deliveries.list(
                        Caller.current(), request.getId(), request.getState(), Page.of(request));
        reply(
                answer,
                ListGrievanceDeliveriesResponse.newBuilder()
                        .addAllDeliveries(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void retryGrievanceDeliveries(
            RetryGrievanceDeliveriesRequest request,
            StreamObserver<RetryGrievanceDeliveriesResponse> answer) {
        var webhook =
                deliveries.retry(
                        Caller.current(),
                        RequestKey.of(request),
                        request.getId(),
                        request.getNumber());
        reply(answer, RetryGrievanceDeliveriesResponse.newBuilder().setWebhook(webhook).build());
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}

package redress.cases.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.cases.v1.CaseWebhookServiceGrpc;
import redress.cases.v1.CreateCaseWebhookRequest;
import redress.cases.v1.CreateCaseWebhookResponse;
import redress.cases.v1.EndCaseWebhookRequest;
import redress.cases.v1.EndCaseWebhookResponse;
import redress.cases.v1.ListCaseDeliveriesRequest;
import redress.cases.v1.ListCaseDeliveriesResponse;
import redress.cases.v1.ListCaseWebhooksRequest;
import redress.cases.v1.ListCaseWebhooksResponse;
import redress.cases.v1.PauseCaseWebhookRequest;
import redress.cases.v1.PauseCaseWebhookResponse;
import redress.cases.v1.ReplayCaseWebhookRequest;
import redress.cases.v1.ReplayCaseWebhookResponse;
import redress.cases.v1.ResumeCaseWebhookRequest;
import redress.cases.v1.ResumeCaseWebhookResponse;
import redress.cases.v1.RetryCaseDeliveriesRequest;
import redress.cases.v1.RetryCaseDeliveriesResponse;
import redress.mesh.access.Caller;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.webhooks.KeepDeliveries;
import redress.mesh.webhooks.KeepWebhooks;

/// The calls about webhooks, each handed to the mesh.
@GrpcService
public class CaseWebhookEndpoint extends CaseWebhookServiceGrpc.CaseWebhookServiceImplBase {
    private final KeepWebhooks webhooks;
    private final KeepDeliveries deliveries;

    CaseWebhookEndpoint(KeepWebhooks webhooks, KeepDeliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    @Override
    public void createCaseWebhook(
            CreateCaseWebhookRequest request, StreamObserver<CreateCaseWebhookResponse> answer) {
        var webhook =
                webhooks.create(
                        Caller.current(),
                        RequestKey.of(request),
                        request.getUrl(),
                        request.getTypesList());
        reply(answer, CreateCaseWebhookResponse.newBuilder().setWebhook(webhook).build());
    }

    @Override
    public void listCaseWebhooks(
            ListCaseWebhooksRequest request, StreamObserver<ListCaseWebhooksResponse> answer) {
        var slice = webhooks.list(Caller.current(), Page.of(request));
        reply(
                answer,
                ListCaseWebhooksResponse.newBuilder()
                        .addAllWebhooks(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void pauseCaseWebhook(
            PauseCaseWebhookRequest request, StreamObserver<PauseCaseWebhookResponse> answer) {
        var webhook = webhooks.pause(Caller.current(), RequestKey.of(request), request.getId());
        reply(answer, PauseCaseWebhookResponse.newBuilder().setWebhook(webhook).build());
    }

    @Override
    public void resumeCaseWebhook(
            ResumeCaseWebhookRequest request, StreamObserver<ResumeCaseWebhookResponse> answer) {
        var webhook = webhooks.resume(Caller.current(), RequestKey.of(request), request.getId());
        reply(answer, ResumeCaseWebhookResponse.newBuilder().setWebhook(webhook).build());
    }

    @Override
    public void endCaseWebhook(
            EndCaseWebhookRequest request, StreamObserver<EndCaseWebhookResponse> answer) {
        var webhook = webhooks.end(Caller.current(), RequestKey.of(request), request.getId());
        reply(answer, EndCaseWebhookResponse.newBuilder().setWebhook(webhook).build());
    }

    @Override
    public void replayCaseWebhook(
            ReplayCaseWebhookRequest request, StreamObserver<ReplayCaseWebhookResponse> answer) {
        var webhook =
                deliveries.replay(
                        Caller.current(),
                        RequestKey.of(request),
                        request.getId(),
                        request.getPosition());
        reply(answer, ReplayCaseWebhookResponse.newBuilder().setWebhook(webhook).build());
    }

    @Override
    public void listCaseDeliveries(
            ListCaseDeliveriesRequest request, StreamObserver<ListCaseDeliveriesResponse> answer) {
        var slice =
                deliveries.list(
                        Caller.current(), request.getId(), request.getState(), Page.of(request));
        reply(
                answer,
                ListCaseDeliveriesResponse.newBuilder()
                        .addAllDeliveries(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void retryCaseDeliveries(
            RetryCaseDeliveriesRequest request,
            StreamObserver<RetryCaseDeliveriesResponse> answer) {
        var webhook =
                deliveries.retry(
                        Caller.current(),
                        RequestKey.of(request),
                        request.getId(),
                        request.getNumber());
        reply(answer, RetryCaseDeliveriesResponse.newBuilder().setWebhook(webhook).build());
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}

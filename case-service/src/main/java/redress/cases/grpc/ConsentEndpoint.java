package redress.cases.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.cases.consent.KeepConsents;
import redress.cases.v1.ConsentServiceGrpc;
import redress.cases.v1.ListConsentsRequest;
import redress.cases.v1.ListConsentsResponse;
import redress.cases.v1.RecordConsentRequest;
import redress.cases.v1.RecordConsentResponse;
import redress.cases.v1.WithdrawConsentRequest;
import redress.cases.v1.WithdrawConsentResponse;
import redress.mesh.access.Caller;

/// The calls about consents, each handed to its feature.
@GrpcService
public class ConsentEndpoint extends ConsentServiceGrpc.ConsentServiceImplBase {
    private final KeepConsents consents;

    ConsentEndpoint(KeepConsents consents) {
        this.consents = consents;
    }

    @Override
    public void recordConsent(
            RecordConsentRequest request, StreamObserver<RecordConsentResponse> answer) {
        var known = consents.record(Caller.current(), request);
        reply(answer, RecordConsentResponse.newBuilder().setConsent(known).build());
    }

    @Override
    public void withdrawConsent(
            WithdrawConsentRequest request, StreamObserver<WithdrawConsentResponse> answer) {
        var known = consents.withdraw(Caller.current(), request);
        reply(answer, WithdrawConsentResponse.newBuilder().setConsent(known).build());
    }

    @Override
    public void listConsents(
            ListConsentsRequest request, StreamObserver<ListConsentsResponse> answer) {
        var slice = consents.list(Caller.current(), request);
        reply(
                answer,
                ListConsentsResponse.newBuilder()
                        .addAllConsents(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}

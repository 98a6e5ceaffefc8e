package redress.cases.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.cases.referral.AnswerReferral;
import redress.cases.referral.ReadReferrals;
import redress.cases.referral.ReferCase;
import redress.cases.v1.AcceptReferralRequest;
import redress.cases.v1.AcceptReferralResponse;
import redress.cases.v1.FinishReferralRequest;
import redress.cases.v1.FinishReferralResponse;
import redress.cases.v1.GetReferralRequest;
import redress.cases.v1.GetReferralResponse;
import redress.cases.v1.ListReferralsRequest;
import redress.cases.v1.ListReferralsResponse;
import redress.cases.v1.ReferCaseRequest;
import redress.cases.v1.ReferCaseResponse;
import redress.cases.v1.ReferralServiceGrpc;
import redress.cases.v1.RejectReferralRequest;
import redress.cases.v1.RejectReferralResponse;
import redress.cases.v1.RevokeReferralRequest;
import redress.cases.v1.RevokeReferralResponse;
import redress.cases.v1.StartReferralRequest;
import redress.cases.v1.StartReferralResponse;
import redress.mesh.access.Caller;

/// The calls about referrals, each handed to its feature.
@GrpcService
public class ReferralEndpoint extends ReferralServiceGrpc.ReferralServiceImplBase {
    private final ReferCase sending;
    private final AnswerReferral answering;
    private final ReadReferrals reading;

    ReferralEndpoint(ReferCase sending, AnswerReferral answering, ReadReferrals reading) {
        this.sending = sending;
        this.answering = answering;
        this.reading = reading;
    }

    @Override
    public void referCase(ReferCaseRequest request, StreamObserver<ReferCaseResponse> answer) {
        var known = sending.refer(Caller.current(), request);
        reply(answer, ReferCaseResponse.newBuilder().setReferral(known).build());
    }

    @Override
    public void acceptReferral(
            AcceptReferralRequest request, StreamObserver<AcceptReferralResponse> answer) {
        var known = answering.accept(Caller.current(), request);
        reply(answer, AcceptReferralResponse.newBuilder().setReferral(known).build());
    }

    @Override
    public void rejectReferral(
            RejectReferralRequest request, StreamObserver<RejectReferralResponse> answer) {
        var known = answering.reject(Caller.current(), request);
        reply(answer, RejectReferralResponse.newBuilder().setReferral(known).build());
    }

    @Override
    public void startReferral(
            StartReferralRequest request, StreamObserver<StartReferralResponse> answer) {
        var known = answering.start(Caller.current(), request);
        reply(answer, StartReferralResponse.newBuilder().setReferral(known).build());
    }

    @Override
    public void finishReferral(
            FinishReferralRequest request, StreamObserver<FinishReferralResponse> answer) {
        var known = answering.finish(Caller.current(), request);
        reply(answer, FinishReferralResponse.newBuilder().setReferral(known).build());
    }

    @Override
    public void revokeReferral(
            RevokeReferralRequest request, StreamObserver<RevokeReferralResponse> answer) {
        var known = sending.revoke(Caller.current(), request);
        reply(answer, RevokeReferralResponse.newBuilder().setReferral(known).build());
    }

    @Override
    public void getReferral(
            GetReferralRequest request, StreamObserver<GetReferralResponse> answer) {
        var known = reading.get(Caller.current(), request.getId());
        reply(answer, GetReferralResponse.newBuilder().setReferral(known).build());
    }

    @Override
    public void listReferrals(
            ListReferralsRequest request, StreamObserver<ListReferralsResponse> answer) {
        var slice = reading.list(Caller.current(), request);
        reply(
                answer,
                ListReferralsResponse.newBuilder()
                        .addAllReferrals(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}

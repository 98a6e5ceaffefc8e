package redress.cases.referral;

import jakarta.enterprise.context.ApplicationScoped;
import redress.cases.referral.ChangeReferral.Change;
import redress.cases.v1.AcceptReferralRequest;
import redress.cases.v1.FinishReferralRequest;
import redress.cases.v1.Referral;
import redress.cases.v1.RejectReferralRequest;
import redress.cases.v1.StartReferralRequest;
import redress.mesh.access.Caller;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// The receiver's side: accepts or rejects a referral, serves the person and tells the outcome.
@ApplicationScoped
public class AnswerReferral {
    private final ChangeReferral changes;

    AnswerReferral(ChangeReferral changes) {
        this.changes = changes;
    }

    /// Agrees to serve the person.
    public Referral accept(Caller caller, AcceptReferralRequest request) {
        var change = new Change(request, request.getId(), request.getEtag(), "accepted");
        return changes.asReceiver(
                caller,
                change,
                (t, before) -> answered(t, state(t, before).accept().applyTo(before)).build());
    }

    /// Declines to serve the person.
    public Referral reject(Caller caller, RejectReferralRequest request) {
        var change = new Change(request, request.getId(), request.getEtag(), "rejected");
        return changes.asReceiver(
                caller,
                change,
                (t, before) ->
                        answered(t, state(t, before).reject().applyTo(before))
                                .setRejectedReason(request.getReason())
                                .build());
    }

    /// Begins to serve the person.
    public Referral start(Caller caller, StartReferralRequest request) {
        var change = new Change(request, request.getId(), request.getEtag(), "started");
        return changes.asReceiver(
                caller, change, (t, before) -> state(t, before).start().applyTo(before).build());
    }

    /// Tells the sender what became of it.
    public Referral finish(Caller caller, FinishReferralRequest request) {
        var change = new Change(request, request.getId(), request.getEtag(), "finished");
        return changes.asReceiver(
                caller,
                change,
                (t, before) ->
                        state(t, before)
                                .finish()
                                .applyTo(before)
                                .setOutcome(request.getOutcome())
                                .build());
    }

    private static ReferralState state(Transaction transaction, Referral known) {
        return ReferralState.of(known, transaction.now());
    }

    private static Referral.Builder answered(Transaction transaction, Referral.Builder after) {
        return after.setRespondedBy(transaction.actor())
                .setRespondedAt(Timeline.timestamp(transaction.now()));
    }
}

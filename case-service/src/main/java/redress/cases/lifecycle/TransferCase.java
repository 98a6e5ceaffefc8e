package redress.cases.lifecycle;

import com.google.protobuf.Timestamp;
import jakarta.enterprise.context.ApplicationScoped;
import redress.cases.lifecycle.ChangeCase.Change;
import redress.cases.v1.AcceptTransferRequest;
import redress.cases.v1.Case;
import redress.cases.v1.RejectTransferRequest;
import redress.cases.v1.Transfer;
import redress.cases.v1.TransferCaseRequest;
import redress.cases.v1.TransferState;
import redress.cases.v1.WithdrawTransferRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Hands a case to another case worker, who has to accept before it is theirs.
@ApplicationScoped
public class TransferCase {
    private final ChangeCase changes;

    TransferCase(ChangeCase changes) {
        this.changes = changes;
    }

    /// Asks somebody to take over. Whether they serve the programmes and the area of the case is
    /// not known here: if not, they do not see what they are asked.
    ///
    /// @throws Refusal with ROLE_MISSING if the case is not the caller's; with OUT_OF_SCOPE if it
    ///   is a complaint about who is asked
    public Case request(Caller caller, TransferCaseRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.transfer_requested",
                        "asked %s to take over".formatted(request.getCaseWorker()));
        return changes.apply(
                caller,
                change,
                (transaction, before) ->
                        TransferRules.request(caller, before, asked(transaction, request)));
    }

    /// Takes over.
    public Case accept(Caller caller, AcceptTransferRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.transferred",
                        "taken over by " + caller.userName());
        return changes.apply(
                caller, change, (t, before) -> TransferRules.accept(caller, before, now(t)));
    }

    /// Declines to take over.
    public Case reject(Caller caller, RejectTransferRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.transfer_rejected",
                        "not taken over by " + caller.userName());
        return changes.apply(
                caller,
                change,
                (t, before) -> TransferRules.reject(caller, before, request.getReason(), now(t)));
    }

    /// Takes back what was asked.
    public Case withdraw(Caller caller, WithdrawTransferRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.transfer_withdrawn",
                        "transfer withdrawn");
        return changes.apply(
                caller, change, (t, before) -> TransferRules.withdraw(caller, before, now(t)));
    }

    private static Transfer asked(Transaction transaction, TransferCaseRequest request) {
        return Transfer.newBuilder()
                .setState(TransferState.TRANSFER_STATE_REQUESTED)
                .setCaseWorker(request.getCaseWorker())
                .setReason(request.getReason())
                .setRequestedBy(transaction.actor())
                .setRequestedAt(now(transaction))
                .build();
    }

    private static Timestamp now(Transaction transaction) {
        return Timeline.timestamp(transaction.now());
    }
}

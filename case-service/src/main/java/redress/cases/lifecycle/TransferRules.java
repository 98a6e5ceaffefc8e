package redress.cases.lifecycle;

import com.google.protobuf.Timestamp;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.v1.Case;
import redress.cases.v1.Transfer;
import redress.cases.v1.TransferState;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;

/// How a case changes hands when the receiver has to agree. Each method gives the case as it
/// becomes.
public final class TransferRules {
    private TransferRules() {}

    /// Who works on the case, or supervises, asks somebody else.
    static Case request(Caller caller, Case before, Transfer asked) {
        CaseRules.requireActive(before, "be transferred");
        if (before.getDetails().getSensitivityValue() > Sensitivity.SENSITIVITY_STANDARD_VALUE) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "a sensitive case is not transferred: who is asked could not see it"
                            + " (expected: a supervisor assigns it)");
        }
        requireOneOf(caller, before.getCaseWorker());
        CaseRules.requireNotAbout(before, "case_worker", asked.getCaseWorker());
        if (asked.getCaseWorker().equals(before.getCaseWorker())) {
            throw Refusal.invalid("case_worker", "works on it already (expected: somebody else)");
        }
        if (isOpen(before)) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "somebody else was asked already (expected: their answer, or WithdrawTransfer)");
        }
        return before.toBuilder().setTransfer(asked).build();
    }

    /// The receiver takes over.
    static Case accept(Caller caller, Case before, Timestamp now) {
        requireAsked(caller, before);
        var after = CaseRules.assign(before, caller.userName()).toBuilder();
        answer(after, TransferState.TRANSFER_STATE_ACCEPTED, now);
        return after.build();
    }

    /// The receiver declines.
    static Case reject(Caller caller, Case before, String reason, Timestamp now) {
        requireAsked(caller, before);
        var after = before.toBuilder();
        answer(after, TransferState.TRANSFER_STATE_REJECTED, now).setRejectedReason(reason);
        return after.build();
    }

    /// Who asked, or a supervisor, takes it back.
    static Case withdraw(Caller caller, Case before, Timestamp now) {
        requireOpen(before);
        requireOneOf(caller, before.getTransfer().getRequestedBy());
        return overtaken(before, now);
    }

    /// A transfer that waits for an answer ends where somebody decides otherwise.
    public static Case overtaken(Case known, Timestamp now) {
        if (!isOpen(known)) {
            return known;
        }
        var after = known.toBuilder();
        answer(after, TransferState.TRANSFER_STATE_WITHDRAWN, now);
        return after.build();
    }

    private static Transfer.Builder answer(Case.Builder after, TransferState state, Timestamp now) {
        return after.getTransferBuilder().setState(state).setRespondedAt(now);
    }

    private static boolean isOpen(Case known) {
        return known.getTransfer().getState() == TransferState.TRANSFER_STATE_REQUESTED;
    }

    private static void requireOpen(Case known) {
        if (!isOpen(known)) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "no transfer waits for an answer (expected: TransferCase before)");
        }
    }

    private static void requireAsked(Caller caller, Case known) {
        requireOpen(known);
        if (!known.getTransfer().getCaseWorker().equals(caller.userName())) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING, "only who was asked to take over may answer");
        }
    }

    private static void requireOneOf(Caller caller, String userName) {
        if (!caller.has(Role.ROLE_SUPERVISOR) && !userName.equals(caller.userName())) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING,
                    "the transfer is not yours (expected: the case worker or a supervisor)");
        }
    }
}

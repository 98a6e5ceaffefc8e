package redress.cases.attachments;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.lifecycle.CaseState;
import redress.cases.lifecycle.CaseState.Active;
import redress.cases.lifecycle.CaseState.Closed;
import redress.cases.lifecycle.CaseState.Completed;
import redress.cases.lifecycle.CaseState.Suspended;
import redress.cases.lifecycle.CaseState.Terminated;
import redress.cases.lifecycle.Cases;
import redress.cases.rights.KeepHolds;
import redress.cases.v1.Case;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.attachments.AttachedItems;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Transaction;

/// Cases as the items of files: those that have not ended take them.
@ApplicationScoped
public class CaseFiles implements AttachedItems {
    private final Cases cases;
    private final KeepHolds holds;

    public CaseFiles(Cases cases, KeepHolds holds) {
        this.cases = cases;
        this.holds = holds;
    }

    @Override
    public String kind() {
        return "case";
    }

    @Override
    public boolean isOverseer(Caller caller) {
        return caller.has(Role.ROLE_SUPERVISOR);
    }

    @Override
    public void requireVisible(Transaction transaction, UUID item) {
        cases.requireVisible(transaction, item);
    }

    @Override
    public void lock(Transaction transaction, UUID item) {
        var _ = kept(transaction, item);
    }

    @Override
    public void lockOpen(Transaction transaction, UUID item) {
        Case known = kept(transaction, item);
        switch (CaseState.of(known)) {
            case Active _, Suspended _ -> {}
            case Completed _, Terminated _, Closed _ ->
                    throw new Refusal(
                            Reason.REASON_ILLEGAL_TRANSITION,
                            "state: %s (expected: a case that has not ended)"
                                    .formatted(known.getState()));
        }
    }

    @Override
    public boolean isHeld(UUID item) {
        return holds.isHeld(item);
    }

    private Case kept(Transaction transaction, UUID item) {
        Case known =
                cases.lock(transaction, item).orElseThrow(() -> cases.missing(transaction, item));
        if (known.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        return known;
    }
}

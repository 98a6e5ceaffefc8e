package redress.grievances.attachments;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.grievances.lifecycle.ActionLog;
import redress.grievances.lifecycle.GrievanceState;
import redress.grievances.lifecycle.GrievanceState.Acknowledged;
import redress.grievances.lifecycle.GrievanceState.Assigned;
import redress.grievances.lifecycle.GrievanceState.Closed;
import redress.grievances.lifecycle.GrievanceState.ForApproval;
import redress.grievances.lifecycle.GrievanceState.InProgress;
import redress.grievances.lifecycle.GrievanceState.OnHold;
import redress.grievances.lifecycle.GrievanceState.Received;
import redress.grievances.lifecycle.GrievanceState.Rejected;
import redress.grievances.lifecycle.GrievanceState.Reopened;
import redress.grievances.lifecycle.GrievanceState.Resolved;
import redress.grievances.lifecycle.GrievanceState.Withdrawn;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.v1.Grievance;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.attachments.AttachedItems;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Transaction;

/// Grievances as the items of files: those that have not ended take them.
@ApplicationScoped
public class GrievanceFiles implements AttachedItems {
    private final Grievances grievances;
    private final ActionLog log;
    private final ChecksHolds holds;

    public GrievanceFiles(Grievances grievances, ActionLog log, ChecksHolds holds) {
        this.grievances = grievances;
        this.log = log;
        this.holds = holds;
    }

    @Override
    public String kind() {
        return "grievance";
    }

    @Override
    public boolean isOverseer(Caller caller) {
        return caller.has(Role.ROLE_SUPERVISOR) || caller.has(Role.ROLE_SENSITIVE_OFFICER);
    }

    @Override
    public void requireVisible(Transaction transaction, UUID item) {
        grievances.requireVisible(transaction, item);
    }

    @Override
    public void lock(Transaction transaction, UUID item) {
        var _ = kept(transaction, item);
    }

    @Override
    public void lockOpen(Transaction transaction, UUID item) {
        Grievance known = kept(transaction, item);
        switch (GrievanceState.of(known)) {
            case Received _,
                    Acknowledged _,
                    Assigned _,
                    InProgress _,
                    OnHold _,
                    ForApproval _,
                    Resolved _,
                    Reopened _ -> {}
            case Closed _, Rejected _, Withdrawn _ ->
                    throw new Refusal(
                            Reason.REASON_ILLEGAL_TRANSITION,
                            "state: %s (expected: a grievance that has not ended)"
                                    .formatted(known.getState()));
        }
    }

    @Override
    public boolean isHeld(UUID item) {
        return holds.isHeld(item);
    }

    private Grievance kept(Transaction transaction, UUID item) {
        Grievance known =
                grievances
                        .lock(transaction, item)
                        .orElseThrow(() -> grievances.missing(transaction, item));
        if (known.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        // Evidence is not for those against whom it may speak.
        log.requireIndependent(transaction, known, List.of(transaction.actor()));
        return known;
    }
}

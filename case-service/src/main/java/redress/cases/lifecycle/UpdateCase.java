package redress.cases.lifecycle;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.lifecycle.ChangeCase.Change;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.UpdateCaseRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Demand;
import redress.mesh.access.Refusal;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Changes the details that a mask names, and nothing else.
@ApplicationScoped
public class UpdateCase {
    private final InstantSource clock = InstantSource.system();
    private final ChangeCase changes;

    UpdateCase(ChangeCase changes) {
        this.changes = changes;
    }

    /// Changes the details.
    ///
    /// @throws Refusal if the mask names a field that is none, or the changed case breaks a rule;
    ///   with OUT_OF_SCOPE if it would belong where the caller does not serve, or be with whom it
    ///   is about
    public Case update(Caller caller, UpdateCaseRequest request) {
        var mask = request.getUpdateMask();
        MaskedChange.require(caller, CaseDetails.getDefaultInstance(), request.hasDetails(), mask);
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.updated",
                        "changed " + String.join(", ", mask.getPathsList()));
        return changes.apply(
                caller,
                change,
                (transaction, before) ->
                        merge(caller, transaction, before, request.getDetails(), mask));
    }

    /// Changes one case of many, in whatever version it is.
    Case update(Caller caller, RequestKey key, UUID id, CaseDetails values, FieldMask mask) {
        MaskedChange.require(caller, values, true, mask);
        var event =
                new Event(id, "case.updated", "changed " + String.join(", ", mask.getPathsList()));
        return changes.apply(
                caller,
                key,
                event,
                (transaction, before) -> merge(caller, transaction, before, values, mask));
    }

    private Case merge(
            Caller caller,
            Transaction transaction,
            Case before,
            CaseDetails values,
            FieldMask mask) {
        CaseRules.requireActive(before, "be changed");
        var details = MaskedChange.apply(before.getDetails(), values, mask);
        Day.require("target_closure_date", details.getTargetClosureDate());
        Day.require("next_review_date", details.getNextReviewDate());
        requireClearance(caller, before, details.getSensitivity());
        CaseScope.requireMove(caller, before, details);
        return withoutTransferIfSensitive(
                before.toBuilder().setDetails(details).build(),
                Timeline.timestamp(transaction.now()));
    }

    // Who was asked to take over would not see it any more.
    private static Case withoutTransferIfSensitive(Case after, Timestamp now) {
        return after.getDetails().getSensitivityValue() > Sensitivity.SENSITIVITY_STANDARD_VALUE
                ? TransferRules.overtaken(after, now)
                : after;
    }

    // Whoever changes the sensitivity must still see the case afterwards.
    private void requireClearance(Caller caller, Case before, Sensitivity sensitivity) {
        boolean same = before.getDetails().getSensitivity() == sensitivity;
        boolean inCharge = before.getCaseWorker().equals(caller.userName());
        if (!same && !inCharge && !caller.has(Role.ROLE_SUPERVISOR)) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING,
                    "sensitivity: only the case worker of the case or a supervisor may change it");
        }
        if (!same && !caller.meets(Demand.SENSITIVE, clock.instant())) {
            throw Refusal.stepUp(Demand.SENSITIVE);
        }
    }
}

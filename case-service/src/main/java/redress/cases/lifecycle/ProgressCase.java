package redress.cases.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import redress.cases.lifecycle.ChangeCase.Change;
import redress.cases.v1.AssignCaseRequest;
import redress.cases.v1.Case;
import redress.cases.v1.ChangeStageRequest;
import redress.cases.v1.CloseCaseRequest;
import redress.mesh.access.Caller;

/// Carries a case forward: to a case worker, to another stage, to its end.
@ApplicationScoped
public class ProgressCase {
    private final ChangeCase changes;

    ProgressCase(ChangeCase changes) {
        this.changes = changes;
    }

    /// Gives the case to a case worker at once.
    public Case assign(Caller caller, AssignCaseRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.assigned",
                        "assigned to " + request.getCaseWorker());
        return changes.apply(
                caller, change, before -> CaseRules.assign(before, request.getCaseWorker()));
    }

    /// Moves the case to another stage.
    public Case changeStage(Caller caller, ChangeStageRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.stage_changed",
                        "moved to " + request.getStage());
        return changes.apply(
                caller, change, before -> CaseRules.changeStage(before, request.getStage()));
    }

    /// Closes the case.
    public Case close(Caller caller, CloseCaseRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.closed",
                        "closed with " + request.getClosureOutcome());
        return changes.apply(
                caller,
                change,
                (transaction, before) ->
                        CaseRules.close(
                                before,
                                request.getClosureOutcome(),
                                request.getClosureReason(),
                                LocalDate.ofInstant(transaction.now(), ZoneOffset.UTC).toString()));
    }
}

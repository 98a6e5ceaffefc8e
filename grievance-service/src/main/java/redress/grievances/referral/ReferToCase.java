package redress.grievances.referral;

import static redress.grievances.v1.ActionVerb.ACTION_VERB_RESOLVED;

import jakarta.enterprise.context.ApplicationScoped;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.IntakeSource;
import redress.cases.v1.OpenCaseRequest;
import redress.grievances.lifecycle.ChangeGrievance;
import redress.grievances.lifecycle.ChangeGrievance.Change;
import redress.grievances.lifecycle.GrievanceState;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.lifecycle.Move;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ReferToCaseRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.RequestKey;

/// Hands a grievance over to a case, once that was decided and approved. The case carries the
/// number of the grievance as its key in another system, the grievance that of the case.
@ApplicationScoped
public class ReferToCase {
    private final Database database;
    private final Grievances grievances;
    private final ChangeGrievance changes;
    private final OpensCases cases;

    ReferToCase(
            Database database, Grievances grievances, ChangeGrievance changes, OpensCases cases) {
        this.database = database;
        this.grievances = grievances;
        this.changes = changes;
        this.cases = cases;
    }

    /// Opens the case and notes it in the grievance. The case is opened first, by a request that
    /// has the identifier of the grievance: whoever asked finds it when they ask again after a
    /// failure, also if the grievance changed meanwhile.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if it was not decided; with ALREADY_EXISTS if there
    ///   is a case, or one of another type was begun; with INVALID_REQUEST if the complainant did
    ///   not consent and no reason is given
    public Grievance refer(Caller caller, ReferToCaseRequest request) {
        var key = RequestKey.of(request);
        return database.answered(caller, key, Grievances.ANSWER)
                .orElseGet(() -> referNow(caller, request));
    }

    private Grievance referNow(Caller caller, ReferToCaseRequest request) {
        var id = Database.id("id", request.getId());
        Grievance known =
                database.as(
                        caller,
                        transaction ->
                                grievances
                                        .find(transaction, id)
                                        .orElseThrow(() -> grievances.missing(transaction, id)));
        requireReferable(known, request);
        Case opened = open(caller, request(known, request));
        var change =
                Change.of(
                        request,
                        "grievance.referred_to_case",
                        "referred to case " + opened.getNumber());
        return changes.apply(
                caller,
                change,
                (transaction, before) -> {
                    requireReferable(before, request);
                    var referred =
                            new Move(
                                    GrievanceState.of(before).referToCase(),
                                    ACTION_VERB_RESOLVED,
                                    request.getConsentOverrideReason());
                    return changes.moved(transaction, before, referred).toBuilder()
                            .setCaseId(opened.getId())
                            .setCaseNumber(opened.getNumber())
                            .build();
                });
    }

    private Case open(Caller caller, OpenCaseRequest request) {
        try {
            return cases.open(caller, request);
        } catch (Refusal refused) {
            throw refused.reason() == Reason.REASON_REQUEST_ID_REUSED
                    ? new Refusal(
                            Reason.REASON_ALREADY_EXISTS,
                            "case_type: a case was begun with other content (expected: the same)")
                    : refused;
        }
    }

    private static void requireReferable(Grievance known, ReferToCaseRequest request) {
        var _ = GrievanceState.of(known).referToCase();
        if (!known.getEtag().equals(request.getEtag())) {
            throw new Refusal(
                    Reason.REASON_STALE_ETAG,
                    "etag: the grievance has changed since (read it again)");
        }
        if (!known.getCaseId().isEmpty()) {
            throw new Refusal(
                    Reason.REASON_ALREADY_EXISTS,
                    "case: opened before: " + known.getCaseNumber() + " (expected: none)");
        }
        if (!known.getDetails().getConsent() && request.getConsentOverrideReason().isEmpty()) {
            throw Refusal.invalid(
                    "consent_override_reason", "needed: the complainant did not consent");
        }
    }

    private static OpenCaseRequest request(Grievance known, ReferToCaseRequest request) {
        var told = known.getDetails();
        var details =
                CaseDetails.newBuilder()
                        .setExternalId(known.getNumber())
                        .setCaseType(request.getCaseType())
                        .setTitle(told.getTitle())
                        .setPresentingIssue(shortened(told.getDescription()))
                        .setBeneficiary(told.getBeneficiary())
                        .addAllProgrammeIds(told.getProgrammeIdsList())
                        .setAreaCode(told.getAreaCode())
                        .setIntakeSource(IntakeSource.INTAKE_SOURCE_GRIEVANCE)
                        .setSensitivity(told.getSensitivity())
                        .addAllSubjectsOfComplaint(told.getSubjectsOfComplaintList());
        return OpenCaseRequest.newBuilder().setRequestId(known.getId()).setDetails(details).build();
    }

    // A case takes fewer words; the grievance keeps all of them.
    private static String shortened(String text) {
        int limit = 10_000;
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit));
    }
}

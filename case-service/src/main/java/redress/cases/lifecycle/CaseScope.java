package redress.cases.lifecycle;

import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.mesh.store.Complaint;

/// Refuses what would bring a case out of reach, in words that help; the database refuses it too.
final class CaseScope {
    private CaseScope() {}

    /// Whoever opens a case serves its programmes and area.
    static void requireNew(Caller caller, CaseDetails details) {
        caller.scope().requireNew(place(details));
        requireNotWithSubjects(caller, details, "");
    }

    /// Whoever changes a case still sees it afterwards, and takes it from nobody else.
    static void requireMove(Caller caller, Case before, CaseDetails details) {
        caller.scope().requireMove(place(before.getDetails()), place(details));
        requireNotWithSubjects(caller, details, before.getCaseWorker());
    }

    private static void requireNotWithSubjects(
            Caller caller, CaseDetails details, String caseWorker) {
        var complaint = new Complaint(details.getSubjectsOfComplaintList());
        complaint.requireNotAbout(caller);
        complaint.requireNotAbout("case_worker", caseWorker);
        complaint.requireNotAbout("supervisor", details.getSupervisor());
    }

    private static Scope.Place place(CaseDetails details) {
        return new Scope.Place(details.getProgrammeIdsList(), details.getAreaCode());
    }
}

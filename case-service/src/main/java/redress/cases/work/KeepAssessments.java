package redress.cases.work;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import redress.cases.lifecycle.CaseRules;
import redress.cases.lifecycle.MaskedChange;
import redress.cases.records.KeepRecords;
import redress.cases.records.KeepRecords.Step;
import redress.cases.records.RecordKind;
import redress.cases.states.Transition;
import redress.cases.v1.Assessment;
import redress.cases.v1.AssessmentDetails;
import redress.cases.v1.CompleteAssessmentRequest;
import redress.cases.v1.ListAssessmentsRequest;
import redress.cases.v1.ReviewAssessmentRequest;
import redress.cases.v1.StartAssessmentRequest;
import redress.cases.v1.UpdateAssessmentRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Writes assessments, and has them confirmed by somebody else.
@ApplicationScoped
public class KeepAssessments {
    private final KeepRecords records;

    KeepAssessments(KeepRecords records) {
        this.records = records;
    }

    /// Begins an assessment of an active case.
    public Assessment start(Caller caller, StartAssessmentRequest request) {
        var step =
                new Step(
                        request,
                        request.getCaseId(),
                        "",
                        "case.assessment_started",
                        "assessment started: " + request.getDetails().getAssessmentType());
        return records.add(
                caller,
                RecordKind.ASSESSMENT,
                step,
                (transaction, of) -> {
                    CaseRules.requireActive(of, "be assessed");
                    return assessment(transaction, request);
                });
    }

    /// Changes an assessment that is being written.
    ///
    /// @throws Refusal if it is not, or the mask names a field that is none
    public Assessment update(Caller caller, UpdateAssessmentRequest request) {
        MaskedChange.require(
                caller,
                AssessmentDetails.getDefaultInstance(),
                request.hasDetails(),
                request.getUpdateMask());
        var step = step(request, request.getId(), request.getEtag(), "updated");
        return records.change(
                caller,
                RecordKind.ASSESSMENT,
                step,
                (transaction, before) -> updated(transaction, before, request));
    }

    /// Ends the writing.
    public Assessment complete(Caller caller, CompleteAssessmentRequest request) {
        return records.change(
                caller,
                RecordKind.ASSESSMENT,
                step(request, request.getId(), request.getEtag(), "completed"),
                (transaction, before) ->
                        AssessmentState.of(before)
                                .complete()
                                .applyTo(before)
                                .setCompletedAt(Timeline.timestamp(transaction.now()))
                                .build());
    }

    /// Confirms an assessment.
    ///
    /// @throws Refusal with ROLE_MISSING if the caller is one of its authors
    public Assessment review(Caller caller, ReviewAssessmentRequest request) {
        return records.change(
                caller,
                RecordKind.ASSESSMENT,
                step(request, request.getId(), request.getEtag(), "reviewed"),
                (transaction, before) -> {
                    var after = AssessmentState.of(before).review().applyTo(before);
                    Authors.requireAnother(before.getAuthorsList(), transaction.actor());
                    return after.setReviewedBy(transaction.actor())
                            .setReviewedAt(Timeline.timestamp(transaction.now()))
                            .build();
                });
    }

    /// A page of the assessments of a case, newest first.
    public Page.Slice<Assessment> list(Caller caller, ListAssessmentsRequest request) {
        return records.list(caller, RecordKind.ASSESSMENT, request.getCaseId(), Page.of(request));
    }

    private static Assessment updated(
            Transaction transaction, Assessment before, UpdateAssessmentRequest request) {
        var state = AssessmentState.of(before);
        if (!(state instanceof AssessmentState.Draft)) {
            throw Transition.refused(state, "update");
        }
        var after =
                before.toBuilder()
                        .setDetails(
                                MaskedChange.apply(
                                        before.getDetails(),
                                        request.getDetails(),
                                        request.getUpdateMask()));
        if (Authors.isNew(before.getAuthorsList(), transaction.actor())) {
            after.addAuthors(transaction.actor());
        }
        return after.build();
    }

    private static Assessment assessment(Transaction transaction, StartAssessmentRequest request) {
        return AssessmentState.begun()
                .applyTo(Assessment.getDefaultInstance())
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setCaseId(request.getCaseId())
                .setDetails(request.getDetails())
                .addAuthors(transaction.actor())
                .setCreatedAt(Timeline.timestamp(transaction.now()))
                .build();
    }

    private static Step step(Message request, String id, String etag, String done) {
        return new Step(request, id, etag, "case.assessment_" + done, "assessment " + done);
    }
}

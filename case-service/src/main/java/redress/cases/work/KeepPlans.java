package redress.cases.work;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import redress.cases.lifecycle.CaseRules;
import redress.cases.lifecycle.MaskedChange;
import redress.cases.records.CaseRecords;
import redress.cases.records.KeepRecords;
import redress.cases.records.KeepRecords.Step;
import redress.cases.records.RecordKind;
import redress.cases.v1.ActivatePlanRequest;
import redress.cases.v1.ApprovePlanRequest;
import redress.cases.v1.Case;
import redress.cases.v1.CompletePlanRequest;
import redress.cases.v1.DraftPlanRequest;
import redress.cases.v1.ListPlansRequest;
import redress.cases.v1.MovePlanItemRequest;
import redress.cases.v1.Plan;
import redress.cases.v1.PlanDetails;
import redress.cases.v1.ReturnPlanRequest;
import redress.cases.v1.SubmitPlanRequest;
import redress.cases.v1.UpdatePlanRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Writes plans version by version, has each approved by somebody else, and carries out one.
@ApplicationScoped
public class KeepPlans {
    private final KeepRecords keeping;
    private final CaseRecords records;

    KeepPlans(KeepRecords keeping, CaseRecords records) {
        this.keeping = keeping;
        this.records = records;
    }

    /// Begins the next version.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if one is being prepared
    public Plan draft(Caller caller, DraftPlanRequest request) {
        var step =
                new Step(
                        request,
                        request.getCaseId(),
                        "",
                        "case.plan_drafted",
                        "next version of the plan begun");
        return keeping.add(
                caller, RecordKind.PLAN, step, (transaction, of) -> plan(transaction, of, request));
    }

    /// Changes a plan that is being written.
    public Plan update(Caller caller, UpdatePlanRequest request) {
        MaskedChange.require(
                caller,
                PlanDetails.getDefaultInstance(),
                request.hasDetails(),
                request.getUpdateMask());
        return keeping.change(
                caller,
                RecordKind.PLAN,
                step(request, request.getId(), request.getEtag(), "updated"),
                (transaction, before) -> PlanRules.update(before, request, transaction.actor()));
    }

    /// Asks for approval.
    public Plan submit(Caller caller, SubmitPlanRequest request) {
        return keeping.change(
                caller,
                RecordKind.PLAN,
                step(request, request.getId(), request.getEtag(), "submitted"),
                (transaction, before) ->
                        PlanState.of(before)
                                .submit()
                                .applyTo(before)
                                .clearReturnedReason()
                                .build());
    }

    /// Approves a plan.
    ///
    /// @throws Refusal with ROLE_MISSING if the caller is one of its authors
    public Plan approve(Caller caller, ApprovePlanRequest request) {
        return keeping.change(
                caller,
                RecordKind.PLAN,
                step(request, request.getId(), request.getEtag(), "approved"),
                (transaction, before) -> {
                    var after = PlanState.of(before).approve().applyTo(before);
                    Authors.requireAnother(before.getAuthorsList(), transaction.actor());
                    return after.setApprovedBy(transaction.actor())
                            .setApprovedAt(Timeline.timestamp(transaction.now()))
                            .build();
                });
    }

    /// Sends a plan back to its authors.
    public Plan sendBack(Caller caller, ReturnPlanRequest request) {
        return keeping.change(
                caller,
                RecordKind.PLAN,
                step(request, request.getId(), request.getEtag(), "returned"),
                (transaction, before) ->
                        PlanState.of(before)
                                .sendBack()
                                .applyTo(before)
                                .setReturnedReason(request.getReason())
                                .build());
    }

    /// Begins to carry out a plan, in place of the one before.
    public Plan activate(Caller caller, ActivatePlanRequest request) {
        return keeping.change(
                caller,
                RecordKind.PLAN,
                step(request, request.getId(), request.getEtag(), "activated"),
                (transaction, before) -> {
                    var after = PlanState.of(before).activate().applyTo(before).build();
                    reviseCurrent(transaction, UUID.fromString(before.getCaseId()));
                    return after;
                });
    }

    /// Notes that the plan is carried out.
    public Plan complete(Caller caller, CompletePlanRequest request) {
        return keeping.change(
                caller,
                RecordKind.PLAN,
                step(request, request.getId(), request.getEtag(), "completed"),
                (transaction, before) -> PlanState.of(before).complete().applyTo(before).build());
    }

    /// Carries a step of the active plan forward.
    public Plan move(Caller caller, MovePlanItemRequest request) {
        return keeping.change(
                caller,
                RecordKind.PLAN,
                step(request, request.getId(), request.getEtag(), "step_moved"),
                (transaction, before) -> PlanRules.move(before, request));
    }

    /// A page of the versions of a case's plan, newest first.
    public Page.Slice<Plan> list(Caller caller, ListPlansRequest request) {
        return keeping.list(caller, RecordKind.PLAN, request.getCaseId(), Page.of(request));
    }

    private void reviseCurrent(Transaction transaction, UUID caseId) {
        for (Plan one : records.of(transaction, RecordKind.PLAN, caseId)) {
            if (PlanState.of(one) instanceof PlanState.Active active) {
                var _ =
                        keeping.store(
                                transaction, RecordKind.PLAN, active.revise().applyTo(one).build());
            }
        }
    }

    private Plan plan(Transaction transaction, Case of, DraftPlanRequest request) {
        CaseRules.requireActive(of, "get a plan");
        var versions =
                records.of(transaction, RecordKind.PLAN, UUID.fromString(request.getCaseId()));
        return PlanState.begun()
                .applyTo(Plan.getDefaultInstance())
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setCaseId(request.getCaseId())
                .setVersion(PlanRules.nextVersion(versions))
                .setDetails(
                        PlanRules.identified(
                                PlanDetails.getDefaultInstance(), request.getDetails()))
                .addAuthors(transaction.actor())
                .setCreatedAt(Timeline.timestamp(transaction.now()))
                .build();
    }

    private static Step step(Message request, String id, String etag, String done) {
        return new Step(request, id, etag, "case.plan_" + done, "plan " + done.replace('_', ' '));
    }
}

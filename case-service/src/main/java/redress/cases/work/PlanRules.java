package redress.cases.work;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import redress.access.v1.Reason;
import redress.cases.lifecycle.Day;
import redress.cases.lifecycle.MaskedChange;
import redress.cases.states.Transition;
import redress.cases.v1.MovePlanItemRequest;
import redress.cases.v1.Plan;
import redress.cases.v1.PlanDetails;
import redress.cases.v1.PlanItem;
import redress.cases.v1.PlanItemStep;
import redress.cases.v1.UpdatePlanRequest;
import redress.mesh.access.Refusal;

/// What may happen to a plan and its steps besides changes of its state. Each method gives the plan
/// as it becomes.
final class PlanRules {
    private PlanRules() {}

    /// The number of the next version.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if one is being prepared
    static int nextVersion(List<Plan> versions) {
        for (Plan one : versions) {
            if (isPrepared(one)) {
                throw new Refusal(
                        Reason.REASON_ILLEGAL_TRANSITION,
                        "version %d of the plan is prepared already: its state is %s (expected: it"
                                        .formatted(one.getVersion(), one.getState())
                                + " is activated before the next one begins)");
            }
        }
        return 1 + versions.stream().mapToInt(Plan::getVersion).max().orElse(0);
    }

    /// The content of a version: each step has an identifier, and the state that it had.
    static PlanDetails identified(PlanDetails before, PlanDetails after) {
        var known = new HashMap<String, PlanItem>();
        before.getItemsList().forEach(item -> known.put(item.getId(), item));
        var seen = new HashSet<String>();
        var details = after.toBuilder().clearItems();
        for (PlanItem item : after.getItemsList()) {
            Day.require("items.due_date", item.getDueDate());
            String id =
                    item.getId().isEmpty()
                            ? UuidCreator.getTimeOrderedEpoch().toString()
                            : item.getId();
            if (!seen.add(id)) {
                throw Refusal.invalid("items.id", "twice in the plan (expected: once)");
            }
            var state = PlanItemState.of(known.getOrDefault(id, PlanItem.getDefaultInstance()));
            details.addItems(state.applyTo(item).setId(id));
        }
        return details.build();
    }

    /// Its authors change it.
    static Plan update(Plan before, UpdatePlanRequest request, String author) {
        var state = PlanState.of(before);
        if (!(state instanceof PlanState.Draft)) {
            throw Transition.refused(state, "update");
        }
        var details =
                MaskedChange.apply(
                        before.getDetails(), request.getDetails(), request.getUpdateMask());
        var after = before.toBuilder().setDetails(identified(before.getDetails(), details));
        if (Authors.isNew(before.getAuthorsList(), author)) {
            after.addAuthors(author);
        }
        return after.build();
    }

    /// A step of the plan that is carried out goes on.
    static Plan move(Plan before, MovePlanItemRequest request) {
        var state = PlanState.of(before);
        if (!(state instanceof PlanState.Active)) {
            throw Transition.refused(state, "moveItem");
        }
        var items = before.getDetails().getItemsList();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).getId().equals(request.getItemId())) {
                var after = before.toBuilder();
                var next = next(PlanItemState.of(items.get(i)), request.getStep());
                after.getDetailsBuilder().setItems(i, next.applyTo(items.get(i)));
                return after.build();
            }
        }
        throw Refusal.invalid("item_id", "no step of this plan");
    }

    private static PlanItemState next(PlanItemState before, PlanItemStep step) {
        return switch (step) {
            case PLAN_ITEM_STEP_ENABLE -> before.enable();
            case PLAN_ITEM_STEP_START -> before.start();
            case PLAN_ITEM_STEP_COMPLETE -> before.complete();
            case PLAN_ITEM_STEP_FAIL -> before.fail();
            case PLAN_ITEM_STEP_SUSPEND -> before.suspend();
            case PLAN_ITEM_STEP_RESUME -> before.resume();
            case PLAN_ITEM_STEP_TERMINATE -> before.terminate();
            case PLAN_ITEM_STEP_UNSPECIFIED, UNRECOGNIZED ->
                    throw Refusal.invalid("step", "not known (expected: one of the contract)");
        };
    }

    private static boolean isPrepared(Plan known) {
        return switch (PlanState.of(known)) {
            case PlanState.Draft _, PlanState.PendingApproval _, PlanState.Approved _ -> true;
            case PlanState.Active _, PlanState.Completed _, PlanState.Revised _ -> false;
        };
    }
}

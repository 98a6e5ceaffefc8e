package redress.grievances.receipts;

import java.util.List;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.FollowedGrievance;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceState;

/// A grievance as its complainant may see it.
final class FollowedView {
    private FollowedView() {}

    static FollowedGrievance of(Grievance known, List<GrievanceAction> log) {
        var view =
                FollowedGrievance.newBuilder()
                        .setNumber(known.getNumber())
                        .setState(known.getState())
                        .setReceivedAt(known.getReceivedAt())
                        .setResolveBy(known.getResolveBy())
                        .setQuestion(question(known, log));
        var decision = known.getDecision();
        if (decision.hasApprovedAt()) {
            view.setDecision(decision.getDecision())
                    .setReasons(decision.getReasons())
                    .setResolutionSummary(decision.getResolutionSummary())
                    .setComplainantResponse(decision.getComplainantResponse());
        } else if (known.getState() == GrievanceState.GRIEVANCE_STATE_REJECTED) {
            view.setReasons(last(log, ActionVerb.ACTION_VERB_CLOSED));
        }
        if (known.hasReopenBy()) {
            view.setReopenBy(known.getReopenBy());
        }
        return view.build();
    }

    private static String question(Grievance known, List<GrievanceAction> log) {
        return known.getState() != GrievanceState.GRIEVANCE_STATE_ON_HOLD
                ? ""
                : last(log, ActionVerb.ACTION_VERB_INFO_REQUESTED);
    }

    private static String last(List<GrievanceAction> log, ActionVerb verb) {
        return log.stream()
                .filter(each -> each.getVerb() == verb)
                .reduce((_, last) -> last)
                .map(GrievanceAction::getText)
                .orElse("");
    }
}

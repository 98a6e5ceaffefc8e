package redress.grievances.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceState;

class FollowedViewTest {
    @Test
    void theReasonsOfARejectionAreShownWhateverWasLoggedSince() {
        var rejected =
                Grievance.newBuilder().setState(GrievanceState.GRIEVANCE_STATE_REJECTED).build();
        var log =
                List.of(
                        action(ActionVerb.ACTION_VERB_OPEN, ""),
                        action(ActionVerb.ACTION_VERB_CLOSED, "Not ours."),
                        action(ActionVerb.ACTION_VERB_PROCESSING, ""));
        assertThat(FollowedView.of(rejected, log).getReasons()).isEqualTo("Not ours.");
    }

    private static GrievanceAction action(ActionVerb verb, String text) {
        return GrievanceAction.newBuilder().setVerb(verb).setText(text).build();
    }
}

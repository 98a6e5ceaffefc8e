package redress.grievances.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.decisions.v1.HumanDecision;
import redress.decisions.v1.Review;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.ReviewGrievanceRecommendationRequest;
import redress.grievances.v1.Severity;
import redress.mesh.access.Refusal;

class ReviewRecommendationTest {
    private static final Review ACCEPTED =
            Review.newBuilder().setHumanDecision(HumanDecision.HUMAN_DECISION_ACCEPTED).build();

    private final Grievance before = before();

    @Test
    void keepsTheReviewAndChangesNothingElse() {
        Grievance after = ReviewRecommendation.judged(before, request("shown").build(), ACCEPTED);

        assertThat(after.getRecommendation().getReview()).isEqualTo(ACCEPTED);
        assertThat(after.getDetails()).isEqualTo(before.getDetails());
    }

    @Test
    void setsWhatThePersonChose() {
        var request =
                request("shown").setSeverity(Severity.SEVERITY_HIGH).setCategoryCode("payment");

        Grievance after = ReviewRecommendation.judged(before, request.build(), ACCEPTED);

        assertThat(after.getDetails().getSeverity()).isEqualTo(Severity.SEVERITY_HIGH);
        assertThat(after.getDetails().getCategoryCode()).isEqualTo("payment");
    }

    @Test
    void refusesARecommendationThatIsNotTheNewest() {
        refuses(before, request("older"), Reason.REASON_INVALID_REQUEST);
    }

    @Test
    void refusesASecondReview() {
        Grievance judged = ReviewRecommendation.judged(before, request("shown").build(), ACCEPTED);

        refuses(judged, request("shown"), Reason.REASON_ILLEGAL_TRANSITION);
    }

    private static void refuses(
            Grievance known, ReviewGrievanceRecommendationRequest.Builder request, Reason reason) {
        assertThatThrownBy(() -> ReviewRecommendation.judged(known, request.build(), ACCEPTED))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static ReviewGrievanceRecommendationRequest.Builder request(String shown) {
        return ReviewGrievanceRecommendationRequest.newBuilder().setRecommendationId(shown);
    }

    private static Grievance before() {
        var row = Grievance.newBuilder().setState(GrievanceState.GRIEVANCE_STATE_RECEIVED);
        row.getDetailsBuilder().setSeverity(Severity.SEVERITY_LOW).setCategoryCode("other");
        row.getRecommendationBuilder().setId("shown");
        return row.build();
    }
}

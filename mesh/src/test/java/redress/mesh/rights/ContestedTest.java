package redress.mesh.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.decisions.v1.Objection;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.Review;
import redress.mesh.access.Refusal;

class ContestedTest {
    private static final Objection OBJECTION =
            Objection.newBuilder().setRequestNumber("DSR-1").setGround("why").build();
    private static final Recommendation REVIEWED =
            Recommendation.newBuilder()
                    .setId("r")
                    .setReview(Review.newBuilder().setDecidedBy("worker"))
                    .build();

    @Test
    void aContestedRecommendationWaitsForAReviewAndRemembersTheEarlierOne() {
        var contested = Contested.by(REVIEWED, OBJECTION);

        assertThat(contested.hasReview()).isFalse();
        assertThat(contested.getObjection().getEarlierReview()).isEqualTo(REVIEWED.getReview());
        assertThat(contested.getObjection().getGround()).isEqualTo("why");
    }

    @Test
    void whoDecidedBeforeDoesNotReview() {
        var contested = Contested.by(REVIEWED, OBJECTION);

        Contested.requireAnother(contested, "supervisor");
        assertThatThrownBy(() -> Contested.requireAnother(contested, "worker"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason()).isEqualTo(Reason.REASON_ROLE_MISSING));
    }

    @Test
    void aSecondObjectionDoesNotForgetWhoDecidedFirst() {
        var twice =
                Contested.by(
                        Contested.by(REVIEWED, OBJECTION),
                        OBJECTION.toBuilder().setRequestNumber("DSR-2").build());

        assertThat(twice.getObjection().getEarlierReview().getDecidedBy()).isEqualTo("worker");
    }

    @Test
    void nobodyWhoDecidedBeforeAnyObjectionReviews() {
        var reviewedAgain =
                Contested.by(REVIEWED, OBJECTION).toBuilder()
                        .setReview(Review.newBuilder().setDecidedBy("supervisor"))
                        .build();

        var twice =
                Contested.by(
                        reviewedAgain, OBJECTION.toBuilder().setRequestNumber("DSR-2").build());

        assertThat(twice.getObjection().getEarlierReview().getDecidedBy()).isEqualTo("supervisor");
        assertThat(twice.getObjection().getOlderReviewsList())
                .containsExactly(REVIEWED.getReview());
        Contested.requireAnother(twice, "third");
        for (String decidedBefore : List.of("worker", "supervisor")) {
            assertThatThrownBy(() -> Contested.requireAnother(twice, decidedBefore))
                    .isInstanceOf(Refusal.class);
        }
    }

    @Test
    void theSameRequestContestsOnceAndNothingWhereThereIsNoRecommendation() {
        assertThat(Contested.concerns(REVIEWED, OBJECTION)).isTrue();
        assertThat(Contested.concerns(Contested.by(REVIEWED, OBJECTION), OBJECTION)).isFalse();
        assertThat(Contested.concerns(Recommendation.getDefaultInstance(), OBJECTION)).isFalse();
    }
}

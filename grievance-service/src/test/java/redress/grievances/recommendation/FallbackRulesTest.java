package redress.grievances.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redress.beneficiaries.v1.Sensitivity;
import redress.decisions.v1.Flag;
import redress.decisions.v1.PriorityBand;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationKind;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.Severity;

class FallbackRulesTest {
    private static final UUID ID = UUID.fromString("019aa000-0000-7000-8000-000000000002");

    @Test
    void sayThatTheyAreRules() {
        Recommendation proposal = recommend(Severity.SEVERITY_LOW, 0);

        assertThat(proposal.getKind())
                .isEqualTo(RecommendationKind.RECOMMENDATION_KIND_GRIEVANCE_TRIAGE);
        assertThat(proposal.getSubjectId()).isEqualTo(ID.toString());
        assertThat(proposal.getRuleSet()).isEqualTo("grievance-triage-rules-1");
        assertThat(proposal.hasModel()).isFalse();
        assertThat(proposal.getReasons(0).getText()).contains("rules");
    }

    @Test
    void followTheSeverity() {
        assertThat(band(Severity.SEVERITY_LOW)).isEqualTo(PriorityBand.PRIORITY_BAND_LOW);
        assertThat(band(Severity.SEVERITY_UNSPECIFIED))
                .isEqualTo(PriorityBand.PRIORITY_BAND_MEDIUM);
        assertThat(band(Severity.SEVERITY_MEDIUM)).isEqualTo(PriorityBand.PRIORITY_BAND_MEDIUM);
        assertThat(band(Severity.SEVERITY_HIGH)).isEqualTo(PriorityBand.PRIORITY_BAND_HIGH);
        assertThat(band(Severity.SEVERITY_CRITICAL)).isEqualTo(PriorityBand.PRIORITY_BAND_URGENT);
    }

    @Test
    void putSensitiveGrievancesAheadOfTheQueue() {
        var proposal = recommend(Severity.SEVERITY_LOW, Sensitivity.SENSITIVITY_SENSITIVE_VALUE);

        assertThat(proposal.getProposedPriority()).isEqualTo(PriorityBand.PRIORITY_BAND_HIGH);
        assertThat(proposal.getScore()).isEqualTo(75);
        assertThat(proposal.getFlagsList()).extracting(Flag::getName).containsExactly("sensitive");
    }

    @Test
    void neverLowerACriticalOneBecauseItIsSensitive() {
        var proposal =
                recommend(
                        Severity.SEVERITY_CRITICAL, Sensitivity.SENSITIVITY_HIGHLY_SENSITIVE_VALUE);

        assertThat(proposal.getProposedPriority()).isEqualTo(PriorityBand.PRIORITY_BAND_URGENT);
        assertThat(proposal.getFlagsList())
                .extracting(Flag::getName)
                .containsExactly("urgent", "sensitive");
    }

    @Test
    void doNotReadTheWords() {
        var calm = details(Severity.SEVERITY_LOW, 0).setDescription("a").build();
        var alarming = details(Severity.SEVERITY_LOW, 0).setDescription("help, now").build();

        assertThat(recommend(alarming).getScore()).isEqualTo(recommend(calm).getScore());
        assertThat(recommend(alarming).getCategoriesList()).isEmpty();
    }

    private static PriorityBand band(Severity severity) {
        return recommend(severity, 0).getProposedPriority();
    }

    private static Recommendation recommend(Severity severity, int sensitivity) {
        return recommend(details(severity, sensitivity).build());
    }

    private static Recommendation recommend(GrievanceDetails details) {
        return FallbackRules.recommend(ID, details, Instant.EPOCH);
    }

    private static GrievanceDetails.Builder details(Severity severity, int sensitivity) {
        return GrievanceDetails.newBuilder().setSeverity(severity).setSensitivityValue(sensitivity);
    }
}

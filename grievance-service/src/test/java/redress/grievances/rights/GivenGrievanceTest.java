package redress.grievances.rights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.grievances.v1.ComplainantType;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.OnBehalfOf;

class GivenGrievanceTest {
    private static final GrievanceAction ENTRY =
            GrievanceAction.newBuilder().setText("Which month?").build();

    @Test
    void beneficiariesGetTheirOwnWordsButNotWhomTheyComplainAbout() {
        var own = complaint(ComplainantType.COMPLAINANT_TYPE_BENEFICIARY);

        assertThat(GivenGrievance.of(own))
                .isEqualTo(
                        own.toBuilder()
                                .setDetails(own.getDetails().toBuilder().clearSubjectsOfComplaint())
                                .build());
        assertThat(GivenGrievance.of(own, ENTRY)).isEqualTo(ENTRY);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"COMPLAINANT_TYPE_BENEFICIARY", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void nobodyGetsWhatSomebodyElseToldAboutThem(ComplainantType type) {
        requireWithoutWords(complaint(type));
    }

    @Test
    void nobodyGetsWhatABeneficiaryToldForThem() {
        var known = complaint(ComplainantType.COMPLAINANT_TYPE_BENEFICIARY).toBuilder();
        known.getDetailsBuilder().setOnBehalfOf(OnBehalfOf.ON_BEHALF_OF_INDIVIDUAL);
        requireWithoutWords(known.build());
    }

    @Test
    void whoComplainsWithoutABeneficiaryGetsTheirWords() {
        var known = complaint(ComplainantType.COMPLAINANT_TYPE_ANONYMOUS).toBuilder();
        known.getDetailsBuilder().clearBeneficiary();

        assertThat(GivenGrievance.of(known.build()).toString()).contains("since May", "+57 300");
        assertThat(GivenGrievance.of(known.build(), ENTRY)).isEqualTo(ENTRY);
    }

    private static void requireWithoutWords(Grievance known) {
        assertThat(GivenGrievance.of(known).toString())
                .contains("GRV-1", "4711", "Paid in full.")
                .doesNotContain("No payment", "since May", "to be paid", "+57 300", "too late")
                .doesNotContain("accused");
        assertThat(GivenGrievance.of(known, ENTRY).getText()).isEmpty();
    }

    private static Grievance complaint(ComplainantType type) {
        var known = Grievance.newBuilder().setNumber("GRV-1");
        known.getDecisionBuilder().setResolutionSummary("Paid in full.").setComment("too late");
        var details =
                known.getDetailsBuilder()
                        .setTitle("No payment")
                        .setDescription("since May")
                        .setDesiredResolution("to be paid")
                        .setComplainantType(type)
                        .addSubjectsOfComplaint("accused");
        details.getPreferredContactBuilder().setType("phone").setValue("+57 300");
        details.getBeneficiaryBuilder().addIdentifierBuilder().setIdentifierValue("4711");
        return known.build();
    }
}

package redress.mesh.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.FieldMaskUtil;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.ClientType;
import redress.cases.v1.CaseDetails;
import redress.grievances.v1.Channel;
import redress.grievances.v1.GrievanceDetails;
import redress.mesh.access.Refusal;
import redress.personaldata.v1.Correction;

class CorrectionsTest {
    private static final String SECRET = "Zaubermarke";
    private static final CaseDetails CASE =
            CaseDetails.newBuilder()
                    .setCaseType("household_support")
                    .setTitle("Roof lost")
                    .setPresentingIssue("The rain comes in.")
                    .addRiskFactors("flood")
                    .putFacts("rooms", 1)
                    .putFacts("members", 6)
                    .build();

    @Test
    void changesWhatIsNamedAndNothingElse() {
        var wanted =
                CaseDetails.newBuilder()
                        .setTitle("Roof and walls lost")
                        .setCaseType("not named")
                        .setClientType(ClientType.CLIENT_TYPE_INDIVIDUAL)
                        .addRiskFactors("storm")
                        .addRiskFactors("illness");

        var after =
                Corrections.applied(
                        CASE, List.of(ofCase("title,client_type,risk_factors", wanted)));

        assertThat(after)
                .isEqualTo(
                        CASE.toBuilder()
                                .setTitle("Roof and walls lost")
                                .setClientType(ClientType.CLIENT_TYPE_INDIVIDUAL)
                                .clearRiskFactors()
                                .addRiskFactors("storm")
                                .addRiskFactors("illness")
                                .build());
    }

    @Test
    void aNamedFieldThatIsLeftOutIsEmptied() {
        var after =
                Corrections.applied(
                        CASE,
                        List.of(ofCase("presenting_issue,risk_factors", CaseDetails.newBuilder())));

        assertThat(after.getPresentingIssue()).isEmpty();
        assertThat(after.getRiskFactorsList()).isEmpty();
    }

    @Test
    void oneFactIsCorrectedAndTheOthersStay() {
        var wanted = CaseDetails.newBuilder().putFacts("rooms", 3);

        var after = Corrections.applied(CASE, List.of(ofCase("facts", wanted)));

        assertThat(after.getFactsMap()).containsEntry("rooms", 3.0).containsEntry("members", 6.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state",
                "etag",
                "number",
                "id",
                "case_type",
                "external_id",
                "area_code",
                "programme_ids",
                "sensitivity",
                "supervisor",
                "subjects_of_complaint",
                "beneficiary",
                "beneficiary.programme_identifier",
                "beneficiary.identifier.identifier_value",
                "recommendation.score",
                "details.title",
                "facts.rooms",
                "nothing"
            })
    void refusesAFieldThatIsNotForThePersonToCorrectAndNamesIt(String path) {
        var correction = ofCase(path, CaseDetails.newBuilder().setTitle(SECRET));

        var refused = refused(() -> Corrections.checked(correction));

        assertThat(refused.getMessage()).contains(path + " can't be rectified", "title");
    }

    @Test
    void refusesAValueThatBreaksTheContractAndDoesNotRepeatIt() {
        var tooLong = ofCase("title", CaseDetails.newBuilder().setTitle(SECRET.repeat(30)));
        var empty = ofCase("title", CaseDetails.newBuilder());

        assertThat(refused(() -> Corrections.checked(tooLong)).getMessage())
                .contains("title")
                .doesNotContain(SECRET);
        assertThat(refused(() -> Corrections.checked(empty)).getMessage()).contains("title");
    }

    @Test
    void keepsNothingThatItsFieldsDoNotName() {
        var correction =
                ofCase("title", CaseDetails.newBuilder().setTitle("right").setPresentingIssue("x"));

        assertThat(Corrections.checked(correction).getCaseDetails())
                .isEqualTo(CaseDetails.newBuilder().setTitle("right").build());
    }

    @Test
    void theCorrectedItemKeepsTheContractAsAWhole() {
        var grievance =
                GrievanceDetails.newBuilder()
                        .setTitle("No payment")
                        .setDescription("since May")
                        .setChannel(Channel.CHANNEL_PHONE)
                        .build();
        var wanted = GrievanceDetails.newBuilder();
        wanted.getPreferredContactBuilder().setType("phone").setValue("555");

        var half = ofGrievance("preferred_contact.value", wanted);
        assertThat(Corrections.checked(half).getGrievanceDetails().getPreferredContact().getType())
                .isEmpty();
        assertThat(refused(() -> Corrections.applied(grievance, List.of(half))).getMessage())
                .contains("preferred_contact.type");

        var whole = ofGrievance("preferred_contact", wanted);
        assertThat(Corrections.applied(grievance, List.of(whole)).getPreferredContact())
                .isEqualTo(wanted.getPreferredContact());
    }

    @Test
    void refusesTheValuesOfAnotherKindOfItemAndNoneAtAll() {
        var other = ofGrievance("title", GrievanceDetails.newBuilder().setTitle("t"));
        var none = other.toBuilder().clearValues().build();

        assertThat(refused(() -> Corrections.applied(CASE, List.of(other))).getMessage())
                .contains("GrievanceDetails (expected: CaseDetails)");
        assertThat(refused(() -> Corrections.checked(none)).getMessage()).contains("no values");
    }

    private static Correction ofCase(String fields, CaseDetails.Builder values) {
        return Correction.newBuilder()
                .setFields(FieldMaskUtil.fromString(fields))
                .setCaseDetails(values)
                .build();
    }

    private static Correction ofGrievance(String fields, GrievanceDetails.Builder values) {
        return Correction.newBuilder()
                .setFields(FieldMaskUtil.fromString(fields))
                .setGrievanceDetails(values)
                .build();
    }

    private static Refusal refused(ThrowingCallable call) {
        var refusals = new java.util.ArrayList<Refusal>();
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusals::add);
        assertThat(refusals.getFirst().reason()).isEqualTo(Reason.REASON_INVALID_REQUEST);
        return refusals.getFirst();
    }
}

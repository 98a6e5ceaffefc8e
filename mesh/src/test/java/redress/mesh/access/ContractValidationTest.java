package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.Identifier;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.SaveCaseSearchRequest;
import redress.decisions.v1.CaseFacts;

class ContractValidationTest {
    private static final UnknownFieldSet UNKNOWN =
            UnknownFieldSet.newBuilder()
                    .addField(999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                    .build();

    private final ContractValidation validation = new ContractValidation();

    @Test
    void acceptsWhatKeepsTheRules() {
        assertThatCode(() -> validation.check(request().build())).doesNotThrowAnyException();
    }

    @Test
    void refusesFieldsThatTheContractDoesNotKnow() {
        assertThat(refusal(request().setUnknownFields(UNKNOWN).build()).getMessage())
                .contains("#999");
    }

    @Test
    void refusesThemInsideOtherMessages() {
        var nested = request();
        nested.getDetailsBuilder()
                .getBeneficiaryBuilder()
                .addIdentifierBuilder()
                .setUnknownFields(UNKNOWN)
                .setIdentifierType("id")
                .setIdentifierValue("1");
        assertThat(refusal(nested.build()).getMessage())
                .contains("details.beneficiary.identifier.#999");
    }

    @Test
    void refusesToKeepASearchThatLeadsToAPerson() {
        for (var filter :
                List.of(
                        CaseFilter.newBuilder().addNumbers("CASE-2026-000001"),
                        CaseFilter.newBuilder().addExternalIds("their-1"),
                        CaseFilter.newBuilder()
                                .setBeneficiary(
                                        Identifier.newBuilder()
                                                .setIdentifierType("id")
                                                .setIdentifierValue("1")))) {
            var search =
                    SaveCaseSearchRequest.newBuilder()
                            .setRequestId(UUID.randomUUID().toString())
                            .setName("to do")
                            .setFilter(filter);
            assertThat(refusal(search.build()).getMessage()).contains("leads to a person");
        }
    }

    @DisplayName("zero-trust 17: an error names the field and never its content")
    @Test
    void namesTheFieldAndNeverItsContent() {
        var broken = request();
        broken.getDetailsBuilder().setTitle("secret".repeat(100));
        var refusal = refusal(broken.build());
        assertThat(refusal.violations())
                .extracting(Refusal.Violation::field)
                .containsExactly("details.title");
        assertThat(refusal.getMessage()).doesNotContain("secret");
    }

    @Test
    void refusesNumbersThatAreNone() {
        var facts = CaseFacts.newBuilder().setSubjectId(UUID.randomUUID().toString());
        assertThat(refusal(facts.putFacts("rooms", Double.NaN).build()).reason())
                .isEqualTo(Reason.REASON_INVALID_REQUEST);
    }

    @Test
    void refusesTextThatPostgresqlCannotHold() {
        var broken = request();
        broken.getDetailsBuilder().setAreaCode("CO\0-05");
        assertThat(refusal(broken.build()).reason()).isEqualTo(Reason.REASON_INVALID_REQUEST);
    }

    private Refusal refusal(Message message) {
        return catchThrowableOfType(Refusal.class, () -> validation.check(message));
    }

    private static OpenCaseRequest.Builder request() {
        var request = OpenCaseRequest.newBuilder().setRequestId(UUID.randomUUID().toString());
        request.getDetailsBuilder().setCaseType("household_support").setTitle("Roof lost");
        return request;
    }
}

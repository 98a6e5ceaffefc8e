package redress.contract;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redress.beneficiaries.v1.Identifier;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.SaveCaseSearchRequest;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.GrievanceState;
import redress.lists.v1.DayRange;
import redress.lists.v1.TimeRange;

/// The contract refuses searches that can't mean anything.
class SearchFilterTest {
    @Test
    void refusesRangesThatEndBeforeTheyBegin() throws ValidationException {
        var early = Timestamp.newBuilder().setSeconds(1);
        var late = Timestamp.newBuilder().setSeconds(2);

        refused(TimeRange.newBuilder().setFrom(late).setBefore(early).build());
        refused(TimeRange.newBuilder().setFrom(late).setBefore(late).build());
        refused(DayRange.newBuilder().setFrom("2027-01-02").setBefore("2027-01-01").build());
        refused(DayRange.newBuilder().setFrom("yesterday").build());
        allowed(TimeRange.newBuilder().setFrom(early).setBefore(late).build());
        allowed(DayRange.newBuilder().setFrom("2027-01-02").build());
        allowed(TimeRange.getDefaultInstance());
    }

    @Test
    void refusesNobodyAndSomebodyAtOnce() throws ValidationException {
        refused(CaseFilter.newBuilder().setUnassigned(true).addCaseWorkers("ana").build());
        refused(GrievanceFilter.newBuilder().setUnassigned(true).addAssignedTo("ana").build());
        allowed(CaseFilter.newBuilder().setUnassigned(false).addCaseWorkers("ana").build());
    }

    @Test
    void refusesValuesThatNothingHas() throws ValidationException {
        var unspecified = GrievanceState.GRIEVANCE_STATE_UNSPECIFIED;
        refused(GrievanceFilter.newBuilder().addStates(unspecified).build());
        refused(GrievanceFilter.newBuilder().addStatesValue(77).build());
        refused(CaseFilter.newBuilder().addAreaCodes("").build());
        refused(CaseFilter.newBuilder().addTeams("north").addTeams("north").build());
        refused(CaseFilter.newBuilder().setBeneficiary(Identifier.getDefaultInstance()).build());
    }

    @Test
    void keepsNoIdentifierOfAPerson() throws ValidationException {
        var person = Identifier.newBuilder().setIdentifierType("UIN").setIdentifierValue("12");
        var search =
                SaveCaseSearchRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setName("Mine")
                        .setFilter(CaseFilter.newBuilder().addCaseWorkers("ana"));

        allowed(search.build());
        refused(search.setFilter(CaseFilter.newBuilder().setBeneficiary(person)).build());
    }

    private static void refused(Message message) throws ValidationException {
        assertThat(validate(message).getViolations()).isNotEmpty();
    }

    private static void allowed(Message message) throws ValidationException {
        assertThat(validate(message).getViolations()).isEmpty();
    }

    private static ValidationResult validate(Message message) throws ValidationException {
        return ValidatorFactory.newBuilder().build().validate(message);
    }
}

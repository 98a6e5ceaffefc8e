package redress.grievances.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Identifier;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.postgres.PostgresFiledGrievances;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.Channel;
import redress.grievances.v1.ComplainantType;
import redress.grievances.v1.CountGrievancesRequest;
import redress.grievances.v1.Decision;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.GrievanceOrder;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.OnBehalfOf;
import redress.grievances.v1.SearchGrievancesRequest;
import redress.grievances.v1.Severity;
import redress.grievances.v1.SlaStatus;
import redress.lists.v1.DayRange;
import redress.lists.v1.TimeRange;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;

class SearchGrievancesIT {
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_SENSITIVE_OFFICER);

    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Database DATABASE = POSTGRES.database();

    private final PostgresGrievances grievances = new PostgresGrievances();
    private final SearchGrievances searching =
            new SearchGrievances(DATABASE, new PostgresFiledGrievances());
    // Each test has an area of its own.
    private final String area = "A" + UUID.randomUUID().toString().replace("-", "");

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void eachFieldFindsWhatIsFiledUnderIt() {
        Grievance original = add(row -> row);
        Grievance wanted = add(row -> filed(row, original));

        assertThat(
                        List.<UnaryOperator<GrievanceFilter.Builder>>of(
                                f -> f.addStates(GrievanceState.GRIEVANCE_STATE_ON_HOLD),
                                f -> f.addCategoryCodes("payment"),
                                f -> f.addCategoryCodes("payment/late"),
                                f -> f.addSeverities(Severity.SEVERITY_HIGH),
                                f -> f.addSensitivities(Sensitivity.SENSITIVITY_SENSITIVE),
                                f -> f.addChannels(Channel.CHANNEL_SMS),
                                f -> f.addComplainantTypes(ComplainantType.COMPLAINANT_TYPE_STAFF),
                                f -> f.addOnBehalfOf(OnBehalfOf.ON_BEHALF_OF_INDIVIDUAL),
                                f -> f.addLanguages("qu"),
                                f -> f.addSlaStatuses(SlaStatus.SLA_STATUS_PAUSED),
                                f -> f.addDecisions(Decision.DECISION_UPHELD),
                                f -> f.addProgrammeIds("food"),
                                f -> f.addAssignedTo("ana"),
                                f -> f.addNumbers("N-" + area),
                                f -> f.addExternalIds("X-" + area),
                                f -> f.setMinEscalationLevel(2),
                                f -> f.setUnassigned(false),
                                f -> f.setAppeal(true),
                                f -> f.setDuplicate(true),
                                f -> f.setHandedOver(true),
                                f -> f.setOngoingIssue(true)))
                .allSatisfy(filter -> assertThat(found(filter)).containsExactly(wanted));
    }

    private Grievance.Builder filed(Grievance.Builder row, Grievance original) {
        row.setState(GrievanceState.GRIEVANCE_STATE_ON_HOLD)
                .setAssignedTo("ana")
                .setNumber("N-" + area)
                .setSlaStatus(SlaStatus.SLA_STATUS_PAUSED)
                .setEscalationLevel(2)
                .setOriginalGrievanceId(original.getId())
                .setDuplicateOf("another")
                .setCaseId("a case");
        row.getDecisionBuilder().setDecision(Decision.DECISION_UPHELD);
        row.getDetailsBuilder()
                .setCategoryCode("payment/late")
                .setSeverity(Severity.SEVERITY_HIGH)
                .setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE)
                .setChannel(Channel.CHANNEL_SMS)
                .setComplainantType(ComplainantType.COMPLAINANT_TYPE_STAFF)
                .setOnBehalfOf(OnBehalfOf.ON_BEHALF_OF_INDIVIDUAL)
                .setLanguage("qu")
                .addProgrammeIds("cash")
                .addProgrammeIds("food")
                .setOngoingIssue(true)
                .setExternalId("X-" + area);
        return row;
    }

    @Test
    void aCategoryHoldsThoseBelowItAndNoOthers() {
        Grievance above = add(row -> of(row, "payment"));
        Grievance below = add(row -> of(row, "payment/late/never"));
        add(row -> of(row, "payments"));
        add(row -> of(row, "payment-late"));

        assertThat(found(f -> f.addCategoryCodes("payment"))).containsExactly(below, above);
    }

    @Test
    void rangesHoldTheirBeginningAndNotTheirEnd() {
        Grievance first = add(row -> due(row, 500));
        add(row -> due(row, 600));
        add(row -> row);

        assertThat(found(f -> f.setDue(instants(500, 600)))).containsExactly(first);
        assertThat(found(f -> f.setDue(instants(100, 500)))).isEmpty();
        assertThat(found(f -> f.setReceived(instants(200, 201)))).hasSize(3);
        assertThat(found(f -> f.setUpdated(instants(100, 200)))).isEmpty();
        assertThat(found(f -> f.setIncident(days("2026-01-05", "2026-01-06")))).hasSize(2);
        assertThat(found(f -> f.setIncident(days("", "2026-01-05")))).isEmpty();
    }

    @Test
    void whatIsDueFirstComesFirstAndWhatIsNotDueLast() {
        Grievance closed =
                add(row -> due(row, 100).setState(GrievanceState.GRIEVANCE_STATE_CLOSED));
        Grievance late = add(row -> due(row, 900));
        Grievance soon = add(row -> due(row, 300));
        Grievance lateToo = add(row -> due(row, 900));

        assertThat(search(here(), GrievanceOrder.GRIEVANCE_ORDER_DUE))
                .containsExactly(soon, late, lateToo, closed);
    }

    @Test
    void findsABeneficiaryByAnExactIdentifier() {
        Grievance known = add(row -> about(row, "12-34"));
        add(row -> about(row, "12-345"));

        assertThat(found(f -> f.setBeneficiary(identifier("12-34")))).containsExactly(known);
        assertThat(found(f -> f.setBeneficiary(identifier("12-3")))).isEmpty();
    }

    @Test
    void aTokenIsBoundToItsFilterAndOrder() {
        add(row -> row);
        add(row -> row);
        var list = SearchGrievancesRequest.newBuilder().setPageSize(1).setFilter(here());
        var next = list.setPageToken(searching.search(OFFICER, list.build()).nextPageToken());

        assertThat(searching.search(OFFICER, next.build()).rows()).hasSize(1);
        var otherOrder = next.clone().setOrder(GrievanceOrder.GRIEVANCE_ORDER_DUE).build();
        var otherFilter = next.clone().setFilter(here().setAppeal(false)).build();
        refused(Reason.REASON_BAD_PAGE_TOKEN, () -> searching.search(OFFICER, otherOrder));
        refused(Reason.REASON_BAD_PAGE_TOKEN, () -> searching.search(OFFICER, otherFilter));
    }

    @Test
    void refusesADayOfNoCalendar() {
        var request =
                CountGrievancesRequest.newBuilder()
                        .setFilter(GrievanceFilter.newBuilder().setIncident(days("2027-02-31", "")))
                        .build();

        refused(Reason.REASON_INVALID_REQUEST, () -> searching.count(OFFICER, request));
    }

    @Test
    void countsWhatItLists() {
        add(row -> row);
        add(row -> row.setState(GrievanceState.GRIEVANCE_STATE_CLOSED));
        var request = CountGrievancesRequest.newBuilder().setFilter(here());

        var counted = searching.count(OFFICER, request.build());

        assertThat(counted.getCount()).isEqualTo(2);
        assertThat(counted.getMore()).isFalse();
    }

    private static void refused(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private List<Grievance> found(UnaryOperator<GrievanceFilter.Builder> filter) {
        return search(filter.apply(here()), GrievanceOrder.GRIEVANCE_ORDER_NEWEST);
    }

    private GrievanceFilter.Builder here() {
        return GrievanceFilter.newBuilder().addAreaCodes(area);
    }

    // In pages of two.
    private List<Grievance> search(GrievanceFilter.Builder filter, GrievanceOrder order) {
        var rows = new ArrayList<Grievance>();
        var request =
                SearchGrievancesRequest.newBuilder()
                        .setFilter(filter)
                        .setOrder(order)
                        .setPageSize(2);
        do {
            var slice = searching.search(OFFICER, request.build());
            rows.addAll(slice.rows());
            request.setPageToken(slice.nextPageToken());
        } while (!request.getPageToken().isEmpty());
        return rows;
    }

    private Grievance add(UnaryOperator<Grievance.Builder> change) {
        var id = UuidCreator.getTimeOrderedEpoch();
        var row =
                Grievance.newBuilder()
                        .setId(id.toString())
                        .setNumber("GRV-" + id)
                        .setState(GrievanceState.GRIEVANCE_STATE_RECEIVED)
                        .setSlaStatus(SlaStatus.SLA_STATUS_ON_TRACK)
                        .setReceivedAt(Timestamp.newBuilder().setSeconds(200))
                        .setUpdatedAt(Timestamp.newBuilder().setSeconds(200));
        row.getDetailsBuilder().setTitle("No payment").setAreaCode(area);
        Grievance added = change.apply(row).build();
        DATABASE.write(OFFICER, transaction -> grievances.add(transaction, added));
        return added;
    }

    private static Grievance.Builder of(Grievance.Builder row, String category) {
        row.getDetailsBuilder().setCategoryCode(category);
        return row;
    }

    private static Grievance.Builder due(Grievance.Builder row, long seconds) {
        row.getDetailsBuilder().setDateOfIncident("2026-01-05");
        row.getResolveByBuilder().setSeconds(seconds);
        return row;
    }

    private static Grievance.Builder about(Grievance.Builder row, String identifier) {
        row.getDetailsBuilder().getBeneficiaryBuilder().addIdentifier(identifier(identifier));
        return row;
    }

    private static Identifier identifier(String value) {
        return Identifier.newBuilder()
                .setIdentifierType("HOUSEHOLD_ID")
                .setIdentifierValue(value)
                .build();
    }

    private static DayRange.Builder days(String from, String before) {
        return DayRange.newBuilder().setFrom(from).setBefore(before);
    }

    private static TimeRange.Builder instants(long from, long before) {
        return TimeRange.newBuilder()
                .setFrom(Timestamp.newBuilder().setSeconds(from))
                .setBefore(Timestamp.newBuilder().setSeconds(before));
    }
}

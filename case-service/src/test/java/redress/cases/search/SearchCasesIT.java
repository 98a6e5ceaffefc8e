package redress.cases.search;

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
import redress.beneficiaries.v1.ClientType;
import redress.beneficiaries.v1.Identifier;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.PostgresFiledCases;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.Case;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.CaseOrder;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.ClosureOutcome;
import redress.cases.v1.CountCasesRequest;
import redress.cases.v1.IntakeSource;
import redress.cases.v1.SearchCasesRequest;
import redress.cases.v1.TransferState;
import redress.decisions.v1.PriorityBand;
import redress.lists.v1.DayRange;
import redress.lists.v1.TimeRange;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;

class SearchCasesIT {
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);

    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Database DATABASE = POSTGRES.database();

    private final PostgresCases cases = new PostgresCases();
    private final SearchCases searching = new SearchCases(DATABASE, new PostgresFiledCases());
    // Each test has an area of its own.
    private final String area = "A" + UUID.randomUUID().toString().replace("-", "");

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void eachFieldFindsWhatIsFiledUnderIt() {
        Case wanted = add(this::filed);
        add(row -> row);

        assertThat(
                        List.<UnaryOperator<CaseFilter.Builder>>of(
                                f -> f.addStates(CaseState.CASE_STATE_SUSPENDED),
                                f -> f.addStages(CaseStage.CASE_STAGE_MONITORING),
                                f -> f.addPriorities(PriorityBand.PRIORITY_BAND_HIGH),
                                f -> f.addCaseTypes("shelter"),
                                f -> f.addClientTypes(ClientType.CLIENT_TYPE_HOUSEHOLD),
                                f -> f.addIntakeSources(IntakeSource.INTAKE_SOURCE_OUTREACH),
                                f -> f.addIntensityLevels(3),
                                f -> f.addSensitivities(Sensitivity.SENSITIVITY_SENSITIVE),
                                f -> f.addClosureOutcomes(ClosureOutcome.CLOSURE_OUTCOME_PARTIAL),
                                f -> f.addProgrammeIds("food"),
                                f -> f.addCaseWorkers("ana"),
                                f -> f.addSupervisors("sam"),
                                f -> f.addTeams("north"),
                                f -> f.addTransferTo("eve"),
                                f -> f.addNumbers("N-" + area),
                                f -> f.addExternalIds("X-" + area),
                                f -> f.setUnassigned(false),
                                f -> f.setMerged(true)))
                .allSatisfy(filter -> assertThat(found(filter)).containsExactly(wanted));
    }

    private Case.Builder filed(Case.Builder row) {
        row.setState(CaseState.CASE_STATE_SUSPENDED)
                .setStage(CaseStage.CASE_STAGE_MONITORING)
                .setCaseWorker("ana")
                .setNumber("N-" + area)
                .setMergedInto("another")
                .setClosureOutcome(ClosureOutcome.CLOSURE_OUTCOME_PARTIAL);
        row.getTransferBuilder()
                .setState(TransferState.TRANSFER_STATE_REQUESTED)
                .setCaseWorker("eve");
        row.getDetailsBuilder()
                .setPriority(PriorityBand.PRIORITY_BAND_HIGH)
                .setCaseType("shelter")
                .setClientType(ClientType.CLIENT_TYPE_HOUSEHOLD)
                .setIntakeSource(IntakeSource.INTAKE_SOURCE_OUTREACH)
                .setIntensityLevel(3)
                .setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE)
                .addProgrammeIds("cash")
                .addProgrammeIds("food")
                .setSupervisor("sam")
                .setTeam("north")
                .setExternalId("X-" + area);
        return row;
    }

    @Test
    void anyOfTheValuesOfAFieldFits() {
        Case active = add(row -> row);
        Case suspended = add(row -> row.setState(CaseState.CASE_STATE_SUSPENDED));
        add(row -> row.setState(CaseState.CASE_STATE_CLOSED));

        assertThat(
                        found(
                                f ->
                                        f.addStates(CaseState.CASE_STATE_ACTIVE)
                                                .addStates(CaseState.CASE_STATE_SUSPENDED)))
                .containsExactly(suspended, active);
    }

    @Test
    void anAreaHoldsTheAreasBelowItAndNoOthers() {
        Case above = add(row -> row);
        Case below = add(row -> in(row, area + "-05-001"));
        add(row -> in(row, area + "5"));
        add(row -> in(row, area + ".1"));

        assertThat(search(CaseFilter.newBuilder().addAreaCodes(area), CaseOrder.CASE_ORDER_OLDEST))
                .containsExactly(above, below);
    }

    @Test
    void rangesHoldTheirBeginningAndNotTheirEnd() {
        Case first = add(row -> due(row, "2027-01-01"));
        add(row -> due(row, "2027-01-02"));
        Case never = add(row -> row);

        assertThat(found(f -> f.setDue(days("2027-01-01", "2027-01-02")))).containsExactly(first);
        assertThat(found(f -> f.setDue(days("2027-01-01", ""))))
                .contains(first)
                .doesNotContain(never);
        assertThat(found(f -> f.setReviewDue(days("2027-03-01", "2027-03-02"))))
                .containsExactlyInAnyOrder(first);
        assertThat(found(f -> f.setCreated(instants(100, 200)))).isEmpty();
        assertThat(found(f -> f.setUpdated(instants(200, 201)))).contains(first);
        assertThat(found(f -> f.setUpdated(instants(100, 200)))).isEmpty();
    }

    @Test
    void whatIsDueFirstComesFirstAndWhatIsNotDueLast() {
        Case closed = add(row -> due(row.setState(CaseState.CASE_STATE_CLOSED), "2020-01-01"));
        Case late = add(row -> due(row, "2027-05-01"));
        Case soon = add(row -> due(row, "0001-02-01"));
        Case never = add(row -> row);
        Case lateToo = add(row -> due(row, "2027-05-01"));

        assertThat(search(here(), CaseOrder.CASE_ORDER_DUE))
                .containsExactly(soon, late, lateToo, closed, never);
    }

    @Test
    void findsABeneficiaryByAnExactIdentifierAsItIsNow() {
        Case known = add(row -> of(row, "12-34"));
        add(row -> of(row, "12-345"));

        assertThat(found(f -> f.setBeneficiary(identifier("12-34")))).containsExactly(known);
        assertThat(found(f -> f.setBeneficiary(identifier("12-3")))).isEmpty();

        Case corrected = of(known.toBuilder().clearDetails(), "99").build();
        DATABASE.write(SUPERVISOR, transaction -> cases.replace(transaction, corrected));

        assertThat(found(f -> f.setBeneficiary(identifier("12-34")))).isEmpty();
        assertThat(found(f -> f.setBeneficiary(identifier("99")))).containsExactly(corrected);
    }

    @Test
    void aTokenIsBoundToItsFilterAndOrder() {
        add(row -> row);
        add(row -> row);
        var list = SearchCasesRequest.newBuilder().setPageSize(1).setFilter(here());
        String token = searching.search(SUPERVISOR, list.build()).nextPageToken();
        var next = list.setPageToken(token);

        assertThat(searching.search(SUPERVISOR, next.build()).rows()).hasSize(1);
        refused(
                Reason.REASON_BAD_PAGE_TOKEN,
                () ->
                        searching.search(
                                SUPERVISOR,
                                next.clone().setOrder(CaseOrder.CASE_ORDER_DUE).build()));
        refused(
                Reason.REASON_BAD_PAGE_TOKEN,
                () ->
                        searching.search(
                                SUPERVISOR,
                                next.clone().setFilter(here().setMerged(true)).build()));
    }

    @Test
    void refusesADayOfNoCalendar() {
        var request =
                CountCasesRequest.newBuilder()
                        .setFilter(CaseFilter.newBuilder().setDue(days("2027-02-31", "")));

        refused(Reason.REASON_INVALID_REQUEST, () -> searching.count(SUPERVISOR, request.build()));
    }

    @Test
    void countsWhatItLists() {
        add(row -> row);
        add(row -> row.setState(CaseState.CASE_STATE_CLOSED));
        var request = CountCasesRequest.newBuilder().setFilter(here());

        var counted = searching.count(SUPERVISOR, request.build());

        assertThat(counted.getCount()).isEqualTo(2);
        assertThat(counted.getMore()).isFalse();
    }

    private static void refused(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private List<Case> found(UnaryOperator<CaseFilter.Builder> filter) {
        return search(filter.apply(here()), CaseOrder.CASE_ORDER_NEWEST);
    }

    private CaseFilter.Builder here() {
        return CaseFilter.newBuilder().addAreaCodes(area);
    }

    // In pages of two.
    private List<Case> search(CaseFilter.Builder filter, CaseOrder order) {
        var rows = new ArrayList<Case>();
        var request =
                SearchCasesRequest.newBuilder().setFilter(filter).setOrder(order).setPageSize(2);
        do {
            var slice = searching.search(SUPERVISOR, request.build());
            rows.addAll(slice.rows());
            request.setPageToken(slice.nextPageToken());
        } while (!request.getPageToken().isEmpty());
        return rows;
    }

    private Case add(UnaryOperator<Case.Builder> change) {
        var id = UuidCreator.getTimeOrderedEpoch();
        var row =
                Case.newBuilder()
                        .setId(id.toString())
                        .setNumber("CASE-" + id)
                        .setState(CaseState.CASE_STATE_ACTIVE)
                        .setStage(CaseStage.CASE_STAGE_INTAKE)
                        .setCreatedAt(Timestamp.newBuilder().setSeconds(200))
                        .setUpdatedAt(Timestamp.newBuilder().setSeconds(200));
        row.getDetailsBuilder().setTitle("No payment").setAreaCode(area);
        Case added = change.apply(row).build();
        DATABASE.write(SUPERVISOR, transaction -> cases.add(transaction, added));
        return added;
    }

    private static Case.Builder in(Case.Builder row, String area) {
        row.getDetailsBuilder().setAreaCode(area);
        return row;
    }

    private static Case.Builder due(Case.Builder row, String day) {
        row.getDetailsBuilder().setTargetClosureDate(day);
        if (day.equals("2027-01-01")) {
            row.getDetailsBuilder().setNextReviewDate("2027-03-01");
        }
        return row;
    }

    private Case.Builder of(Case.Builder row, String identifier) {
        row.getDetailsBuilder()
                .setTitle("No payment")
                .setAreaCode(area)
                .getBeneficiaryBuilder()
                .addIdentifier(
                        Identifier.newBuilder()
                                .setIdentifierType("UIN")
                                .setIdentifierValue("other"))
                .addIdentifier(identifier(identifier));
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

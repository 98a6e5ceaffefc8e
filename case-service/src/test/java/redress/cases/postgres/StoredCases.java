package redress.cases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.v1.Case;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.ListCasesRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// A database of cases, and what tests of them do again and again.
abstract class StoredCases {
    static final Caller WORKER = TestDatabase.person("worker", Role.ROLE_CASE_WORKER);
    static final Caller SUPERVISOR = TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    static final Caller OTHER = TestDatabase.person("other", Role.ROLE_CASE_WORKER);

    static TestDatabase postgres;
    static Database database;

    final PostgresCases cases = new PostgresCases();
    final PostgresNotes notes = new PostgresNotes();
    // Each test has an area of its own.
    final String area = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        postgres = TestDatabase.start();
        database = postgres.database();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    static void refused(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    Case add(UnaryOperator<Case.Builder> change) {
        Case row = change.apply(row().toBuilder()).build();
        return database.as(WORKER, transaction -> stored(transaction, row));
    }

    Case stored(Transaction transaction, Case row) {
        cases.add(transaction, row);
        return row;
    }

    static Case.Builder external(Case.Builder row, String id) {
        row.getDetailsBuilder().setExternalId(id);
        return row;
    }

    void replace(Caller caller, Case row) {
        database.as(
                caller,
                transaction -> {
                    cases.replace(transaction, row);
                    return row;
                });
    }

    Optional<Case> find(Caller caller, Case row) {
        return database.as(caller, transaction -> cases.find(transaction, id(row)));
    }

    List<Case> list(Caller caller, UnaryOperator<ListCasesRequest.Builder> filter) {
        return page(caller, request(filter)).rows();
    }

    Page.Slice<Case> page(Caller caller, ListCasesRequest request) {
        return database.as(
                caller, transaction -> cases.list(transaction, request, Page.of(request)));
    }

    ListCasesRequest request(UnaryOperator<ListCasesRequest.Builder> filter) {
        return filter.apply(ListCasesRequest.newBuilder().setAreaCode(area)).build();
    }

    Case row() {
        var id = UuidCreator.getTimeOrderedEpoch();
        var row =
                Case.newBuilder()
                        .setStage(CaseStage.CASE_STAGE_INTAKE)
                        .setId(id.toString())
                        .setNumber("CASE-" + id)
                        .setState(CaseState.CASE_STATE_ACTIVE)
                        .setEtag("1");
        row.getDetailsBuilder().setTitle("No payment").setAreaCode(area);
        return row.build();
    }

    static UUID id(Case row) {
        return UUID.fromString(row.getId());
    }
}

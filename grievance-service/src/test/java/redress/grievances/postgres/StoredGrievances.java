package redress.grievances.postgres;

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
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.ListGrievancesRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// A database of grievances, and what tests of them do again and again.
abstract class StoredGrievances {
    static final Caller OFFICER = TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    static final Caller SUPERVISOR = TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    static final Caller CLEARED = TestDatabase.person("cleared", Role.ROLE_SENSITIVE_OFFICER);

    static TestDatabase postgres;
    static Database database;

    final PostgresGrievances grievances = new PostgresGrievances();
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

    Grievance add(UnaryOperator<Grievance.Builder> change) {
        Grievance row = change.apply(grievance().toBuilder()).build();
        return database.as(OFFICER, transaction -> stored(transaction, row));
    }

    Grievance stored(Transaction transaction, Grievance row) {
        grievances.add(transaction, row);
        return row;
    }

    static Grievance.Builder external(Grievance.Builder row, String id) {
        row.getDetailsBuilder().setExternalId(id);
        return row;
    }

    void replace(Caller caller, Grievance row) {
        database.as(
                caller,
                transaction -> {
                    grievances.replace(transaction, row);
                    return row;
                });
    }

    Optional<Grievance> find(Caller caller, Grievance row) {
        return database.as(caller, transaction -> grievances.find(transaction, id(row)));
    }

    List<Grievance> list(Caller caller, UnaryOperator<ListGrievancesRequest.Builder> filter) {
        return page(caller, request(filter)).rows();
    }

    Page.Slice<Grievance> page(Caller caller, ListGrievancesRequest request) {
        return database.as(
                caller, transaction -> grievances.list(transaction, request, Page.of(request)));
    }

    ListGrievancesRequest request(UnaryOperator<ListGrievancesRequest.Builder> filter) {
        return filter.apply(ListGrievancesRequest.newBuilder().setAreaCode(area)).build();
    }

    Grievance grievance() {
        var id = UuidCreator.getTimeOrderedEpoch();
        var row =
                Grievance.newBuilder()
                        .setId(id.toString())
                        .setNumber("GRV-" + id)
                        .setState(GrievanceState.GRIEVANCE_STATE_RECEIVED)
                        .setEtag("1");
        row.getDetailsBuilder().setTitle("No payment").setAreaCode(area);
        return row.build();
    }

    static UUID id(Grievance row) {
        return UUID.fromString(row.getId());
    }
}

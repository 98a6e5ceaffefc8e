package redress.grievances.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Role;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;

class SealedRowsIT {
    private static final Caller CLEARED =
            TestDatabase.person("cleared", Role.ROLE_SENSITIVE_OFFICER);

    private static TestDatabase postgres;
    private static Database database;

    private final PostgresGrievances grievances = new PostgresGrievances();

    @BeforeAll
    static void start() {
        postgres = TestDatabase.start();
        database = postgres.database();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void nothingPersonalIsInTheDatabaseAndAllOfItIsRead() {
        var marked = new Marked();
        String area = "area-" + UUID.randomUUID();
        Grievance received = item(marked.fill(Grievance.newBuilder()), area);
        assertThat(once(received)).isEqualTo(received);
        var changed = received.toBuilder();
        changed.getDecisionBuilder().setReasons(received.getDecision().getReasons() + "2");
        database.write(CLEARED, row -> grievances.replace(row, changed.build()));

        var action = action(marked);
        database.write(CLEARED, row -> new PostgresActionLog().add(row, received, action));

        var dump = postgres.dump();

        assertThat(marked.markers()).hasSizeGreaterThan(10);
        assertThat(marked.markers()).noneMatch(dump::contains);
        assertThat(dump.contains(area)).describedAs("the search finds what is there").isTrue();
        assertThat(find(received)).isEqualTo(changed.build());
    }

    @Test
    void aGrievanceWhoseKeyIsDestroyedSaysSo() {
        Grievance received = item(new Marked().fill(Grievance.newBuilder()), "somewhere");
        once(received);

        int destroyed =
                database.asService(
                        "grievance-service",
                        transaction -> transaction.sealing().destroy(keys(transaction, received)));

        assertThat(destroyed).isEqualTo(1);
        assertThat(find(received).hasErasedAt()).isTrue();
        assertThat(find(received).getDetails().getDescription()).isEmpty();
        assertThat(find(received).getNumber()).isEqualTo(received.getNumber());
    }

    private static List<UUID> keys(redress.mesh.store.Transaction transaction, Grievance known) {
        return transaction
                .handle()
                .createQuery("SELECT data_key FROM grievances WHERE id = :id")
                .bind("id", id(known))
                .mapTo(UUID.class)
                .list();
    }

    private Grievance once(Grievance row) {
        var request =
                AcknowledgeGrievanceRequest.newBuilder().setRequestId(UUID.randomUUID().toString());
        return database.once(
                CLEARED,
                RequestKey.of(request.build()),
                Grievances.ANSWER,
                transaction -> {
                    grievances.add(transaction, row);
                    transaction.record(new Event(id(row), "grievance.received", "received"));
                    return row;
                });
    }

    private Grievance find(Grievance row) {
        return database.as(CLEARED, transaction -> grievances.find(transaction, id(row)))
                .orElseThrow();
    }

    private static GrievanceAction action(Marked marked) {
        return marked.fill(GrievanceAction.newBuilder())
                .setId(UUID.randomUUID().toString())
                .clearErasedAt()
                .build();
    }

    private static Grievance item(Grievance.Builder row, String area) {
        var id = UuidCreator.getTimeOrderedEpoch().toString();
        row.setId(id).setNumber("GRV-" + id).clearErasedAt().clearOriginalGrievanceId();
        row.getDecisionBuilder().setApprovedBy("another");
        row.getDetailsBuilder().setExternalId(id).setAreaCode(area);
        return row.build();
    }

    private static UUID id(Grievance row) {
        return UUID.fromString(row.getId());
    }
}

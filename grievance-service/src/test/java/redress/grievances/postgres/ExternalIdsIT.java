package redress.grievances.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.v1.Grievance;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;

@DisplayName("zero-trust 14: a taken external identifier tells of nothing hidden")
class ExternalIdsIT {
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    private static final Caller ELSEWHERE =
            TestDatabase.person("elsewhere", new Scope(Set.of("food"), Set.of("*")));
    private static final Caller PARTNER = TestDatabase.person("partner");

    private static TestDatabase postgres;
    private static Database database;

    private final PostgresGrievances grievances = new PostgresGrievances();
    private final String key = "key-" + UUID.randomUUID();

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
    void whoDoesNotSeeItMayUseTheSameOne() {
        add(SUPERVISOR, row("cash"));

        Grievance own = add(ELSEWHERE, row("food"));

        assertThat(find(ELSEWHERE, own)).isEqualTo(own);
    }

    @Test
    void whoSeesItMayNot() {
        Grievance known = add(SUPERVISOR, row("food"));
        Grievance other = add(ELSEWHERE, without(row("food")));

        assertTaken(ELSEWHERE, row("food"));
        assertThatThrownBy(() -> replace(ELSEWHERE, other.toBuilder(), key))
                .isInstanceOf(Refusal.class);
        assertThat(find(ELSEWHERE, known)).isEqualTo(known);
    }

    @Test
    void whatTwoHaveUsedUnseenCanStillBeChanged() {
        add(SUPERVISOR, row("cash"));
        Grievance own = add(ELSEWHERE, row("food"));

        Grievance changed = replace(SUPERVISOR, own.toBuilder().setEtag("2"), key);

        assertThat(find(ELSEWHERE, own)).isEqualTo(changed);
    }

    @Test
    void whoGaveItGivesItOnceAlsoToWhatTheyMayNotSee() {
        var sensitive = row("food").toBuilder();
        sensitive.getDetailsBuilder().setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE);
        add(PARTNER, sensitive.build());

        assertTaken(PARTNER, row("food"));
    }

    private void assertTaken(Caller caller, Grievance row) {
        assertThatThrownBy(() -> add(caller, row))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_ALREADY_EXISTS));
    }

    private Grievance add(Caller caller, Grievance row) {
        database.write(caller, transaction -> grievances.add(transaction, row));
        return row;
    }

    private Grievance replace(Caller caller, Grievance.Builder row, String externalId) {
        row.getDetailsBuilder().setExternalId(externalId);
        var changed = row.build();
        database.write(caller, transaction -> grievances.replace(transaction, changed));
        return changed;
    }

    private Grievance find(Caller caller, Grievance row) {
        var id = UUID.fromString(row.getId());
        return database.as(caller, transaction -> grievances.find(transaction, id)).orElseThrow();
    }

    private static Grievance without(Grievance row) {
        var other = row.toBuilder();
        other.getDetailsBuilder().clearExternalId();
        return other.build();
    }

    private Grievance row(String programme) {
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        var row = Grievance.newBuilder().setId(id).setNumber("N-" + id).setEtag("1");
        row.getDetailsBuilder()
                .setTitle("No payment")
                .setExternalId(key)
                .addProgrammeIds(programme);
        return row.build();
    }
}

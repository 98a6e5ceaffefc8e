package redress.cases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.Case;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;

/// One case, read in one statement. ScopeIT compares what such reads show with a plain model.
class FoundCasesIT extends StoredCases {

    @Test
    void opensWhatIsSealed() {
        Case stored = add(row -> external(row, "MARKER-7"));

        assertThat(found(WORKER, stored)).contains(stored);
    }

    @Test
    void findsNothingThatIsNotThere() {
        assertThat(cases.find(database, WORKER, UUID.randomUUID())).isEmpty();
    }

    @Test
    @DisplayName("zero-trust 14: a read leaves nothing of its caller on the connection")
    void leavesNoCallerBehind() {
        Case stored = add(row -> row);
        try (var connection = postgres.jdbi().open()) {
            var once = new Database(Jdbi.create(connection.getConnection()), postgres.dataKeys());

            assertThat(cases.find(once, SUPERVISOR, id(stored))).isPresent();

            var left =
                    connection.createQuery(
                            """
                            SELECT concat(current_setting('redress.user', true),
                                current_setting('redress.user_hash', true),
                                current_setting('redress.roles', true),
                                current_setting('redress.programmes', true),
                                current_setting('redress.areas', true),
                                current_setting('redress.sensitive', true),
                                (SELECT string_agg(number, ',') FROM cases))
                            """);
            assertThat(left.mapTo(String.class).one()).isEmpty();
        }
    }

    private Optional<Case> found(Caller caller, Case row) {
        return cases.find(database, caller, id(row));
    }
}

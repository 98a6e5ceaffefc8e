package redress.grievances.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.mesh.store.OwnRights;

@DisplayName("zero-trust 14: the service's role can't get around row level security")
class RightsIT {
    // https://www.postgresql.org/docs/18/errcodes-appendix.html
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static TestDatabase postgres;

    @BeforeAll
    static void start() {
        postgres = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE grievances DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE grievances NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE grievances OWNER TO CURRENT_USER",
                "ALTER ROLE CURRENT_USER BYPASSRLS",
                "ALTER ROLE CURRENT_USER SUPERUSER",
                "DROP POLICY grievances_seen ON grievances",
                "CREATE POLICY mine ON grievances USING (true)",
                "CREATE OR REPLACE FUNCTION caller_programmes() RETURNS text[] RETURN ARRAY['*']",
                "CREATE FUNCTION mine() RETURNS boolean SECURITY DEFINER RETURN true",
                "CREATE VIEW mine AS SELECT * FROM grievances",
                "CREATE TEMPORARY TABLE mine (id uuid)",
                "SET ROLE \"schema-owner\"",
                "SET ROLE postgres",
                "SET SESSION AUTHORIZATION \"schema-owner\"",
                "GRANT \"schema-owner\" TO CURRENT_USER",
                "SET session_replication_role = replica",
                "COPY grievances TO PROGRAM 'cat'",
                "SELECT pg_read_file('PG_VERSION')",
                "SELECT * FROM pg_statistic",
                "TRUNCATE events",
                "TRUNCATE grievances",
                "DELETE FROM events",
                "DELETE FROM requests",
                "DELETE FROM grievances",
                "DELETE FROM data_keys",
                "UPDATE events SET summary = ''",
                "DROP TRIGGER events_append_only ON events",
                "TRUNCATE grievance_actions",
                "DELETE FROM grievance_limits",
                "DELETE FROM grievance_receipts",
                "DELETE FROM grievance_categories",
                "UPDATE grievance_notifications SET grievance = NULL",
                "TRUNCATE grievance_notifications",
                "DELETE FROM grievance_actions",
                "UPDATE grievance_actions SET verb = ''",
                "UPDATE grievance_actions SET staff_hashes = '{}'",
                "ALTER TABLE grievances DISABLE TRIGGER USER",
                "CREATE OR REPLACE FUNCTION has_acted(uuid, text[]) RETURNS boolean RETURN false",
                "DELETE FROM flyway_schema_history"
            })
    void isRefusedWhatWouldOpenATable(String attempt) {
        assertThatThrownBy(() -> postgres.jdbi().useHandle(handle -> handle.execute(attempt)))
                .isInstanceOf(JdbiException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
    }

    @Test
    void switchingRowSecurityOffOpensNothing() {
        assertThatThrownBy(
                        () ->
                                postgres.jdbi()
                                        .useHandle(
                                                handle -> {
                                                    handle.execute("SET row_security = off");
                                                    handle.execute("SELECT * FROM grievances");
                                                }))
                .hasMessageContaining("query would be affected by row-level security policy");
    }

    @Test
    void theServiceStartsWithItsOwnRoleOnly() {
        assertThatCode(() -> postgres.jdbi().useHandle(OwnRights::require))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> postgres.superuser().useHandle(OwnRights::require))
                .hasMessageContaining("is superuser")
                .hasMessageContaining("bypasses row level security");
        assertThatThrownBy(() -> postgres.owner().useHandle(OwnRights::require))
                .hasMessageContaining("owns tables");
    }

    @Test
    void theServiceDoesNotStartOnATableThatIsOpen() {
        postgres.owner().useHandle(handle -> handle.execute("CREATE TABLE forgotten (id uuid)"));

        assertThatThrownBy(() -> postgres.jdbi().useHandle(OwnRights::require))
                .hasMessageContaining("forgotten has no forced row level security");

        postgres.owner().useHandle(handle -> handle.execute("DROP TABLE forgotten"));
    }
}

package redress.mesh.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Refuses to start a service whose role in the database could get around row level security, or
/// whose tables do not have it.
@ApplicationScoped
public class OwnRights {
    private static final String ROLE =
            """
            SELECT fault FROM (VALUES
                ('is superuser', (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)),
                ('bypasses row level security',
                    (SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user)),
                ('may become another role',
                    EXISTS (SELECT FROM pg_auth_members
                        WHERE member = CAST(quote_ident(current_user) AS regrole))),
                ('owns tables or functions',
                    EXISTS (SELECT FROM pg_shdepend
                        WHERE refclassid = CAST('pg_authid' AS regclass) AND deptype = 'o'
                            AND refobjid = CAST(quote_ident(current_user) AS regrole)))
            ) AS found (fault, holds)
            WHERE holds
            """;

    // Neither tells of an item: data keys are opened with a key that is not in the database.
    private static final List<String> FREE = List.of("data_keys", "flyway_schema_history");

    private static final String TABLES =
            """
            SELECT relname || ' has no forced row level security' FROM pg_class
            WHERE relkind IN ('r', 'p') AND relnamespace = CAST('public' AS regnamespace)
                AND NOT (relrowsecurity AND relforcerowsecurity) AND relname <> ALL (:free)
            ORDER BY relname
            """;

    private final AgroalDataSource source;

    OwnRights(AgroalDataSource source) {
        this.source = source;
    }

    void check(@Observes StartupEvent event) {
        Jdbi.create(source).useHandle(OwnRights::require);
    }

    /// @throws IllegalStateException that names all that is wrong: the service must not start
    public static void require(Handle handle) {
        var faults = handle.createQuery(ROLE).mapTo(String.class).list();
        faults.addAll(
                handle.createQuery(TABLES)
                        .bindArray("free", String.class, FREE)
                        .mapTo(String.class)
                        .list());
        if (!faults.isEmpty()) {
            throw new IllegalStateException(
                    "rights in the database: %s (expected: none of these)"
                            .formatted(String.join(", ", faults)));
        }
    }
}

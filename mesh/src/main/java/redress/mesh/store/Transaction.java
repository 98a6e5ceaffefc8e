package redress.mesh.store;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import redress.access.v1.Role;
import redress.mesh.privacy.Sealing;

/// One transaction of a service's database: what is written in it is visible as a whole or not at
/// all, its events included.
///
/// @param handle the connection
/// @param now the time of everything that happens in it
/// @param actor user who acts; empty for the service itself
/// @param workload workload from which it is done
/// @param sealing seals what is personal and opens it again
public record Transaction(
        Handle handle, Instant now, String actor, String workload, Sealing sealing) {

    /// Stores an event beside the change that it tells of. In the log it comes after the events of
    /// its subject that are there by now, also if their transactions began later (docs/adr/0023).
    public void record(Event event) {
        handle.createUpdate(
                        """
                        INSERT INTO events
                            (id, subject, type, occurred_at, actor, workload, summary, xact)
                        VALUES (:id, :subject, :type, :at, :actor, :workload, :summary,
                            greatest(
                                pg_current_xact_id(),
                                (SELECT xact FROM events WHERE subject = :subject
                                    ORDER BY xact DESC LIMIT 1)))
                        """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("subject", event.subject())
                .bind("type", event.type())
                .bind("at", at(now))
                .bind("actor", actor)
                .bind("workload", workload)
                .bind("summary", event.summary())
                .execute();
    }

    /// Whether something that can't be found would be there for the same caller, had they
    /// identified more surely.
    ///
    /// @param found looks for it
    public boolean hides(BooleanSupplier found) {
        if (Sensitive.of(handle) == Sensitive.OPEN) {
            return false;
        }
        // What fails between the two ends the transaction, and the settings with it.
        Sensitive.OPEN.set(handle);
        boolean there = found.getAsBoolean();
        Sensitive.CLOSED.set(handle);
        return there;
    }

    /// Does a write with the clearance for what is sensitive, and no other right beside the
    /// caller's own: who makes an item sensitive may lose sight of it by that.
    public void cleared(Runnable write) {
        var sensitive = Sensitive.of(handle);
        String roles = setting("redress.roles");
        // What fails between the two ends the transaction, and the settings with it.
        Sensitive.OPEN.set(handle);
        set("redress.roles", roles + "," + Role.ROLE_SENSITIVE_OFFICER);
        write.run();
        set("redress.roles", roles);
        sensitive.set(handle);
    }

    private String setting(String name) {
        return handle.createQuery("SELECT current_setting(:name)")
                .bind("name", name)
                .mapTo(String.class)
                .one();
    }

    private void set(String name, String value) {
        var _ =
                handle.createQuery("SELECT set_config(:name, :value, true)")
                        .bind("name", name)
                        .bind("value", value)
                        .mapTo(String.class)
                        .one();
    }

    /// Plans what follows for this caller alone: how much they see decides which index is best.
    /// Costs a round trip, and every statement its planning.
    public void planForCaller() {
        handle.createQuery(
                        """
                        SELECT set_config('plan_cache_mode', 'force_custom_plan', true) AS mode,
                               set_config('enable_bitmapscan', 'on', true) AS bitmaps
                        """)
                .mapToMap()
                .one();
    }

    /// An instant as PostgreSQL's timestamptz.
    public static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

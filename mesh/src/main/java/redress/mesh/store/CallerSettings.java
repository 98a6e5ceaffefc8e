package redress.mesh.store;

import io.grpc.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import redress.access.v1.Role;
import redress.mesh.access.Caller;
import redress.mesh.access.Demand;
import redress.mesh.access.Scope;
import redress.mesh.privacy.Lookup;

/// Who acts in a transaction, as settings that end with it (`redress.…`). The functions `caller_…`
/// of the schema read them; what is not set gives nothing.
///
/// @param user user who acts; empty for a service
/// @param workload workload from which it is done
/// @param roles names of the user's roles
/// @param purpose what the call uses data for; empty for a service
/// @param scope what the user serves
/// @param sensitive whether sensitive items are there at all
record CallerSettings(
        String user,
        String workload,
        List<String> roles,
        String purpose,
        Scope scope,
        Sensitive sensitive) {
    private static final String SERVICE = "SERVICE";

    // What the driver waits for an answer, in milliseconds (socketTimeout).
    private static final long LONGEST = 30_000;

    static CallerSettings of(Caller caller, Instant now) {
        var roles = caller.user().stream().flatMap(user -> user.roles().stream());
        return new CallerSettings(
                caller.userName(),
                caller.workload(),
                roles.map(Role::name).toList(),
                caller.purpose().name(),
                caller.scope(),
                caller.meets(Demand.SENSITIVE, now) ? Sensitive.OPEN : Sensitive.CLOSED);
    }

    /// The service itself, which is cleared for every row.
    static CallerSettings service(String name) {
        return new CallerSettings("", name, List.of(SERVICE), "", Scope.EVERYTHING, Sensitive.OPEN);
    }

    // A connection keeps its plans, whoever calls next. A plan that was made for somebody who sees
    // little would use the index of scopes, and be slow for others. That index is read by bitmaps
    // only: they are off until a query asks to be planned for its caller (planForCaller).
    void applyTo(Handle handle, Lookup lookup) {
        handle.createQuery(
                        """
                        SELECT set_config('redress.user', :user, true) AS caller,
                               set_config('redress.user_hash', :hash, true) AS hash,
                               set_config('redress.workload', :workload, true) AS workload,
                               set_config('redress.roles', :roles, true) AS roles,
                               set_config('redress.purpose', :purpose, true) AS purpose,
                               set_config('redress.programmes', CAST(:programmes AS text), true)
                                   AS programmes,
                               set_config('redress.areas', CAST(:areas AS text), true) AS areas,
                               set_config('redress.sensitive', :sensitive, true) AS sensitive,
                               set_config('enable_bitmapscan', :bitmaps, true) AS bitmaps,
                               set_config('statement_timeout', :patience, true) AS patience
                        """)
                .bind("user", user)
                .bind("hash", hash(lookup))
                .bind("workload", workload)
                .bind("roles", roles.stream().collect(Collectors.joining(",")))
                .bind("purpose", purpose)
                .bind("sensitive", sensitive.setting())
                .bindArray("programmes", String.class, List.copyOf(scope.programmes()))
                .bindArray("areas", String.class, List.copyOf(scope.areas()))
                .bind("bitmaps", scope.equals(Scope.EVERYTHING) ? "on" : "off")
                .bind("patience", Long.toString(patience().toMillis()))
                .mapToMap()
                .one();
    }

    // PostgreSQL works no longer than somebody waits. 0 would mean: for ever.
    private static Duration patience() {
        var deadline = Context.current().getDeadline();
        long millis = deadline == null ? LONGEST : deadline.timeRemaining(TimeUnit.MILLISECONDS);
        return Duration.ofMillis(Math.clamp(millis, 1, LONGEST));
    }

    // A service is no subject of complaints: no hash looks like its name.
    private String hash(Lookup lookup) {
        return user.isEmpty() ? workload : lookup.staff(List.of(user)).getFirst();
    }
}

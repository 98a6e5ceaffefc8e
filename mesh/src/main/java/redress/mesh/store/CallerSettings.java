package redress.mesh.store;

import io.grpc.Context;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    /// The settings as a parameter of SQL functions.
    static final String AS_VALUE = "CAST(ROW(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS caller_settings)";

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
    //
    // Every transaction begins with this: plain JDBC, for a mapping library took as long as all the
    // rest of a small read.
    void applyTo(Connection connection, Lookup lookup) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT act_as(" + AS_VALUE + ")")) {
            bind(statement, lookup);
            statement.execute();
        }
    }

    /// Binds the settings where a statement has [#AS_VALUE].
    ///
    /// @return the position of the parameter after them
    int bind(PreparedStatement statement, Lookup lookup) throws SQLException {
        statement.setString(1, user);
        statement.setString(2, hash(lookup));
        statement.setString(3, workload);
        statement.setString(4, String.join(",", roles));
        statement.setString(5, purpose);
        statement.setObject(6, scope.programmes().toArray(String[]::new));
        statement.setObject(7, scope.areas().toArray(String[]::new));
        statement.setString(8, sensitive.setting());
        statement.setString(9, scope.equals(Scope.EVERYTHING) ? "on" : "off");
        statement.setString(10, Long.toString(patience().toMillis()));
        return 11;
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

package redress.local.parts;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;
import redress.local.home.Ports;
import redress.local.process.Pause;

/// The sessions that are open at PostgreSQL, which asks for a certificate only when one begins.
public record DatabaseSessions(MeshHome home, Ports ports) {
    private static final String END =
            """
            SELECT count(pg_terminate_backend(pid))
            FROM pg_stat_ssl
            WHERE client_serial = ANY (?)
            """;

    private static final Duration UNTIL_RELOADED = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);

    /// Ends those that began with a certificate that is revoked now. How many there were.
    ///
    /// For a second, since who is cut off comes back at once, and PostgreSQL may read its new CRL a
    /// moment later.
    public int endRevoked() {
        Set<BigInteger> revoked = new LocalAuthority(home, ports).open().revoked();
        int ended = 0;
        for (Duration passed = Duration.ZERO;
                passed.compareTo(UNTIL_RELOADED) < 0;
                passed = passed.plus(POLL)) {
            ended += endThoseOf(revoked);
            Pause.of(POLL);
        }
        return ended;
    }

    private int endThoseOf(Set<BigInteger> serials) {
        try (Connection connection = new Databases(home, ports).connect();
                PreparedStatement statement = connection.prepareStatement(END)) {
            Array wanted =
                    connection.createArrayOf(
                            "numeric", serials.stream().map(BigDecimal::new).toArray());
            statement.setArray(1, wanted);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        } catch (SQLException e) {
            throw new LaunchFailure("sessions cannot be ended: " + e.getMessage(), e);
        }
    }
}

package redress.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.authority.Authority;
import redress.certs.evidence.TlsProbe;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.Checkout;
import redress.local.home.MeshHome;
import redress.local.home.Ports;
import redress.local.process.PartState;
import redress.local.process.Progress;
import redress.local.process.Supervisor;

/// Real PostgreSQL, real certificates.
class PostgresPartIT {
    @TempDir static Path folder = Path.of("");

    private static MeshHome home = new MeshHome(folder);
    private static Ports ports = new Ports(0);
    private static PostgresPart postgres = part();

    @BeforeAll
    static void start() throws IOException {
        home = new MeshHome(folder);
        ports = new Ports(freePort() - ports.postgres().number());
        postgres = part();
        new CertificatesPart(home, ports, Checkout.find()).prepare(Progress.silent());
        supervisor().start(postgres, Progress.silent());
    }

    @AfterAll
    static void stop() {
        supervisor().stop(postgres, Progress.silent());
    }

    @Test
    void letsAServiceIntoItsOwnDatabaseByItsCertificate() throws SQLException {
        try (var connection = connect("case-service", "case-service", "case-service");
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT current_user, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("case-service");
            assertThat(rows.getString(2)).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void keepsAServiceOutOfTheDatabasesOfOthers() {
        assertThatThrownBy(() -> connect("grievance-service", "case-service", "case-service"))
                .hasMessageContaining("pg_hba.conf");
        assertThatThrownBy(() -> connect("postgres", "case-service", "case-service"))
                .hasMessageContaining("pg_hba.conf");
    }

    @Test
    void letsTheOwnerOfTheSchemasMakeTablesAndTheServiceNone() throws SQLException {
        execute("CREATE TABLE made (id uuid)");
        try (var connection = connect("case-service", "case-service", "case-service");
                var statement = connection.createStatement()) {
            for (String attempt :
                    List.of(
                            "CREATE TABLE own (id uuid)",
                            "CREATE TEMPORARY TABLE own (id uuid)",
                            "SELECT * FROM made",
                            "SET ROLE \"schema-owner\"",
                            "ALTER ROLE \"case-service\" BYPASSRLS")) {
                assertThatThrownBy(() -> statement.execute(attempt))
                        .hasMessageContaining("permission denied");
            }
        } finally {
            execute("DROP TABLE made");
        }
    }

    @Test
    void refusesTheRoleOfAnotherCertificate() {
        assertThatThrownBy(() -> connect("grievance-service", "grievance-service", "case-service"))
                .hasMessageContaining("certificate authentication failed");
        assertThatThrownBy(() -> connect("postgres", Databases.ADMIN, "case-service"))
                .hasMessageContaining("certificate authentication failed");
    }

    @Test
    void refusesAConnectionWithoutTls() {
        String address = new Databases(home, ports).address("case-service");

        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        address + "?sslmode=disable&user=case-service"))
                .hasMessageContaining("no encryption");
    }

    @Test
    void showsANewCertificateAfterASignal() {
        Authority authority = new LocalAuthority(home, ports).open();
        var id = authority.trustDomain().workload("postgres");
        assertThat(new Agent(authority).rotate(id)).isInstanceOf(Visit.Renewed.class);

        var issued =
                WorkloadFolder.at(home.infrastructure("postgres")).read().leaf().getSerialNumber();
        // It reads its files a moment after the signal.
        await().untilAsserted(() -> assertThat(shown()).isEqualTo(issued));
    }

    private static BigInteger shown() {
        var probe = TlsProbe.of("postgres:localhost:" + ports.postgres().number());
        return probe.look().orElseThrow().leaf().getSerialNumber();
    }

    @Test
    void refusesARevokedCertificateAndEndsItsSessions() throws SQLException {
        Authority authority = new LocalAuthority(home, ports).open();
        var id = authority.trustDomain().workload("grievance-service");
        try (var open = connect("grievance-service", "grievance-service", "grievance-service")) {
            assertThat(open.isValid(2)).isTrue();
            authority.revoke(id);
            new Agent(authority).deliver();

            assertThat(new DatabaseSessions(home, ports).endRevoked()).isPositive();
            assertThat(open.isValid(2)).isFalse();
            assertThatThrownBy(
                            () ->
                                    connect(
                                            "grievance-service",
                                            "grievance-service",
                                            "grievance-service"))
                    .isInstanceOf(SQLException.class);
        } finally {
            authority.admit(id);
            new Agent(authority).rotate(id);
        }
        connect("grievance-service", "grievance-service", "grievance-service").close();
    }

    @Test
    void losesNothingWhenItIsKilled() throws SQLException {
        execute("CREATE TABLE kept AS SELECT 1 AS one");

        ProcessHandle process =
                ProcessHandle.of(supervisor().status(postgres).pid().orElseThrow()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        assertThat(supervisor().status(postgres).state()).isEqualTo(PartState.DIED);
        supervisor().start(postgres, Progress.silent());

        execute("DROP TABLE kept");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = asOwner("case-service");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection asOwner(String database) throws SQLException {
        String address =
                new Databases(home, ports)
                        .addressWithIdentity(database, home.infrastructure(Databases.OWNER));
        return DriverManager.getConnection(address + "&user=" + Databases.OWNER);
    }

    private static Connection connect(String database, String role, String identity)
            throws SQLException {
        String address =
                new Databases(home, ports).addressWithIdentity(database, home.identity(identity));
        return DriverManager.getConnection(address + "&user=" + role);
    }

    private static PostgresPart part() {
        return new PostgresPart(home, ports, Checkout.find());
    }

    private static Supervisor supervisor() {
        return new Supervisor(home);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

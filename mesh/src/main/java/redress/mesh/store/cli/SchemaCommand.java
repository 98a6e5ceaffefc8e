package redress.mesh.store.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import redress.mesh.identity.CrlDemand;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.UnusableIdentityException;
import redress.mesh.tls.PostgresTls;

/// Brings the schema of a service up to date, as the role that owns it: `SchemaCommand ROLE`, run
/// from the class path of the service. `REDRESS_DATABASE_URL` and `REDRESS_IDENTITY` say where the
/// database is and where the role's own certificate lies.
public final class SchemaCommand {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_ARGUMENTS = 64;

    private static final String OPTIONS =
            "?sslmode=verify-full&sslfactory=redress.mesh.tls.PostgresTls&logServerErrorDetail=false";

    private SchemaCommand() {}

    /// The whole command.
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
    }

    static int run(
            List<String> arguments,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        var folder = environment.get("REDRESS_IDENTITY");
        var address = environment.get("REDRESS_DATABASE_URL");
        if (arguments.size() != 1 || folder == null || address == null) {
            err.println("usage: ROLE, with REDRESS_IDENTITY and REDRESS_DATABASE_URL set");
            return WRONG_ARGUMENTS;
        }
        try (var source = IdentitySource.open(Path.of(folder), crlDemand(environment))) {
            PostgresTls.use(source);
            int count = migrate(address + OPTIONS, arguments.getFirst());
            out.println(address + ": migrations run: " + count);
            return DONE;
        } catch (UnusableIdentityException | FlywayException | IOException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private static int migrate(String address, String role) throws IOException {
        var settings = new Properties();
        try (InputStream in = SchemaCommand.class.getResourceAsStream("/application.properties")) {
            if (in == null) {
                throw new IOException(
                        "application.properties: missing (expected: the class path of a service)");
            }
            settings.load(in);
        }
        var service = settings.getProperty("quarkus.application.name");
        var locations = settings.getProperty("quarkus.flyway.locations").split(",");
        return Flyway.configure()
                .dataSource(address, role, null)
                .locations(locations)
                .placeholders(Map.of("service", service))
                .load()
                .migrate()
                .migrationsExecuted;
    }

    private static CrlDemand crlDemand(Map<String, String> environment) {
        String demand = environment.getOrDefault("REDRESS_IDENTITY_CRL", "required");
        return CrlDemand.valueOf(demand.toUpperCase(Locale.ROOT));
    }
}

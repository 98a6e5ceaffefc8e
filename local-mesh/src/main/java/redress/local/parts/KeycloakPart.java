package redress.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redress.local.archive.Archive;
import redress.local.home.Checkout;
import redress.local.home.JavaProgram;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;
import redress.local.home.Port;
import redress.local.home.Ports;
import redress.local.home.PrivateFiles;
import redress.local.process.Launch;
import redress.local.process.OneShot;
import redress.local.process.Part;
import redress.local.process.Progress;
import redress.local.realm.LocalUser;
import redress.local.realm.RealmTemplate;
import redress.local.realm.Secrets;
import redress.local.tls.MeshHttp;
import redress.local.tls.MeshTls;

/// Keycloak from Maven Central, over HTTPS under the mesh's own root, with the realm `redress`.
///
/// It is started as its own script would, but without the script, so that the recorded process is
/// Keycloak itself.
public final class KeycloakPart implements Part {
    public static final String NAME = "keycloak";
    public static final List<String> CLIENTS =
            List.of("redress-cli", "redress-cli-code", "redress-other");

    /// The account of Keycloak's own console.
    static final String ADMIN = "keycloak-admin";

    /// How often it looks for a new certificate or bundle, on both ports; the shortest that it
    /// takes.
    private static final String RELOAD_PERIOD = "30s";

    /// It warns at every client certificate that no authority is named for it: only the mesh's are
    /// trusted at all, and their names change with each rollover.
    private static final String NO_OTHER_AUTHORITY =
            "org.keycloak.authentication.authenticators.client.X509ClientAuthenticator:error";

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
    private static final List<String> BUILD_OPTIONS =
            List.of(
                    "--db=postgres",
                    "--health-enabled=true",
                    "--https-client-auth=request",
                    "--https-management-client-auth=required");

    private final MeshHome home;
    private final Ports ports;
    private final Checkout checkout;

    public KeycloakPart(MeshHome home, Ports ports, Checkout checkout) {
        this.home = home;
        this.ports = ports;
        this.checkout = checkout;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return origin(ports);
    }

    private static String origin(Ports ports) {
        return "https://localhost:" + ports.keycloak().number();
    }

    /// The issuer of the realm's tokens.
    public static URI realm(Ports ports) {
        return URI.create(origin(ports) + "/realms/" + RealmTemplate.REALM);
    }

    @Override
    public List<Port> ports() {
        return List.of(ports.keycloak(), ports.keycloakManagement());
    }

    @Override
    public void prepare(Progress progress) {
        if (!Files.isDirectory(program())) {
            progress.step(NAME, "unpacking");
            archive().unpackTo(program());
        }
        if (!Files.exists(built())) {
            progress.step(NAME, "building, once");
            build();
        }
        if (!Files.exists(imported())) {
            progress.step(NAME, "starting with a new realm");
            writeRealm();
        }
    }

    private Archive archive() {
        return new Archive(checkout.fetched("keycloak-quarkus-dist-", ".tar.gz"));
    }

    private Path program() {
        String file = String.valueOf(archive().file().getFileName());
        return home.parts().resolve(file.replace("-quarkus-dist", "").replace(".tar.gz", ""));
    }

    private Path built() {
        return program().resolve("built-" + Integer.toHexString(BUILD_OPTIONS.hashCode()));
    }

    /// Its name changes with what an older realm lacks.
    private Path imported() {
        return home.keycloak().resolve("realm-with-levels-imported");
    }

    @Override
    public void check() {
        Part.super.check();
        if (Files.exists(home.keycloak().resolve("realm-imported"))) {
            throw new LaunchFailure(
                    "realm: made by an older version (expected: ./redress up --fresh, which deletes"
                            + " all data)");
        }
    }

    private void build() {
        var command = new ArrayList<>(List.of("build"));
        command.addAll(BUILD_OPTIONS);
        OneShot.run("keycloak build", java(command, Map.of()), home.log(NAME), BUILD_LIMIT);
        PrivateFiles.write(built(), new byte[0]);
    }

    private void writeRealm() {
        var users = new ArrayList<>(LocalUser.usernames());
        users.add(ADMIN);
        byte[] realm =
                RealmTemplate.load()
                        .filled(
                                Secrets.complete(home.users(), users),
                                Secrets.complete(home.codes(), LocalUser.usernames()),
                                Secrets.complete(home.clients(), CLIENTS));
        PrivateFiles.write(realmFile(), realm);
    }

    /// The only place that Keycloak imports from at a start.
    private Path realmFile() {
        return distribution().resolve("data/import/redress-realm.json");
    }

    /// The archive has one folder at its top.
    private Path distribution() {
        return program().resolve(String.valueOf(program().getFileName()));
    }

    @Override
    public Launch launch() {
        var command = new ArrayList<>(List.of("start", "--optimized"));
        if (!Files.exists(imported())) {
            command.add("--import-realm");
        }
        return java(command, settings());
    }

    private Map<String, String> settings() {
        Path identity = home.infrastructure(NAME);
        var settings = new HashMap<String, String>();
        settings.put("KC_HOSTNAME", address());
        settings.put("KC_HTTP_HOST", "127.0.0.1");
        settings.put("KC_HTTP_ENABLED", "false");
        settings.put("KC_HTTPS_PORT", Integer.toString(ports.keycloak().number()));
        settings.put("KC_HTTPS_PROTOCOLS", "TLSv1.3");
        settings.put("KC_HTTPS_CERTIFICATE_FILE", identity.resolve("tls.crt").toString());
        settings.put("KC_HTTPS_CERTIFICATE_KEY_FILE", identity.resolve("tls.key").toString());
        settings.put("KC_HTTPS_TRUST_STORE_FILE", identity.resolve("bundle.pem").toString());
        settings.put("KC_HTTPS_CERTIFICATES_RELOAD_PERIOD", RELOAD_PERIOD);
        settings.put("KC_HTTP_MANAGEMENT_HOST", "127.0.0.1");
        settings.put(
                "KC_HTTP_MANAGEMENT_PORT", Integer.toString(ports.keycloakManagement().number()));
        settings.put("KC_CACHE", "local");
        settings.put("KC_LOG_LEVEL", "info,io.smallrye.health:warn," + NO_OTHER_AUTHORITY);
        settings.put("KC_DB_URL", new Databases(home, ports).addressWithIdentity(NAME, identity));
        settings.put("KC_DB_USERNAME", NAME);
        settings.put("KC_DB_POOL_INITIAL_SIZE", "2");
        settings.put("KC_DB_POOL_MAX_SIZE", "20");
        if (!Files.exists(imported())) {
            settings.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
            settings.put("KC_BOOTSTRAP_ADMIN_PASSWORD", Secrets.existing(home.users()).of(ADMIN));
        }
        return settings;
    }

    /// What `kc.sh` runs, with a smaller heap.
    private Launch java(List<String> arguments, Map<String, String> environment) {
        Path distribution = distribution();
        var command =
                new ArrayList<>(
                        List.of(
                                JavaProgram.path(),
                                "-Xms64m",
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:MaxMetaspaceSize=256m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Djdk.tls.server.newSessionTicketCount=0",
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                                "--add-opens=java.base/java.security=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                                // Otherwise the transaction manager listens on a random port, just
                                // to have a number of its own.
                                "-DCoreEnvironmentBean.processImplementationClassName="
                                        + "com.arjuna.ats.internal.arjuna.utils.UuidProcessId",
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-Dquarkus-log-max-startup-records=10000",
                                "-Dpicocli.disable.closures=true",
                                "-Duser.language=en",
                                "-Dkc.home.dir=" + distribution,
                                "-Djboss.server.config.dir=" + distribution.resolve("conf"),
                                "-cp",
                                distribution.resolve("lib/quarkus-run.jar").toString(),
                                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        command.addAll(arguments);
        return new Launch(command, environment, distribution);
    }

    @Override
    public boolean ready() {
        var health = "https://localhost:" + ports.keycloakManagement().number() + "/health/ready";
        return new MeshHttp(new MeshTls(home.infrastructure(NAME))).answers(URI.create(health));
    }

    /// The import file with its passwords goes as soon as the realm is in the database.
    @Override
    public void settle() {
        try {
            Files.deleteIfExists(realmFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFiles.write(imported(), new byte[0]);
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(4);
    }
}

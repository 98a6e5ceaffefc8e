package redress.local.parts;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redress.local.home.Checkout;
import redress.local.home.JavaProgram;
import redress.local.home.MeshHome;
import redress.local.home.MeshService;
import redress.local.home.Port;
import redress.local.home.Ports;
import redress.local.home.PrivateFiles;
import redress.local.process.Launch;
import redress.local.process.OneShot;
import redress.local.process.Part;
import redress.local.process.Progress;
import redress.local.tls.MeshHttp;
import redress.local.tls.MeshTls;

/// One of the mesh's own services: its command, its settings, and how it is known to be ready.
public final class ServicePart implements Part {
    /// The workload that is asked for in the probe's certificate.
    private static final String PROBE = "console";

    private static final String KEYS_COMMAND = "redress.mesh.privacy.cli.KeysCommand";
    private static final String SCHEMA_COMMAND = "redress.mesh.store.cli.SchemaCommand";
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(90);

    /// The setting for a line in the log for each call.
    public static final String CALL_LOG = "REDRESS_CALL_LOG";

    private final MeshService service;
    private final MeshHome home;
    private final Ports ports;
    private final Checkout checkout;

    public ServicePart(MeshService service, MeshHome home, Ports ports, Checkout checkout) {
        this.service = service;
        this.home = home;
        this.ports = ports;
        this.checkout = checkout;
    }

    @Override
    public String name() {
        return service.serviceName();
    }

    @Override
    public String address() {
        return "grpc://localhost:%d https://localhost:%d"
                .formatted(ports.grpc(service).number(), ports.https(service).number());
    }

    @Override
    public List<Port> ports() {
        return List.of(ports.grpc(service), ports.https(service));
    }

    @Override
    public void check() {
        Part.super.check();
        checkout.serviceJar(name());
    }

    @Override
    public void prepare(Progress progress) {
        PrivateFiles.createFolder(home.models());
        Path keys = home.keys(name());
        if (!Files.exists(keys)) {
            progress.step(name(), "making its keys");
            run("keys", Map.of(), KEYS_COMMAND, "create", keys.toString());
        }
        progress.step(name(), "bringing its schema up to date");
        var address = new Databases(home, ports).address(name());
        var owner =
                Map.of(
                        "REDRESS_IDENTITY",
                        home.infrastructure(Databases.OWNER).toString(),
                        "REDRESS_DATABASE_URL",
                        address);
        run("schema", owner, SCHEMA_COMMAND, Databases.OWNER);
    }

    /// Runs one of the commands that are in every service.
    private void run(String what, Map<String, String> environment, String... command) {
        var full =
                new ArrayList<>(
                        List.of(
                                JavaProgram.path(),
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-cp",
                                checkout.serviceClassPath(name())));
        full.addAll(List.of(command));
        var launch = new Launch(full, environment, home.folder());
        OneShot.run(what + " of " + name(), launch, home.log(name()), COMMAND_LIMIT);
    }

    @Override
    public Launch launch() {
        Path jar = checkout.serviceJar(name());
        return new Launch(
                List.of(
                        JavaProgram.path(),
                        "-Xmx" + service.heapMegabytes() + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        // TLS 1.3 resumption would accept a client certificate that has expired
                        // since.
                        "-Djdk.tls.server.newSessionTicketCount=0",
                        "-jar",
                        jar.toString()),
                settings(),
                home.folder());
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("REDRESS_IDENTITY", home.identity(name()).toString());
        settings.put("REDRESS_AUDIT", home.audit(name()).toString());
        // People who try the mesh, and the drill, look for every call in the log.
        settings.put(CALL_LOG, "DEBUG");
        settings.put("REDRESS_GRPC_PORT", Integer.toString(ports.grpc(service).number()));
        settings.put("REDRESS_HTTPS_PORT", Integer.toString(ports.https(service).number()));
        settings.put("REDRESS_DATABASE_URL", new Databases(home, ports).address(name()));
        settings.put("REDRESS_OIDC_URL", KeycloakPart.realm(ports).toString());
        settings.put("REDRESS_KEYSET", home.keys(name()).toUri().toString());
        // Receivers of webhooks are programs of this machine here.
        settings.put("REDRESS_WEBHOOK_HOSTS", "localhost:*");
        settings.put("REDRESS_WEBHOOK_NETWORKS", "127.0.0.0/8,::1/128");
        settings.put("REDRESS_WEBHOOK_TRUST", home.webhookTrust().toString());
        settings.put("REDRESS_MODELS", home.models().toString());
        for (MeshService peer : MeshService.values()) {
            settings.put(peerSetting(peer), "localhost:" + ports.grpc(peer).number());
        }
        return settings;
    }

    private static String peerSetting(MeshService peer) {
        return "REDRESS_PEER_" + peer.serviceName().replace('-', '_').toUpperCase(Locale.ROOT);
    }

    @Override
    public boolean ready() {
        var health = "https://localhost:" + ports.https(service).number() + "/q/health/ready";
        return new MeshHttp(new MeshTls(home.identity(PROBE))).answers(URI.create(health));
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(90);
    }
}

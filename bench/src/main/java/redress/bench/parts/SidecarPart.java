package redress.bench.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import redress.local.home.MeshHome;
import redress.local.home.Port;
import redress.local.process.Launch;
import redress.local.process.Part;
import redress.local.process.Progress;

/// One nginx of a pair that does mutual TLS for programs that speak plaintext, and nothing else.
///
/// @param port where it listens
/// @param configuration of its server: `listen`, `grpc_pass` and what TLS needs
/// @param next where it passes calls on to
public record SidecarPart(Port port, String configuration, Port next, MeshHome home)
        implements Part {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

    /// Whether there is an nginx on this machine.
    public static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    /// Beside the server: ends mutual TLS, and passes on in plaintext.
    public static SidecarPart atServer(Port port, Port next, Path identity, MeshHome home) {
        var configuration =
                """
                listen 127.0.0.1:%1$d http2 ssl;
                ssl_certificate %2$s/tls.crt;
                ssl_certificate_key %2$s/tls.key;
                ssl_client_certificate %2$s/bundle.pem;
                ssl_verify_client on;
                ssl_verify_depth 3;
                ssl_protocols TLSv1.3;
                location / { grpc_pass grpc://next; }
                """
                        .formatted(port.number(), identity);
        return new SidecarPart(port, configuration, next, home);
    }

    /// Beside the client: takes plaintext, and begins mutual TLS.
    public static SidecarPart atClient(Port port, Port next, Path identity, MeshHome home) {
        var configuration =
                """
                listen 127.0.0.1:%1$d http2;
                grpc_ssl_certificate %2$s/tls.crt;
                grpc_ssl_certificate_key %2$s/tls.key;
                grpc_ssl_trusted_certificate %2$s/bundle.pem;
                grpc_ssl_verify on;
                grpc_ssl_verify_depth 3;
                grpc_ssl_name localhost;
                grpc_ssl_protocols TLSv1.3;
                location / { grpc_pass grpcs://next; }
                """
                        .formatted(port.number(), identity);
        return new SidecarPart(port, configuration, next, home);
    }

    @Override
    public String name() {
        return port.use();
    }

    @Override
    public String address() {
        return "localhost:" + port.number();
    }

    @Override
    public List<Port> ports() {
        return List.of(port);
    }

    @Override
    public void prepare(Progress progress) {
        var text =
                """
                daemon off;
                worker_processes auto;
                error_log stderr;
                pid %1$s/%2$s.nginx;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/%2$s.body;
                    proxy_temp_path %1$s/%2$s.proxy;
                    fastcgi_temp_path %1$s/%2$s.fastcgi;
                    uwsgi_temp_path %1$s/%2$s.uwsgi;
                    scgi_temp_path %1$s/%2$s.scgi;
                    keepalive_requests 1000000000;
                    keepalive_time 1d;
                    upstream next {
                        server 127.0.0.1:%3$d;
                        keepalive 128;
                        keepalive_requests 1000000000;
                    }
                    server {
                %4$s
                    }
                }
                """
                        .formatted(home.run(), name(), next.number(), configuration);
        try {
            Files.writeString(file(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Launch launch() {
        return new Launch(
                List.of(PROGRAM.toString(), "-c", file().toString(), "-e", "stderr"),
                Map.of(),
                home.folder());
    }

    private Path file() {
        return home.run().resolve(name() + ".conf");
    }

    @Override
    public boolean ready() {
        return Listening.on(port);
    }
}

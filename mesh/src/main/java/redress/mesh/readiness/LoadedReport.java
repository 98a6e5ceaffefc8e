package redress.mesh.readiness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.WorkloadIdentity;
import redress.mesh.tls.OpenConnections;

/// Tells whoever manages the certificates what this process has loaded, in `loaded.json` beside
/// them: rewritten on every change and every 5 seconds.
///
/// Best effort: where the folder is read-only there is no report. Nothing in it is secret.
@Singleton
public class LoadedReport {

    private static final Logger LOG = Logger.getLogger(LoadedReport.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PERIOD_SECONDS = 5;

    private final Path file;
    private final boolean wanted;
    private final IdentitySource source;
    private final OpenConnections connections;
    private final InstantSource clock;
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("loaded-report").factory());

    @Inject
    LoadedReport(
            @ConfigProperty(name = "redress.identity.folder") Path folder,
            @ConfigProperty(name = "redress.identity.report", defaultValue = "true") boolean wanted,
            IdentitySource source,
            OpenConnections connections) {
        this(folder, wanted, source, connections, InstantSource.system());
    }

    LoadedReport(
            Path folder,
            boolean wanted,
            IdentitySource source,
            OpenConnections connections,
            InstantSource clock) {
        this.file = folder.resolve("loaded.json");
        this.wanted = wanted;
        this.source = source;
        this.connections = connections;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (wanted) {
            source.onChange(_ -> writer.execute(this::write));
            var _ = writer.scheduleWithFixedDelay(this::write, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
        }
    }

    @PreDestroy
    void stop() {
        writer.shutdownNow();
    }

    /// Writes the report once, whole or not at all. Nothing is thrown: a scheduled task that throws
    /// is never run again.
    void write() {
        try {
            Path next = file.resolveSibling(".loaded.json.new");
            Files.deleteIfExists(next);
            Files.createFile(
                    next,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(next, JSON.writeValueAsString(content()));
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (Throwable e) {
            LOG.debugf("No report of the loaded identity file=%s cause=%s", file, e);
        }
    }

    private Map<String, Object> content() {
        WorkloadIdentity own = source.current();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("workload", own.id().toString());
        content.put("pid", ProcessHandle.current().pid());
        content.put("serial", "%032x".formatted(own.leaf().getSerialNumber()));
        content.put("notAfter", own.leaf().getNotAfter().toInstant().toString());
        content.put(
                "anchors",
                own.anchors().certificates().stream().map(LoadedReport::fingerprint).toList());
        content.put("crlNumbers", numbers(own));
        content.put(
                "crlThisUpdate", own.revocations().newest().map(Instant::toString).orElse(null));
        content.put("loadedAt", source.lastReload().toString());
        content.put(
                "failure",
                source.lastFailure().map(e -> e.reason() + ": " + e.getMessage()).orElse(null));
        content.put("peersByIssuer", connections.peersByIssuer());
        content.put("writtenAt", clock.instant().toString());
        return content;
    }

    private static Map<String, String> numbers(WorkloadIdentity own) {
        return own.revocations().numbers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().toString()));
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("certificate: no fingerprint", e);
        }
    }
}

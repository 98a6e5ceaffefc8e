package redress.mesh.tls;

import io.netty.handler.ssl.SslHandler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.RefusedCertificateException;
import redress.mesh.identity.WorkloadIdentity;

/// All TLS connections of this process to and from workloads, as a server (gRPC, HTTPS) and as a
/// client (gRPC).
///
/// One whose peer is no longer trusted (revoked, expired, anchor gone) is cut off at once, calls
/// and streams included; a client learns of it as UNAVAILABLE. When this process's own certificate
/// or anchors change, connections that it serves are asked to end: running calls go on, the next
/// ones find a new connection. So are those that have grown old, so that no client keeps a former
/// certificate in use; after their [ConnectionLife] they end. Those of the database and of Keycloak
/// are *not* known here.
@Singleton
public final class OpenConnections implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OpenConnections.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration JITTER = Duration.ofSeconds(1);

    private final Set<OpenConnection> open = ConcurrentHashMap.newKeySet();
    private final IdentitySource source;
    private final InstantSource clock;
    private final ConnectionLife life;
    private final Duration jitter;
    private final ScheduledExecutorService looker =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("open-connections").factory());

    @Inject
    public OpenConnections(
            IdentitySource source,
            @ConfigProperty(name = "redress.connection-age", defaultValue = "30m") Duration age,
            @ConfigProperty(name = "redress.connection-grace", defaultValue = "1m")
                    Duration grace) {
        this(source, InstantSource.system(), new ConnectionLife(age, grace), JITTER);
    }

    OpenConnections(
            IdentitySource source, InstantSource clock, ConnectionLife life, Duration jitter) {
        this.source = source;
        this.clock = clock;
        this.life = life;
        this.jitter = jitter;
        source.onChange(_ -> look());
        var _ =
                looker.scheduleWithFixedDelay(
                        this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The names of the peers, by the authorities that issued their certificates, as
    /// [javax.security.auth.x500.X500Principal#getName()] writes them. What has no valid name now
    /// has none here.
    public Map<String, Set<String>> peersByIssuer() {
        Map<String, Set<String>> peers = new TreeMap<>();
        for (OpenConnection each : open) {
            var chain = each.peer();
            if (!chain.isEmpty()) {
                peers.computeIfAbsent(
                                chain.getFirst().getIssuerX500Principal().getName(),
                                _ -> new TreeSet<>())
                        .add(name(chain));
            }
        }
        return peers;
    }

    private String name(List<X509Certificate> chain) {
        try {
            return source.current().verify(chain, clock.instant()).workload();
        } catch (RefusedCertificateException e) {
            return "";
        }
    }

    IdentitySource source() {
        return source;
    }

    /// Follows a connection from its handshake to its end.
    ///
    /// @param own the identity it is opened with, or an older one
    void follow(SslHandler tls, Side side, WorkloadIdentity own) {
        tls.handshakeFuture()
                .addListener(
                        done -> {
                            if (done.isSuccess()) {
                                add(new OpenConnection(tls, side, own, clock.instant()));
                            } else {
                                TlsCounters.refused(done.cause(), side);
                            }
                        });
    }

    /// Looks at each connection once.
    void look() {
        open.forEach(this::lookSafely);
    }

    /// Whether the client of a connection that is open since then is to open a new one.
    boolean isDue(Instant opened, List<X509Certificate> peer) {
        return life.isDue(opened, peer, clock.instant());
    }

    @PreDestroy
    @Override
    public void close() {
        looker.shutdownNow();
    }

    /// Looked at once more after it is known: a change during its handshake would be missed.
    private void add(OpenConnection connection) {
        open.add(connection);
        connection.onClose(() -> open.remove(connection));
        lookSafely(connection);
    }

    /// Neither may one connection keep the others from being looked at, nor may the loop end: a
    /// scheduled task that throws is never run again, errors included.
    private void lookSafely(OpenConnection connection) {
        try {
            look(connection);
        } catch (Throwable e) {
            LOG.errorf(e, "Connection could not be looked at side=%s", connection.side());
        }
    }

    private void look(OpenConnection connection) {
        var peer = connection.peer();
        try {
            if (!peer.isEmpty()) {
                var _ = source.current().verify(peer, clock.instant());
            }
            if (connection.side() == Side.SERVER) {
                endInTime(connection);
            }
        } catch (RefusedCertificateException e) {
            LOG.warnf(
                    "Connection cut off side=%s serial=%s reason=%s",
                    connection.side(), peer.getFirst().getSerialNumber().toString(16), e.reason());
            connection.cut(e.reason().name());
        }
    }

    private void endInTime(OpenConnection connection) {
        if (life.isOver(connection.opened(), clock.instant())) {
            connection.cut("AGED");
        } else if (isDue(connection.opened(), connection.peer())) {
            connection.drain("AGED", jitter);
        } else if (!connection.presentsTheSameAs(source.current())) {
            connection.drain("ROTATED", jitter);
        }
    }

    /// Which end of a connection this process is.
    enum Side {
        SERVER,
        CLIENT
    }
}

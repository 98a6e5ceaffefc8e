package redress.mesh.tls;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.cert.Certificate;
import java.time.Instant;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import redress.mesh.identity.IdentitySource;

/// Ends an HTTP/1.1 connection with the answer to its next request if it was opened with a
/// certificate that is no longer ours, or has grown old: such connections can't be told to end in
/// between.
@Singleton
public class HttpsConnectionEnd {

    private static final int EARLY = 1000;

    private final IdentitySource source;
    private final OpenConnections connections;

    HttpsConnectionEnd(IdentitySource source, OpenConnections connections) {
        this.source = source;
        this.connections = connections;
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, EARLY);
    }

    void look(RoutingContext context) {
        var request = context.request();
        if (request.version() == HttpVersion.HTTP_1_1 && isToEnd(request.sslSession())) {
            context.response().putHeader("connection", "close");
            context.response().endHandler(_ -> request.connection().close());
        }
        context.next();
    }

    private boolean isToEnd(@Nullable SSLSession session) {
        return session != null && (isFormer(session) || isDue(session));
    }

    /// No session is resumed: it is as old as its connection.
    private boolean isDue(SSLSession session) {
        return connections.isDue(
                Instant.ofEpochMilli(session.getCreationTime()), OpenConnection.peer(session));
    }

    private boolean isFormer(SSLSession session) {
        Certificate[] presented = session.getLocalCertificates();
        return presented != null
                && presented.length > 0
                && !presented[0].equals(source.current().leaf());
    }
}

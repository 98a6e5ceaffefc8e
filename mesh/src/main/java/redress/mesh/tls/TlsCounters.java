package redress.mesh.tls;

import io.micrometer.core.instrument.Metrics;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import redress.mesh.identity.RefusedCertificateException;
import redress.mesh.tls.OpenConnections.Side;

/// Counts what TLS refused and ended. Labels are names of reasons, never of peers.
final class TlsCounters {

    private TlsCounters() {}

    /// `redress_handshakes_refused_total`
    static void refused(Throwable cause, Side side) {
        Metrics.counter(
                        "redress.handshakes.refused",
                        "reason",
                        reason(cause),
                        "side",
                        side.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /// `redress_connections_closed_total`
    static void closed(String reason) {
        Metrics.counter("redress.connections.closed", "reason", reason).increment();
    }

    private static String reason(Throwable failure) {
        @Nullable Throwable each = failure;
        while (each != null) {
            if (each instanceof RefusedCertificateException refused) {
                return refused.reason().name();
            }
            if (each instanceof ClosedChannelException) {
                return "PEER_LEFT";
            }
            // The JDK has no type for it.
            if (String.valueOf(each.getMessage()).contains("Empty client certificate chain")) {
                return RefusedCertificateException.Reason.NO_CERTIFICATE.name();
            }
            each = each.getCause();
        }
        return "TLS";
    }
}

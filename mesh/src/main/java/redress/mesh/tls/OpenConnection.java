package redress.mesh.tls;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import redress.mesh.identity.WorkloadIdentity;
import redress.mesh.tls.OpenConnections.Side;

/// One connection whose handshake is done.
final class OpenConnection {

    /// Long enough for a client to have read GOAWAY and to open its next stream elsewhere.
    private static final int SECONDS_UNTIL_READ = 5;

    private final Channel channel;
    private final Side side;
    // Of the moment when it was introduced: its certificate may be of just before.
    private final WorkloadIdentity own;
    private final @Nullable Certificate presented;
    private final List<X509Certificate> peer;
    private final Instant opened;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean cut = new AtomicBoolean();

    OpenConnection(SslHandler tls, Side side, WorkloadIdentity own, Instant opened) {
        this.channel = tls.handshakeFuture().getNow();
        this.side = side;
        this.own = own;
        SSLSession session = tls.engine().getSession();
        this.peer = peer(session);
        this.presented = presented(session);
        this.opened = opened;
    }

    private static @Nullable Certificate presented(SSLSession session) {
        Certificate[] chain = session.getLocalCertificates();
        return chain == null || chain.length == 0 ? null : chain[0];
    }

    Side side() {
        return side;
    }

    /// Whether a new connection would show the peer the same certificate and roots.
    boolean presentsTheSameAs(WorkloadIdentity now) {
        return own.presentsTheSameAs(now) && now.leaf().equals(presented);
    }

    /// The chain that the peer presented, leaf first; empty for a browser.
    List<X509Certificate> peer() {
        return peer;
    }

    Instant opened() {
        return opened;
    }

    void onClose(Runnable action) {
        channel.closeFuture().addListener(_ -> action.run());
    }

    /// Ends it without waiting for anything: closed below TLS, since HTTP/2 would first let its
    /// streams end, and TLS its peer say goodbye.
    void cut(String reason) {
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls != null && cut.compareAndSet(false, true)) {
            TlsCounters.closed(reason);
            var _ = tls.close();
        }
    }

    /// Asks the client to open no more streams on it (RFC 9113, section 6.8), some time within the
    /// jitter, so that not all clients come back at once. HTTP/1.1 has no such message: see
    /// [HttpsConnectionEnd].
    void drain(String reason, Duration jitter) {
        if (draining.compareAndSet(false, true)) {
            long wait = ThreadLocalRandom.current().nextLong(jitter.toMillis() + 1);
            var _ = channel.eventLoop().schedule(() -> sayGoodbye(reason), wait, MILLISECONDS);
        }
    }

    private void sayGoodbye(String reason) {
        ChannelHandlerContext http2 = channel.pipeline().context(Http2ConnectionHandler.class);
        if (http2 == null) {
            return;
        }
        TlsCounters.closed(reason);
        var _ =
                handler(http2)
                        .goAway(
                                http2,
                                Integer.MAX_VALUE,
                                Http2Error.NO_ERROR.code(),
                                Unpooled.EMPTY_BUFFER,
                                http2.newPromise());
        http2.flush();
        closeLater();
    }

    private void closeLater() {
        var _ = channel.eventLoop().schedule(this::closeWhenIdle, SECONDS_UNTIL_READ, SECONDS);
    }

    /// Most clients have closed it themselves by now: then it has no handlers any more. What still
    /// has a stream is given time for it, until the connection is over. A stream that is answered
    /// counts as ended: a client that was refused in the middle of a long request may never be able
    /// to send the rest of it. Closed below HTTP/2, which would wait for that.
    private void closeWhenIdle() {
        ChannelHandlerContext http2 = channel.pipeline().context(Http2ConnectionHandler.class);
        if (http2 == null) {
            return;
        }
        if (isAnswered(handler(http2).connection())) {
            var _ = http2.close();
        } else {
            closeLater();
        }
    }

    private static boolean isAnswered(Http2Connection http2) {
        try {
            return http2.forEachActiveStream(each -> each.state() == State.HALF_CLOSED_LOCAL)
                    == null;
        } catch (Http2Exception e) {
            throw new IllegalStateException("streams: not visited", e);
        }
    }

    private static Http2ConnectionHandler handler(ChannelHandlerContext context) {
        return (Http2ConnectionHandler) context.handler();
    }

    /// The chain that the peer of a session presented, leaf first; empty if it presented none.
    static List<X509Certificate> peer(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}

package redress.certs.evidence;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import redress.certs.CertsException;
import redress.certs.Reason;

/// Looks at what a TLS 1.3 server serves and whom it would accept, without a certificate of its own
/// and without sending a byte of data.
///
/// Written `host:port`, or `postgres:host:port` for PostgreSQL, whose direct TLS wants its name in
/// ALPN (PostgreSQL 17 or newer). Who answers is *not* verified: what it shows is compared, not
/// trusted.
///
/// @param protocols the ALPN names to offer; empty for none
public record TlsProbe(String host, int port, List<String> protocols) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern FORM =
            Pattern.compile("(postgres:)?(\\[[0-9a-fA-F:]+]|[^:\\s]+):([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    /// Reads `host:port` or `postgres:host:port`.
    public static TlsProbe of(String address) {
        Matcher form = FORM.matcher(address);
        if (!form.matches() || Integer.parseInt(form.group(3)) > LAST_PORT) {
            throw new CertsException(
                    Reason.INVALID, "probe", address, "host:port or postgres:host:port");
        }
        return new TlsProbe(
                form.group(2),
                Integer.parseInt(form.group(3)),
                form.group(1) == null ? List.of() : List.of("postgresql"));
    }

    /// One handshake; empty when nobody listens there. Refuses a server that listens but shows no
    /// certificate with TLS 1.3 within 2 s a step: what it would do is not known.
    public Optional<Served> look() {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            plain.setSoTimeout((int) PATIENCE.toMillis());
            return Optional.of(handshake(plain));
        } catch (ConnectException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw silent(e);
        }
    }

    private Served handshake(Socket plain) throws IOException {
        var issuers = new IssuerCapture();
        var leaf = new LeafCapture();
        try (SSLSocket socket = tls(plain, issuers, leaf)) {
            socket.startHandshake();
        } catch (IOException e) {
            if (leaf.captured().isEmpty()) {
                throw e; // else it broke off for lack of our certificate, as it may
            }
        }
        return new Served(
                leaf.captured().orElseThrow(() -> new IOException("no certificate")),
                issuers.captured());
    }

    private CertsException silent(IOException cause) {
        return new CertsException(
                Reason.BAD_MATERIAL,
                "server at " + host + ":" + port,
                "no certificate",
                "a TLS 1.3 handshake within 2 s a step",
                cause);
    }

    private SSLSocket tls(Socket plain, IssuerCapture issuers, LeafCapture leaf)
            throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(new KeyManager[] {issuers}, new TrustManager[] {leaf}, new SecureRandom());
            var socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3"});
            parameters.setApplicationProtocols(protocols.toArray(String[]::new));
            socket.setSSLParameters(parameters);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS 1.3", e);
        }
    }
}

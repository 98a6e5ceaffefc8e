package redress.local.realm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshService;

/// Signing in with a browser on this machine: authorization code with PKCE, answered on loopback
/// (RFC 8252, RFC 7636).
public final class BrowserSignIn implements AutoCloseable {
    private static final String CLIENT = "redress-login";
    private static final String PATH = "/signed-in";
    private static final int RANDOM_BYTES = 32;
    private static final String PAGE =
            "<!doctype html><title>Redress</title><p>Done. You can close this window.";

    private final URI realm;
    private final TokenEndpoint endpoint;
    private final Wish wish;
    private final HttpServer server;
    private final String state = random();
    private final String verifier = random();
    private final CompletableFuture<Map<String, String>> answered = new CompletableFuture<>();

    /// What is asked for.
    ///
    /// @param username proposed on the page; empty: none
    /// @param acr the least level
    /// @param maxAge how many seconds it may be since then; empty: any
    /// @param addsPasskey whether the person adds a passkey on the way
    public record Wish(
            Optional<String> username, int acr, Optional<Integer> maxAge, boolean addsPasskey) {}

    private BrowserSignIn(URI realm, TokenEndpoint endpoint, Wish wish, HttpServer server) {
        this.realm = realm;
        this.endpoint = endpoint;
        this.wish = wish;
        this.server = server;
    }

    static BrowserSignIn begin(URI realm, TokenEndpoint endpoint, Wish wish) {
        try {
            var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            var server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
            var signIn = new BrowserSignIn(realm, endpoint, wish, server);
            var _ = server.createContext(PATH, signIn::answer);
            server.start();
            return signIn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the browser must open.
    public URI address() {
        var query = new LinkedHashMap<String, String>();
        query.put("client_id", CLIENT);
        query.put("response_type", "code");
        query.put("scope", Tokens.scope(MeshService.names()));
        query.put("redirect_uri", redirect());
        query.put("state", state);
        query.put("code_challenge", challenge());
        query.put("code_challenge_method", "S256");
        query.put("acr_values", Integer.toString(wish.acr()));
        wish.username().ifPresent(name -> query.put("login_hint", name));
        wish.maxAge().ifPresent(age -> query.put("max_age", Integer.toString(age)));
        if (wish.addsPasskey()) {
            query.put("kc_action", "webauthn-register");
        }
        return URI.create(realm + "/protocol/openid-connect/auth?" + TokenEndpoint.encoded(query));
    }

    /// Waits until the person is done, and gets the token.
    ///
    /// @throws LaunchFailure if they are not in time, or the realm refused
    public AccessToken await(Duration limit) {
        var answer = answer(limit);
        if (!state.equals(answer.get("state"))) {
            throw new LaunchFailure("sign-in: answered for another one (expected: the same state)");
        }
        String code = answer.get("code");
        if (code == null) {
            throw new LaunchFailure(
                    "sign-in: refused: %s %s"
                            .formatted(
                                    answer.getOrDefault("error", "no code"),
                                    answer.getOrDefault("error_description", "")));
        }
        return AccessToken.of(endpoint.accessToken(exchange(code)));
    }

    private Map<String, String> exchange(String code) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", CLIENT);
        form.put("code", code);
        form.put("code_verifier", verifier);
        form.put("redirect_uri", redirect());
        return form;
    }

    private Map<String, String> answer(Duration limit) {
        try {
            return answered.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LaunchFailure("sign-in: not done within " + limit.toMinutes() + " min", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            answered.complete(decoded(exchange.getRequestURI().getRawQuery()));
        }
    }

    private static Map<String, String> decoded(String query) {
        var fields = new HashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1);
                fields.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private String redirect() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    private String challenge() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package redress.local.realm;

import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;
import redress.local.home.MeshService;
import redress.local.process.Pause;
import redress.local.tls.MeshHttp;
import redress.local.tls.MeshTls;

/// Access tokens of the local realm, for the command line and for tests.
///
/// With a password or a one-time code people sign in by direct grant here, which only the local
/// clients `redress-cli` and `redress-cli-code` may. A passkey needs a browser: [BrowserSignIn].
///
/// @param realm the issuer
/// @param home where passwords, secrets and identities are
public record Tokens(URI realm, MeshHome home) {
    private static final String BY_PASSWORD = "redress-cli";
    private static final String BY_CODE = "redress-cli-code";

    /// A token of a person who gives the password (`acr` 1), for all services.
    public String ofUser(String username) {
        return ofUser(username, MeshService.names());
    }

    /// The same for some services only.
    public String ofUser(String username, Collection<String> services) {
        return fetch(person(username, BY_PASSWORD, services));
    }

    /// The same through another client of the realm, such as `redress-other`, whose tokens are for
    /// no service of ours.
    public String ofUser(String username, String client) {
        return client.equals(BY_PASSWORD)
                ? ofUser(username)
                : fetch(person(username, client, java.util.List.of()));
    }

    /// A token of a person who gives the password and a one-time code (`acr` 2). A code counts
    /// once: the second token within half a minute takes until the next code.
    public String ofUserWithCode(String username) {
        var codes = new OneTimeCode(Secrets.existing(home.codes()).of(username));
        try {
            return fetch(withCode(username, codes));
        } catch (LaunchFailure used) {
            Pause.of(OneTimeCode.untilNext(Clock.systemUTC().instant()));
            return fetch(withCode(username, codes));
        }
    }

    /// A token of a system, such as `partner`, which is known by its certificate.
    public String ofClient(String client) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", client);
        form.put("scope", "case-service grievance-service");
        return endpoint(client).accessToken(form);
    }

    /// Begins to sign in with a browser.
    public BrowserSignIn inBrowser(BrowserSignIn.Wish wish) {
        return BrowserSignIn.begin(realm, endpoint("console"), wish);
    }

    private Map<String, String> withCode(String username, OneTimeCode codes) {
        var form = person(username, BY_CODE, MeshService.names());
        form.put("totp", codes.at(Clock.systemUTC().instant()));
        return form;
    }

    private Map<String, String> person(
            String username, String client, Collection<String> services) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "password");
        form.put("scope", scope(services));
        form.put("username", username);
        form.put("password", Secrets.existing(home.users()).of(username));
        form.put("client_id", client);
        form.put("client_secret", Secrets.existing(home.clients()).of(client));
        return form;
    }

    /// A token is for the services that its scope names.
    static String scope(Collection<String> services) {
        return ("openid " + String.join(" ", services)).strip();
    }

    private String fetch(Map<String, String> form) {
        return endpoint("console").accessToken(form);
    }

    private TokenEndpoint endpoint(String identity) {
        return new TokenEndpoint(realm, new MeshHttp(new MeshTls(home.identity(identity))));
    }
}

package redress.local.realm;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import redress.local.home.LaunchFailure;
import redress.local.tls.MeshHttp;

/// Access tokens of the local realm, for the command line and for tests.
///
/// People sign in by direct grant here, which only the local client `redress-cli` may; the
/// assurance of such a token is a password (`acr` 1), never more.
public record Tokens(URI realm, MeshHttp http, Secrets users, Secrets clients) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A token of a person.
    public String ofUser(String username, String client) {
        return fetch(
                Map.of(
                        "grant_type",
                        "password",
                        "scope",
                        "openid",
                        "username",
                        username,
                        "password",
                        users.of(username),
                        "client_id",
                        client,
                        "client_secret",
                        clients.of(client)));
    }

    /// A token of a system, such as `partner`.
    public String ofClient(String client) {
        return fetch(
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        client,
                        "client_secret",
                        clients.of(client)));
    }

    private String fetch(Map<String, String> form) {
        var request =
                HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form)))
                        .build();
        try {
            return token(http.send(request));
        } catch (IOException e) {
            throw new LaunchFailure(
                    realm + ": no answer (expected: ./redress up has run): " + e.getMessage(), e);
        }
    }

    private String token(HttpResponse<String> response) throws IOException {
        var answer = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new LaunchFailure(
                    "%s: no token: %s %s"
                            .formatted(
                                    realm,
                                    answer.path("error")
                                            .asText(Integer.toString(response.statusCode())),
                                    answer.path("error_description").asText("")));
        }
        return answer.path("access_token").asText();
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

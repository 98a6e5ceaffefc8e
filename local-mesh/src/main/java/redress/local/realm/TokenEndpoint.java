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

/// The realm's token endpoint (RFC 6749, section 3.2).
record TokenEndpoint(URI realm, MeshHttp http) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @throws LaunchFailure with the realm's reason if it gives none
    String accessToken(Map<String, String> form) {
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

    static String encoded(Map<String, String> form) {
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

package redress.local.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import redress.local.home.LaunchFailure;

/// What an access token says of itself (RFC 7519). Nothing is verified: that is the services' task.
///
/// @param text the token
/// @param claims its claims
public record AccessToken(String text, JsonNode claims) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @throws LaunchFailure if it is no JWT
    public static AccessToken of(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new LaunchFailure("token: %d parts (expected: 3)".formatted(parts.length));
        }
        try {
            return new AccessToken(text, JSON.readTree(Base64.getUrlDecoder().decode(parts[1])));
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchFailure("token: unreadable (expected: a JWT)", e);
        }
    }

    public Instant expires() {
        return Instant.ofEpochSecond(claims.path("exp").asLong());
    }

    public String username() {
        return claims.path("preferred_username").asText();
    }

    /// The level that was reached (`acr`); 0 if the token does not say.
    public int acr() {
        return claims.path("acr").asInt(0);
    }

    @Override
    public String toString() {
        return "AccessToken[%s, acr %d, until %s]".formatted(username(), acr(), expires());
    }
}

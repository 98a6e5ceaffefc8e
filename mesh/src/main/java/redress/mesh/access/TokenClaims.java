package redress.mesh.access;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import redress.access.v1.Assurance;
import redress.access.v1.Role;

/// The claims of a genuine token that decide: whether it is a person's or a system's, how surely
/// the person identified, what it is bound to.
///
/// @param claims the claims
record TokenClaims(JsonWebToken claims) {
    /// Whether it is an access token, and not another token of the same issuer: an ID token says
    /// ID, a logout token Logout.
    boolean isAccessToken() {
        return claims.<Object>claim("typ").map(String::valueOf).orElse("").equals("Bearer");
    }

    /// Whether a person signed in for it. Keycloak keeps a session for each of them, and none for a
    /// system; `acr` tells nothing, a system's token carries 1 as well.
    boolean isOfAPerson() {
        return claims.containsClaim("sid");
    }

    /// The roles that the bearer can have at all: a person is no system, a system no person.
    Set<Role> possible(Set<Role> named) {
        var possible = EnumSet.noneOf(Role.class);
        named.stream()
                .filter(role -> (role == Role.ROLE_PARTNER_SYSTEM) != isOfAPerson())
                .forEach(possible::add);
        return possible;
    }

    /// How the person identified.
    SignIn signIn() {
        return isOfAPerson() ? new SignIn(assurance(), authTime()) : SignIn.NONE;
    }

    /// The certificate that the token is bound to. What is bound in a way that is not known here is
    /// bound to a certificate that nobody has.
    Optional<String> thumbprint() {
        return claims.<Object>claim("cnf").map(TokenClaims::thumbprint);
    }

    private static String thumbprint(Object confirmation) {
        Object value = confirmation instanceof Map<?, ?> methods ? methods.get("x5t#S256") : null;
        return switch (value) {
            case JsonString text -> text.getString();
            case String text -> text;
            case null, default -> "";
        };
    }

    private Assurance assurance() {
        return switch (claims.<Object>claim("acr").map(String::valueOf).orElse("")) {
            case "1" -> Assurance.ASSURANCE_PASSWORD;
            case "2" -> Assurance.ASSURANCE_SECOND_FACTOR;
            case "3" -> Assurance.ASSURANCE_PASSKEY;
            default -> Assurance.ASSURANCE_UNSPECIFIED;
        };
    }

    private Instant authTime() {
        Object time = claims.getClaim("auth_time");
        return switch (time) {
            case Number seconds -> Instant.ofEpochSecond(seconds.longValue());
            case JsonNumber seconds -> Instant.ofEpochSecond(seconds.longValue());
            case null, default -> Instant.EPOCH;
        };
    }
}

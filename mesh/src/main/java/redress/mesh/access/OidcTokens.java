package redress.mesh.access;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import redress.access.v1.Reason;
import redress.access.v1.Role;

/// Tokens verified by quarkus-oidc: signature, issuer, audience, type and life, as configured for
/// the process.
@ApplicationScoped
public class OidcTokens implements TokenVerifier {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    // Quarkus fails on some texts that are no JWT, and would ask Keycloak about the others.
    private static final Pattern JWT =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final TenantIdentityProvider provider;

    OidcTokens(TenantIdentityProvider provider) {
        this.provider = provider;
    }

    @Override
    public VerifiedToken verify(String token) {
        if (!JWT.matcher(token).matches()) {
            throw invalid();
        }
        try {
            var identity =
                    provider.authenticate(new AccessTokenCredential(token))
                            .await()
                            .atMost(PATIENCE);
            return verified(identity, token);
        } catch (AuthenticationFailedException e) {
            throw invalid();
        } catch (TimeoutException | OIDCException e) {
            throw new Refusal(
                    Reason.REASON_UNAVAILABLE, "tokens can't be verified now: try again later");
        }
    }

    private static VerifiedToken verified(SecurityIdentity identity, String token) {
        if (!(identity.getPrincipal() instanceof JsonWebToken claims)) {
            throw invalid();
        }
        var deciding = new TokenClaims(claims);
        String name = claims.getClaim("preferred_username");
        if (name == null || name.isBlank() || !deciding.isAccessToken()) {
            throw invalid();
        }
        var roles = deciding.possible(roles(identity.getRoles()));
        var scope = Scope.of(claims.getClaim("programmes"), claims.getClaim("areas"));
        return new VerifiedToken(
                new User(name, roles, deciding.signIn(), scope, token),
                Instant.ofEpochSecond(claims.getExpirationTime()),
                deciding.thumbprint());
    }

    private static Set<Role> roles(Set<String> names) {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream(Role.values())
                .filter(role -> role != Role.UNRECOGNIZED && role != Role.ROLE_UNSPECIFIED)
                .filter(role -> names.contains(claimName(role)))
                .forEach(roles::add);
        return roles;
    }

    private static String claimName(Role role) {
        return role.name().substring("ROLE_".length()).toLowerCase(Locale.ROOT);
    }

    private static Refusal invalid() {
        return new Refusal(Reason.REASON_TOKEN_INVALID, "the token is not valid here and now");
    }
}

package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.time.Instant;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Assurance;
import redress.access.v1.Role;

class TokenClaimsTest {
    private static final String PERSON =
            "{\"sid\": \"s\", \"acr\": \"3\", \"auth_time\": 1700000000}";
    private static final String SYSTEM =
            "{\"acr\": \"1\", \"cnf\": {\"x5t#S256\": \"thumbprint\"}}";

    @Test
    void aPersonIdentifiedAtATime() {
        assertThat(claims(PERSON).signIn())
                .isEqualTo(
                        new SignIn(Assurance.ASSURANCE_PASSKEY, Instant.ofEpochSecond(1700000000)));
        assertThat(claims(PERSON).thumbprint()).isEmpty();
    }

    @Test
    void aSystemIdentifiedByNoPassword() {
        assertThat(claims(SYSTEM).signIn()).isEqualTo(SignIn.NONE);
        assertThat(claims(SYSTEM).thumbprint()).contains("thumbprint");
    }

    @Test
    void whatIsBoundInAnotherWayIsBoundToNobody() {
        assertThat(claims("{\"cnf\": {\"jkt\": \"a key\"}}").thumbprint()).contains("");
        assertThat(claims("{\"cnf\": \"a text\"}").thumbprint()).contains("");
    }

    @Test
    void aPersonIsNoSystemAndASystemNoPerson() {
        var all = Set.of(Role.ROLE_CASE_WORKER, Role.ROLE_SUPERVISOR, Role.ROLE_PARTNER_SYSTEM);
        assertThat(claims(PERSON).possible(all))
                .containsExactlyInAnyOrder(Role.ROLE_CASE_WORKER, Role.ROLE_SUPERVISOR);
        assertThat(claims(SYSTEM).possible(all)).containsExactly(Role.ROLE_PARTNER_SYSTEM);
    }

    @Test
    @DisplayName("zero-trust 11: only an access token is one")
    void isAnAccessTokenIfItSaysSo() {
        assertThat(claims("{\"typ\": \"Bearer\"}").isAccessToken()).isTrue();
        for (String other : new String[] {"ID", "Refresh", "Logout", ""}) {
            assertThat(claims("{\"typ\": \"" + other + "\"}").isAccessToken()).isFalse();
        }
        assertThat(claims("{}").isAccessToken()).isFalse();
    }

    @Test
    void whatIsNotSaidIsNothing() {
        assertThat(claims("{\"sid\": \"s\"}").signIn()).isEqualTo(SignIn.NONE);
        assertThat(claims("{\"sid\": \"s\", \"acr\": \"4\"}").signIn().assurance())
                .isEqualTo(Assurance.ASSURANCE_UNSPECIFIED);
        assertThat(claims("{\"sid\": \"s\", \"acr\": \"silver\"}").signIn().assurance())
                .isEqualTo(Assurance.ASSURANCE_UNSPECIFIED);
    }

    private static TokenClaims claims(String json) {
        try {
            return new TokenClaims(new DefaultJWTCallerPrincipal(JwtClaims.parse(json)));
        } catch (InvalidJwtException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package redress.system.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import redress.cases.v1.ListCasesRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.system.mesh.Client;
import redress.system.mesh.KeycloakAdmin;
import redress.system.mesh.KeycloakAdmin.Person;
import redress.system.mesh.RealmKey;
import redress.system.mesh.Refused;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;

/// A token that was withdrawn before its time: refused everywhere within a minute. Keys of the
/// realm that come and go: no service is restarted.
@Scenario
class RevokedTokensScenario {
    private static final Duration IN_FORCE = Duration.ofSeconds(60);
    private static final String REFUSED = "UNAUTHENTICATED TOKEN_INVALID";

    @Test
    void refusesTheTokensOfAPersonWhoIsDisabled(TestMesh mesh) {
        refusesWithinAMinute(mesh, KeycloakAdmin::disable);
    }

    @Test
    void refusesTheTokensOfASessionThatEnded(TestMesh mesh) {
        refusesWithinAMinute(mesh, KeycloakAdmin::logOut);
    }

    @Test
    void followsTheKeysOfTheRealmWithoutARestart(TestMesh mesh) {
        var admin = new KeycloakAdmin(mesh);
        Person person = admin.personWithPassword("case_worker");
        String old = token(admin, person);
        assertThat(listing(mesh, old)).isEqualTo("OK ");
        String key = admin.addKey();
        try {
            String fresh = token(admin, person);
            assertThat(keyOf(fresh)).isNotEqualTo(keyOf(old));
            assertThat(listing(mesh, fresh)).isEqualTo("OK ");
            assertThat(listing(mesh, old)).isEqualTo("OK ");
            admin.removeKey(key);
            key = "";
            assertThat(submitting(mesh, fresh)).isEqualTo(REFUSED);
            await().atMost(IN_FORCE)
                    .untilAsserted(() -> assertThat(listing(mesh, fresh)).isEqualTo(REFUSED));
            assertThat(listing(mesh, old)).isEqualTo("OK ");
        } finally {
            if (!key.isEmpty()) {
                admin.removeKey(key);
            }
            admin.remove(person);
        }
    }

    private static void refusesWithinAMinute(
            TestMesh mesh, BiConsumer<KeycloakAdmin, Person> withdraw) {
        var admin = new KeycloakAdmin(mesh);
        Person person = admin.personWithPassword("case_worker");
        try {
            String token = token(admin, person);
            assertThat(listing(mesh, token)).isEqualTo("OK ");
            withdraw.accept(admin, person);
            // A service that has not seen the token asks at once.
            assertThat(submitting(mesh, token)).isEqualTo(REFUSED);
            await().atMost(IN_FORCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(listing(mesh, token)).isEqualTo(REFUSED));
        } finally {
            admin.remove(person);
        }
    }

    private static String token(KeycloakAdmin admin, Person person) {
        return admin.signIn(person).path("access_token").asText();
    }

    private static String keyOf(String token) {
        return RealmKey.decoded(token.substring(0, token.indexOf('.'))).path("kid").asText();
    }

    private static String listing(TestMesh mesh, String token) {
        Client console = mesh.withToken("console", token);
        return outcome(
                Refused.by(
                        () -> {
                            var _ =
                                    console.cases()
                                            .listCases(ListCasesRequest.getDefaultInstance());
                        }));
    }

    private static String submitting(TestMesh mesh, String token) {
        Client console = mesh.withToken("console", token);
        SubmitGrievanceRequest request = Samples.submitGrievance(Samples.name("revoked"));
        return outcome(
                Refused.by(
                        () -> {
                            var _ = console.grievances().submitGrievance(request);
                        }));
    }

    private static String outcome(Refused refused) {
        return refused.code() + " " + refused.reason();
    }
}

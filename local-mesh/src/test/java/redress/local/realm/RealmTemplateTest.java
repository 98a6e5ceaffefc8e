package redress.local.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.local.home.MeshService;

class RealmTemplateTest {
    private static final List<String> CLIENTS =
            List.of("redress-cli", "redress-cli-code", "redress-other");

    @TempDir Path folder = Path.of("");

    private JsonNode realm = MissingNode.getInstance();

    @BeforeEach
    void fill() throws IOException {
        realm = JsonMapper.builder().build().readTree(filled());
    }

    @Test
    void hasEveryRoleOfTheDomain() {
        assertThat(realm.at("/roles/realm").findValuesAsText("name"))
                .containsExactlyInAnyOrder(
                        "case_worker",
                        "supervisor",
                        "grievance_officer",
                        "sensitive_officer",
                        "auditor",
                        "data_protection_officer",
                        "model_steward",
                        "security_officer",
                        "partner_system");
    }

    @Test
    void givesEachPersonExactlyOneRoleAndAPassword() {
        for (LocalUser user : LocalUser.values()) {
            JsonNode found = named(realm.path("users"), "username", user.username());

            assertThat(texts(found.path("realmRoles"))).containsExactly(user.role());
            assertThat(found.at("/credentials/0/value").asText()).hasSizeGreaterThan(20);
        }
    }

    @Test
    void givesEachPersonWhatOneTimeCodesAreMadeOf() {
        for (LocalUser user : LocalUser.values()) {
            JsonNode found = named(realm.path("users"), "username", user.username());

            assertThat(found.at("/credentials/1/type").asText()).isEqualTo("otp");
            assertThat(found.at("/credentials/1/secretData").asText()).hasSizeGreaterThan(30);
        }
    }

    @Test
    void givesProgrammesAndAreasToThoseWhoHaveThemAndOnlyAdministratorsChangeThem()
            throws IOException {
        assertThat(attributes("worker", "programmes")).containsExactly("*");
        assertThat(attributes("cash-worker", "programmes")).containsExactly("cash_transfer");
        assertThat(attributes("cash-worker", "areas")).containsExactly("CO-05");
        assertThat(attributes("service-account-partner", "areas")).doesNotContain("*");
        assertThat(attributes("auditor", "programmes")).isEmpty();

        String profile =
                realm.path("components").findValue("kc.user.profile.config").path(0).asText();
        var declared = JsonMapper.builder().build().readTree(profile).path("attributes");
        for (String name : List.of("programmes", "areas", "username")) {
            assertThat(texts(named(declared, "name", name).at("/permissions/edit")))
                    .containsExactly("admin");
        }
    }

    @Test
    void putsProgrammesAndAreasIntoAccessTokens() {
        JsonNode roles = named(realm.path("clientScopes"), "name", "roles");
        assertThat(roles.path("protocolMappers").findValuesAsText("claim.name"))
                .contains("programmes", "areas");
    }

    private List<String> attributes(String username, String name) {
        var user = named(realm.path("users"), "username", username);
        return texts(user.path("attributes").path(name));
    }

    @Test
    void addressesATokenOnlyToTheServicesThatItIsAskedFor() {
        for (JsonNode client : realm.path("clients")) {
            assertThat(texts(client.path("defaultClientScopes")))
                    .doesNotContainAnyElementsOf(MeshService.names());
        }
        for (String service : MeshService.names()) {
            JsonNode scope = named(realm.path("clientScopes"), "name", service);
            assertThat(scope.findValuesAsText("included.custom.audience")).containsExactly(service);
        }
        assertThat(texts(client("partner").path("optionalClientScopes")))
                .containsExactlyInAnyOrder("case-service", "grievance-service");
        assertThat(client("redress-other").findValuesAsText("included.custom.audience"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(MeshService.names());
    }

    @Test
    void bindsThePartnersTokensToItsCertificateAndSaysNothingOfAPassword() {
        JsonNode partner = client("partner");
        assertThat(partner.path("clientAuthenticatorType").asText()).isEqualTo("client-x509");
        assertThat(partner.at("/attributes/tls.client.certificate.bound.access.tokens").asText())
                .isEqualTo("true");
        assertThat(texts(partner.path("defaultClientScopes"))).doesNotContain("acr");
    }

    @Test
    void isClosedToStrangers() {
        assertThat(realm.path("registrationAllowed").asBoolean(true)).isFalse();
        assertThat(realm.path("bruteForceProtected").asBoolean()).isTrue();
        assertThat(realm.path("sslRequired").asText()).isEqualTo("all");
        for (JsonNode client : realm.path("clients")) {
            if (client.path("publicClient").asBoolean()) {
                assertThat(client.at("/attributes/pkce.code.challenge.method").asText())
                        .isEqualTo("S256");
                assertThat(texts(client.path("redirectUris")))
                        .containsExactly("http://127.0.0.1/*");
            }
        }
    }

    @Test
    void setsUpNoFactorWhileItIsAskedFor() {
        for (String level : List.of("level 2", "level 3")) {
            JsonNode flow = named(realm.path("authenticationFlows"), "alias", level);
            assertThat(flow.findValuesAsText("authenticator"))
                    .contains("conditional-user-configured");
        }
        assertThat(realm.path("webAuthnPolicyUserVerificationRequirement").asText())
                .isEqualTo("required");
    }

    @Test
    void leavesNoPlaceholder() {
        assertThat(new String(filled(), StandardCharsets.UTF_8))
                .doesNotContain("@secret")
                .doesNotContain("${");
    }

    private byte[] filled() {
        return RealmTemplate.load()
                .filled(
                        Secrets.complete(folder.resolve("users.json"), LocalUser.usernames()),
                        Secrets.complete(folder.resolve("codes.json"), LocalUser.usernames()),
                        Secrets.complete(folder.resolve("clients.json"), CLIENTS));
    }

    private JsonNode client(String id) {
        return named(realm.path("clients"), "clientId", id);
    }

    private static JsonNode named(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(node -> node.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }
}

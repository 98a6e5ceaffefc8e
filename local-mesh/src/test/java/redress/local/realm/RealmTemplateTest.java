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
    private static final List<String> CLIENTS = List.of("redress-cli", "redress-other", "partner");

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
    void addressesTokensToOurServicesOrToNobodyOfThem() {
        assertThat(audiences("redress-cli"))
                .containsExactlyInAnyOrderElementsOf(MeshService.names());
        assertThat(audiences("partner")).containsExactlyInAnyOrderElementsOf(MeshService.names());
        assertThat(audiences("redress-other"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(MeshService.names());
    }

    @Test
    void isClosedToStrangers() {
        assertThat(realm.path("registrationAllowed").asBoolean(true)).isFalse();
        assertThat(realm.path("bruteForceProtected").asBoolean()).isTrue();
        assertThat(realm.path("sslRequired").asText()).isEqualTo("all");
        assertThat(realm.path("clients"))
                .allSatisfy(
                        client -> assertThat(client.path("publicClient").asBoolean()).isFalse());
    }

    @Test
    void leavesNoPlaceholder() {
        assertThat(new String(filled(), StandardCharsets.UTF_8))
                .doesNotContain("@secret")
                .doesNotContain("@audiences")
                .doesNotContain("${");
    }

    private byte[] filled() {
        return RealmTemplate.load()
                .filled(
                        Secrets.complete(folder.resolve("users.json"), LocalUser.usernames()),
                        Secrets.complete(folder.resolve("clients.json"), CLIENTS));
    }

    private List<String> audiences(String client) {
        return named(realm.path("clients"), "clientId", client)
                .path("protocolMappers")
                .findValuesAsText("included.custom.audience");
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

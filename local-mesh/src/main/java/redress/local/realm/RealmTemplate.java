package redress.local.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The realm `redress` as Keycloak imports it: `realm.json` with the users, audiences and secrets
/// filled in.
public final class RealmTemplate {
    public static final String REALM = "redress";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRET = "@secret:";
    private static final String AUDIENCES = "@audiences:";
    private static final List<String> SCOPE = List.of("programmes", "areas");

    private final ObjectNode realm;

    private RealmTemplate(ObjectNode realm) {
        this.realm = realm;
    }

    public static RealmTemplate load() {
        try (var stream =
                Objects.requireNonNull(RealmTemplate.class.getResourceAsStream("realm.json"))) {
            return new RealmTemplate((ObjectNode) JSON.readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The import file; it holds the passwords and must be written as a private file.
    public byte[] filled(Secrets users, Secrets clients) {
        ObjectNode filled = realm.deepCopy();
        for (JsonNode client : filled.withArray("clients")) {
            fillClient((ObjectNode) client, clients);
        }
        for (LocalUser user : LocalUser.values()) {
            addUser(filled.withArray("users"), user, users);
        }
        return filled.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    private static void fillClient(ObjectNode client, Secrets secrets) {
        client.put("secret", secrets.of(argument(client.path("secret").asText(), SECRET)));
        String audiences = argument(client.path("protocolMappers").asText(), AUDIENCES);
        ArrayNode mappers = client.putArray("protocolMappers");
        for (String audience : audiences.split(" ", -1)) {
            addAudience(mappers, audience);
        }
        SCOPE.forEach(name -> addClaim(mappers, name));
    }

    private static String argument(String placeholder, String start) {
        if (!placeholder.startsWith(start) || !placeholder.endsWith("@")) {
            throw new IllegalStateException(
                    "realm.json: " + placeholder + " (expected: " + start + "…@)");
        }
        return placeholder.substring(start.length(), placeholder.length() - 1);
    }

    private static void addAudience(ArrayNode mappers, String audience) {
        mappers.addObject()
                .put("name", "audience " + audience)
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-audience-mapper")
                .putObject("config")
                .put("included.custom.audience", audience)
                .put("access.token.claim", "true")
                .put("id.token.claim", "false")
                .put("introspection.token.claim", "true");
    }

    /// A claim with all values of the user attribute of the same name.
    private static void addClaim(ArrayNode mappers, String name) {
        mappers.addObject()
                .put("name", name)
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-usermodel-attribute-mapper")
                .putObject("config")
                .put("user.attribute", name)
                .put("claim.name", name)
                .put("jsonType.label", "String")
                .put("multivalued", "true")
                .put("access.token.claim", "true")
                .put("id.token.claim", "false")
                .put("introspection.token.claim", "true");
    }

    private static void addUser(ArrayNode users, LocalUser user, Secrets passwords) {
        ObjectNode node =
                users.addObject()
                        .put("username", user.username())
                        .put("enabled", true)
                        .put("email", user.username() + "@redress.local")
                        .put("emailVerified", true)
                        .put("firstName", user.username())
                        .put("lastName", "Local");
        node.putArray("realmRoles").add(user.role());
        addScope(node.putObject("attributes"), user);
        node.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", passwords.of(user.username()))
                .put("temporary", false);
    }

    private static void addScope(ObjectNode attributes, LocalUser user) {
        if (!user.programmes().isEmpty()) {
            attributes.putArray("programmes").add(user.programmes());
            attributes.putArray("areas").add(user.areas());
        }
    }
}

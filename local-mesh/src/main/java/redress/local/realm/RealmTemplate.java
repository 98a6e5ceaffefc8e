package redress.local.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The realm `redress` as Keycloak imports it: `realm.json` with the users and secrets filled in.
public final class RealmTemplate {
    public static final String REALM = "redress";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRET = "@secret:";
    private static final String TOTP =
            """
            {"subType": "totp", "digits": 6, "period": 30, "algorithm": "HmacSHA1"}""";

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
    public byte[] filled(Secrets users, Secrets codes, Secrets clients) {
        ObjectNode filled = realm.deepCopy();
        for (JsonNode client : filled.withArray("clients")) {
            fillClient((ObjectNode) client, clients);
        }
        for (LocalUser user : LocalUser.values()) {
            addUser(filled.withArray("users"), user, users, codes);
        }
        return filled.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    private static void fillClient(ObjectNode client, Secrets secrets) {
        if (client.has("secret")) {
            client.put("secret", secrets.of(argument(client.path("secret").asText(), SECRET)));
        }
    }

    private static String argument(String placeholder, String start) {
        if (!placeholder.startsWith(start) || !placeholder.endsWith("@")) {
            throw new IllegalStateException(
                    "realm.json: " + placeholder + " (expected: " + start + "…@)");
        }
        return placeholder.substring(start.length(), placeholder.length() - 1);
    }

    private static void addUser(ArrayNode users, LocalUser user, Secrets passwords, Secrets codes) {
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
        ArrayNode credentials = node.putArray("credentials");
        credentials
                .addObject()
                .put("type", "password")
                .put("value", passwords.of(user.username()))
                .put("temporary", false);
        credentials
                .addObject()
                .put("type", "otp")
                .put("userLabel", "./redress code")
                .put("secretData", shared(codes.of(user.username())))
                .put("credentialData", TOTP);
    }

    private static String shared(String secret) {
        return JSON.createObjectNode().put("value", secret).toString();
    }

    private static void addScope(ObjectNode attributes, LocalUser user) {
        if (!user.programmes().isEmpty()) {
            attributes.putArray("programmes").add(user.programmes());
            attributes.putArray("areas").add(user.areas());
        }
    }
}

package redress.system.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redress.local.realm.Secrets;

/// What an administrator of Keycloak does, by its REST interface.
public final class KeycloakAdmin {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ADMIN = "keycloak-admin";
    private static final String CLIENT = "redress-cli";

    private final TestMesh mesh;
    private final HttpClient http;
    private final String origin;

    public KeycloakAdmin(TestMesh mesh) {
        this.mesh = mesh;
        this.http = mesh.connections().https(Credentials.of(mesh.identity("console"))).client();
        this.origin = "https://localhost:" + mesh.local().ports().keycloak().number();
    }

    /// A person made for one test.
    ///
    /// @param id Keycloak's identifier
    public record Person(String id, String username, String password) {
        @Override
        public String toString() {
            return username;
        }
    }

    /// Makes a person with a password, who must set up what new people must set up.
    public Person newPerson(List<String> roles) {
        return person(roles);
    }

    /// Makes a person with a password and nothing else.
    public Person personWithPassword(String... roles) {
        Person person = person(Arrays.asList(roles));
        var nothing = JSON.createObjectNode();
        nothing.putArray("requiredActions");
        change(person, nothing);
        return person;
    }

    private Person person(List<String> roles) {
        ObjectNode user = JSON.createObjectNode();
        String username = Samples.name("person");
        String password = Samples.id();
        user.put("username", username).put("enabled", true).put("emailVerified", true);
        user.put("email", username + "@redress.local");
        user.put("firstName", "A").put("lastName", "Person");
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", password)
                .put("temporary", false);
        String id = created(send("POST", "/admin/realms/redress/users", user.toString()));
        ArrayNode given = JSON.createArrayNode();
        roles.forEach(role -> given.add(get("/admin/realms/redress/roles/" + role)));
        var _ =
                send(
                        "POST",
                        "/admin/realms/redress/users/" + id + "/role-mappings/realm",
                        given.toString());
        return new Person(id, username, password);
    }

    public void disable(Person person) {
        change(person, JSON.createObjectNode().put("enabled", false));
    }

    private void change(Person person, ObjectNode change) {
        var _ = send("PUT", "/admin/realms/redress/users/" + person.id(), change.toString());
    }

    /// Ends all sessions of a person.
    public void logOut(Person person) {
        var _ = send("POST", "/admin/realms/redress/users/" + person.id() + "/logout", "");
    }

    public void remove(Person person) {
        var _ = send("DELETE", "/admin/realms/redress/users/" + person.id(), "");
    }

    /// Gives the realm a new signing key, which it uses from now on; the old ones stay. Gives the
    /// key's identifier.
    public String addKey() {
        var key = JSON.createObjectNode();
        key.put("name", Samples.name("key")).put("providerId", "rsa-generated");
        key.put("providerType", "org.keycloak.keys.KeyProvider");
        key.put("parentId", get("/admin/realms/redress").path("id").asText());
        var config = key.putObject("config");
        config.putArray("priority").add("1000");
        config.putArray("enabled").add("true");
        config.putArray("active").add("true");
        config.putArray("algorithm").add("RS256");
        config.putArray("keySize").add("2048");
        return created(send("POST", "/admin/realms/redress/components", key.toString()));
    }

    public void removeKey(String id) {
        var _ = send("DELETE", "/admin/realms/redress/components/" + id, "");
    }

    /// What a person gets who gives their password: `access_token`, `id_token`, `refresh_token`.
    public JsonNode signIn(Person person) {
        return signIn(person.username(), person.password());
    }

    /// The same for a local user.
    public JsonNode signIn(TestUser user) {
        String password = Secrets.existing(mesh.home().users()).of(user.username());
        return signIn(user.username(), password);
    }

    private JsonNode signIn(String username, String password) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "password");
        form.put("client_id", CLIENT);
        form.put("client_secret", Secrets.existing(mesh.home().clients()).of(CLIENT));
        form.put("scope", "openid case-service grievance-service decision-service");
        form.put("username", username);
        form.put("password", password);
        return token("redress", form);
    }

    /// The administrator's own token, of another realm of the same Keycloak.
    public String ownToken() {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "password");
        form.put("client_id", "admin-cli");
        form.put("username", ADMIN);
        form.put("password", Secrets.existing(mesh.home().users()).of(ADMIN));
        return token("master", form).path("access_token").asText();
    }

    private JsonNode token(String realm, Map<String, String> form) {
        String body =
                form.entrySet().stream()
                        .map(e -> e.getKey() + "=" + coded(e.getValue()))
                        .collect(Collectors.joining("&"));
        String path = "/realms/" + realm + "/protocol/openid-connect/token";
        var request =
                HttpRequest.newBuilder(URI.create(origin + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return tree(answered(request).body());
    }

    private JsonNode get(String path) {
        return tree(send("GET", path, "").body());
    }

    private HttpResponse<String> send(String verb, String path, String body) {
        return answered(
                HttpRequest.newBuilder(URI.create(origin + path))
                        .header("Authorization", "Bearer " + ownToken())
                        .header("Content-Type", "application/json")
                        .method(verb, BodyPublishers.ofString(body))
                        .build());
    }

    private HttpResponse<String> answered(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        "%s %s: %d %s"
                                .formatted(
                                        request.method(),
                                        request.uri().getPath(),
                                        answer.statusCode(),
                                        answer.body()));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String created(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String coded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

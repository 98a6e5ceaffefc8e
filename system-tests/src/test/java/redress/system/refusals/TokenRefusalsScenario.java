package redress.system.refusals;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.stub.MetadataUtils;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.ListCasesRequest;
import redress.local.home.MeshService;
import redress.system.mesh.Client;
import redress.system.mesh.KeycloakAdmin;
import redress.system.mesh.Refused;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Tokens that must not be believed: refused on both doors, without detail, nothing stored.
@Scenario
class TokenRefusalsScenario {
    private final String area = Samples.name("tokens");

    @AfterEach
    void nothingIsStored(TestMesh mesh) {
        var list = ListCasesRequest.newBuilder().setAreaCode(area).build();
        assertThat(mesh.console(TestUser.SUPERVISOR).cases().listCases(list).getCasesList())
                .isEmpty();
    }

    /// Shows that the forgeries below are refused for what they forge, not for how they are made.
    @Test
    void believesATokenSignedWithTheRealmsKey(TestMesh mesh) {
        String same = forged(mesh).signed(claims -> {});
        var list = ListCasesRequest.newBuilder().setAreaCode(area).build();
        assertThat(mesh.withToken("console", same).cases().listCases(list).getCasesList())
                .isEmpty();
    }

    @Test
    @DisplayName("zero-trust 11: issuer, audience, life, algorithm and key must be as they must be")
    void refusesForgedAndWornOutTokens(TestMesh mesh) {
        var forged = forged(mesh);
        String genuine = mesh.token(TestUser.WORKER);
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("expired", forged.signed(past("exp", 120)));
        tokens.put("not yet valid", forged.signed(past("nbf", -900)));
        tokens.put("other issuer", forged.signed(set("iss", "https://elsewhere/realms/redress")));
        tokens.put("other audience", forged.signed(set("aud", "grievance-service")));
        tokens.put("no audience", forged.signed(claims -> claims.remove("aud")));
        tokens.put("no user", forged.signed(claims -> claims.remove("preferred_username")));
        tokens.put("no expiry", forged.signed(claims -> claims.remove("exp")));
        tokens.put("another key", forged.signedByAnother());
        tokens.put("unknown key", forged.signedByUnknown());
        tokens.put("alg none", forged.unsigned());
        tokens.put("HS256 with the public key", forged.signedWithThePublicKey());
        tokens.put("tampered", ForgedTokens.tampered(genuine, set("preferred_username", "x")));
        tokens.put("cut", genuine.substring(0, genuine.length() - 8));
        tokens.put("garbage", "garbage");
        tokens.put("three letters", "a.b.c");
        tokens.put("one dot", ".");
        tokens.put("two dots", "..");
        tokens.put("client of others", mesh.local().tokens().ofUser("worker", "redress-other"));
        assertAllRefused(mesh, tokens);
    }

    @Test
    @DisplayName("zero-trust 11: no other token of the same issuer counts as an access token")
    void refusesTokensThatAreForSomethingElse(TestMesh mesh) {
        var admin = new KeycloakAdmin(mesh);
        var given = admin.signIn(TestUser.WORKER);
        var forged = forged(mesh);
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("ID token", given.path("id_token").asText());
        tokens.put("refresh token", given.path("refresh_token").asText());
        tokens.put("the administrator's token", admin.ownToken());
        tokens.put("ID token with our audience", forged.signed(set("typ", "ID")));
        tokens.put("logout token with our audience", forged.signed(set("typ", "Logout")));
        tokens.put("no type", forged.signed(claims -> claims.remove("typ")));
        tokens.values().forEach(token -> assertThat(token).hasSizeGreaterThan(100));
        assertAllRefused(mesh, tokens);
    }

    @Test
    @DisplayName("zero-trust 10: service names in a token's groups give nothing")
    void takesNothingFromNamesOfOtherRoles(TestMesh mesh) {
        String named =
                forged(mesh)
                        .signed(
                                claims -> {
                                    claims.putObject("realm_access").putArray("roles");
                                    claims.putArray("groups").add("case_worker").add("console");
                                    claims.put("scope", "case_worker supervisor");
                                });
        var cases = mesh.withToken("console", named).cases();
        var refused =
                assertRefused(
                        Code.PERMISSION_DENIED,
                        "ROLE_MISSING",
                        () -> cases.openCase(Samples.openCase(area)));
        assertThat(refused.details()).isEqualTo(1);
    }

    @Test
    @DisplayName("zero-trust 11: a duplicated header is refused")
    void refusesEverythingButOneBearerToken(TestMesh mesh) {
        String genuine = mesh.token(TestUser.WORKER);
        String other = mesh.token(TestUser.SUPERVISOR);
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put("twice the same", List.of("Bearer " + genuine, "Bearer " + genuine));
        headers.put("two users", List.of("Bearer " + genuine, "Bearer " + other));
        headers.put("one and an empty one", List.of("Bearer " + genuine, ""));
        headers.put("an empty one first", List.of("", "Bearer " + genuine));
        headers.put("another scheme", List.of("Basic d29ya2VyOng="));
        headers.put("no scheme", List.of(genuine));
        headers.put("no token", List.of("Bearer "));
        headers.forEach(
                (what, values) -> {
                    var refused = Refused.by(() -> openWith(mesh, values));
                    assertThat(refused.code() + " " + refused.reason())
                            .describedAs(what)
                            .isEqualTo("UNAUTHENTICATED TOKEN_INVALID");
                });
    }

    @Test
    void asksForATokenOnBothDoors(TestMesh mesh) {
        assertRefused(
                Code.UNAUTHENTICATED,
                "TOKEN_MISSING",
                () -> mesh.as("console").cases().openCase(Samples.openCase(area)));
        var answer = mesh.rest("console").post(MeshService.CASES, "/v1/cases", body());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("reason")).isEqualTo("TOKEN_MISSING");
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer realm=\"redress\"");
    }

    private void assertAllRefused(TestMesh mesh, Map<String, String> tokens) {
        tokens.forEach(
                (what, token) -> {
                    var cases = mesh.withToken("console", token).cases();
                    var refused = Refused.by(() -> cases.openCase(Samples.openCase(area)));
                    assertThat(refused.code() + " " + refused.reason() + " " + refused.details())
                            .describedAs(what)
                            .isEqualTo("UNAUTHENTICATED TOKEN_INVALID 1");
                    var answer =
                            mesh.restWithToken("console", token)
                                    .post(MeshService.CASES, "/v1/cases", body());
                    assertThat(answer.status()).describedAs(what).isEqualTo(401);
                    assertThat(answer.text("reason")).describedAs(what).isEqualTo("TOKEN_INVALID");
                    assertThat(answer.header("www-authenticate")).contains("invalid_token");
                });
    }

    private void openWith(TestMesh mesh, List<String> authorization) {
        var metadata = new Metadata();
        authorization.forEach(value -> metadata.put(Client.AUTHORIZATION, value));
        var channel =
                ClientInterceptors.intercept(
                        mesh.connections().grpc("console", MeshService.CASES),
                        MetadataUtils.newAttachHeadersInterceptor(metadata));
        CaseServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .openCase(Samples.openCase(area));
    }

    private String body() {
        return "{\"request_id\":\"%s\",\"details\":{\"case_type\":\"x\",\"title\":\"x\",\"area_code\":\"%s\"}}"
                .formatted(Samples.id(), area);
    }

    private static ForgedTokens forged(TestMesh mesh) {
        return new ForgedTokens(mesh, mesh.token(TestUser.WORKER));
    }

    private static Consumer<ObjectNode> set(String claim, String value) {
        return claims -> claims.put(claim, value);
    }

    private static Consumer<ObjectNode> past(String claim, long seconds) {
        return claims -> claims.put(claim, Instant.now().getEpochSecond() - seconds);
    }
}

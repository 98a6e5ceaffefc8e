package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.grievances.v1.CreateGrievanceWebhookRequest;
import redress.grievances.v1.EndGrievanceWebhookRequest;
import redress.grievances.v1.GrievanceWebhookServiceGrpc;
import redress.local.home.MeshService;
import redress.system.flows.WebhookReceiver.Message;
import redress.system.mesh.Assured;
import redress.system.mesh.Commands;
import redress.system.mesh.Rest;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;
import redress.webhooks.v1.WebhookState;

/// Another system is called when something happens.
@Scenario
class WebhooksScenario {
    private static final String PYTHON = "python3";
    private static final MeshService CASES = MeshService.CASES;
    private static final Path PAGE = Path.of("../docs/webhooks.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```python\n(.*?)```");

    @TempDir Path folder = Path.of("");

    @Test
    void aReceiverHearsOfANewCaseAndChecksWhoSentItAsThePageSays(TestMesh mesh) throws Exception {
        assumeTrue(Commands.installed(PYTHON), "python3 is not installed");
        try (var receiver = receiver(mesh)) {
            var supervisor = supervisor(mesh);
            var made = create(supervisor, receiver.url());
            assertThat(made.status()).isEqualTo(201);
            String webhook = "/v1/case-webhooks/" + made.text("id");

            String item = openCase(mesh);
            var message = receiver.next(item);

            var event = new JsonMapper().readTree(message.body());
            assertThat(event.path("type").asText()).isEqualTo("case.opened");
            assertThat(event.path("subject").asText()).isEqualTo(item);
            assertThat(verified(made.text("secret"), message)).isEqualTo("True");
            assertThat(verified("whsec_bm90IHRoZSBzZWNyZXQ=", message)).isEqualTo("False");
            assertThat(supervisor.get(CASES, "/v1/case-webhooks").raw().body())
                    .contains(made.text("id"))
                    .doesNotContain("whsec_");
            var delivery = awaitDelivered(supervisor, webhook, item);
            replay(supervisor, webhook, position(delivery));
            assertThat(receiver.next(item).headers().get("webhook-id"))
                    .isEqualTo(message.headers().get("webhook-id"));
            assertThat(post(supervisor, webhook + ":end", "{}").text("state"))
                    .isEqualTo("WEBHOOK_STATE_ENDED");
        }
    }

    @Test
    void aReceiverHearsOfANewGrievance(TestMesh mesh) throws Exception {
        try (var receiver = receiver(mesh)) {
            var console = mesh.console(TestUser.SUPERVISOR, Assured.CODE);
            var webhooks =
                    GrievanceWebhookServiceGrpc.newBlockingStub(
                                    console.channel(MeshService.GRIEVANCES))
                            .withDeadlineAfter(2, TimeUnit.MINUTES);
            var made =
                    webhooks.createGrievanceWebhook(
                                    CreateGrievanceWebhookRequest.newBuilder()
                                            .setRequestId(Samples.id())
                                            .setUrl(receiver.url())
                                            .build())
                            .getWebhook();

            var submission = Samples.submitGrievance(Samples.name("hooked"));
            String item =
                    mesh.console(TestUser.OFFICER)
                            .grievances()
                            .submitGrievance(submission)
                            .getGrievance()
                            .getId();

            assertThat(receiver.next(item).body()).contains("\"grievance.received\"");
            var ended =
                    webhooks.endGrievanceWebhook(
                            EndGrievanceWebhookRequest.newBuilder()
                                    .setRequestId(Samples.id())
                                    .setId(made.getId())
                                    .build());
            assertThat(ended.getWebhook().getState()).isEqualTo(WebhookState.WEBHOOK_STATE_ENDED);
        }
    }

    @DisplayName("zero-trust 12: a webhook is made with a second factor only")
    @Test
    void needsASecondFactor(TestMesh mesh) {
        var unsure = mesh.rest("console", TestUser.SUPERVISOR);
        var refused = create(unsure, "https://localhost/in");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("www-authenticate")).contains("acr_values");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8443/in",
                "https://169.254.169.254/latest/meta-data",
                "https://127.0.0.1:5432/",
                "https://case-service/",
                "https://user@localhost/in"
            })
    void callsNothingThatTheInstallationDoesNotName(String url, TestMesh mesh) {
        var refused = create(supervisor(mesh), url);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.raw().body()).contains("url");
    }

    private WebhookReceiver receiver(TestMesh mesh) throws Exception {
        var receiver = new WebhookReceiver(folder);
        var trust = mesh.home().webhookTrust();
        var fresh = trust.resolveSibling("webhook-trust.new");
        Files.copy(receiver.certificate(), fresh, StandardCopyOption.REPLACE_EXISTING);
        // In one step: a service may read it at any time.
        Files.move(
                fresh, trust, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return receiver;
    }

    private static Rest supervisor(TestMesh mesh) {
        return mesh.restWithToken("console", mesh.token(TestUser.SUPERVISOR, Assured.CODE));
    }

    private static Rest.Answer create(Rest supervisor, String url) {
        return post(
                supervisor,
                "/v1/case-webhooks",
                "{\"url\": \"%s\", \"types\": [\"case.opened\"]}".formatted(url));
    }

    private static Rest.Answer post(Rest supervisor, String path, String body) {
        return supervisor.send("POST", CASES, path, body, Map.of("Idempotency-Key", Samples.id()));
    }

    private static String openCase(TestMesh mesh) {
        return mesh.console(TestUser.WORKER)
                .cases()
                .openCase(Samples.openCase(Samples.name("hooked")))
                .getCase()
                .getId();
    }

    private static JsonNode awaitDelivered(Rest supervisor, String webhook, String item) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> delivery(supervisor, webhook, item), WebhooksScenario::isDelivered);
    }

    private static JsonNode delivery(Rest supervisor, String webhook, String item) {
        var rows = supervisor.get(CASES, webhook + "/deliveries").body().path("deliveries");
        for (var each : rows) {
            if (each.path("item_id").asText().equals(item)
                    && each.path("type").asText().equals("case.opened")) {
                return each;
            }
        }
        return rows.path(-1);
    }

    private static boolean isDelivered(JsonNode delivery) {
        return delivery.path("state").asText().equals("DELIVERY_STATE_DELIVERED");
    }

    private static void replay(Rest supervisor, String webhook, String position) {
        var answer =
                post(supervisor, webhook + ":replay", "{\"position\": \"%s\"}".formatted(position));
        assertThat(answer.status()).isEqualTo(200);
    }

    // Right before the event.
    private static String position(JsonNode delivery) {
        String position = delivery.path("position").asText();
        int event = position.indexOf('-') + 1;
        return position.substring(0, event) + (Long.parseLong(position.substring(event)) - 1);
    }

    private String verified(String secret, Message message) throws IOException {
        var example = EXAMPLE.matcher(Files.readString(PAGE));
        assertThat(example.find()).isTrue();
        var json = new JsonMapper();
        var given = json.createObjectNode().put("secret", secret).put("body", message.body());
        given.set("headers", json.valueToTree(message.headers()));
        Files.writeString(folder.resolve("given.json"), json.writeValueAsString(given));
        Files.writeString(
                folder.resolve("verify.py"),
                example.group(1)
                        + """

                        import json
                        given = json.load(open("given.json"))
                        print(verify(given["secret"], given["headers"], given["body"].encode()))
                        """);
        var limit = Duration.ofSeconds(30);
        return Commands.run(folder, limit, List.of(PYTHON, "verify.py")).output().strip();
    }
}

package redress.grievances.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.access.v1.Role;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.webhooks.HttpsReceiver.Message;
import redress.mesh.access.Caller;
import redress.mesh.webhooks.HttpsPost;
import redress.mesh.webhooks.Post;
import redress.webhooks.v1.DeliveryState;
import redress.webhooks.v1.Webhook;

class KilledReceiverIT {
    private static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);
    private static final int NEVER = 10_000;
    private static final int EVENTS = 30;
    private static final int REPLICAS = 3;
    private static final JsonMapper JSON = new JsonMapper();
    private static final long SEED = Long.getLong("redress.seed", System.nanoTime());
    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir Path folder;

    private final Random random = new Random(SEED);
    private final Sending sending = new Sending(POSTGRES, NEVER, "127.0.0.0/8");

    @AfterAll
    static void stop() throws IOException {
        var _ = VERTX.close();
        POSTGRES.close();
    }

    @DisplayName(
            "zero-trust 35: receivers and processes that die at random lose nothing, and hear of each"
                    + " grievance in order")
    @Test
    void nothingIsLostAndEachItemIsInOrder() throws Exception {
        sending.address.set("127.0.0.1");
        try (var receiver = new HttpsReceiver(folder, _ -> survives())) {
            Post https =
                    new HttpsPost(
                            VERTX, Optional.of(receiver.certificate()), Duration.ofSeconds(10));
            var webhook = sending.create(BOSS, receiver.url());
            var items = Stream.generate(sending::submit).limit(4).toList();
            for (int i = 0; i < EVENTS; i++) {
                sending.record(items.get(random.nextInt(items.size())), "grievance.changed_" + i);
            }
            sending.settle();
            while (sent(webhook) < items.size() + EVENTS || sending.isAnyWaiting()) {
                replicas(https);
                receiver.restart();
                sending.advance(Sending.LONGEST_AWAY);
            }

            requireSigned(receiver.noted(), webhook.getSecret());
            var heard = byItem(receiver.noted());
            for (UUID item : items) {
                assertThat(heard.getOrDefault(item.toString(), List.of()))
                        .describedAs("seed %d", SEED)
                        .isEqualTo(sending.history(item));
            }
        }
    }

    private int sent(Webhook webhook) {
        return sending.deliveries(BOSS, webhook, DeliveryState.DELIVERY_STATE_DELIVERED).size();
    }

    // One message in eight kills the receiver after it was noted and before it is answered; one in
    // ten
    // kills the process that sends, before or after it is sent.
    private synchronized boolean survives() {
        return random.nextInt(8) != 0;
    }

    private synchronized boolean isKilled() {
        return random.nextInt(20) == 0;
    }

    private void replicas(Post https) throws Exception {
        Post mortal =
                (to, message) -> {
                    requireAlive();
                    var outcome = https.send(to, message);
                    requireAlive();
                    return outcome;
                };
        try (var processes = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < REPLICAS; i++) {
                var replica = sending.replica(mortal, Runnable::run);
                running.add(processes.submit(replica::run));
            }
            for (var each : running) {
                each.get();
            }
        }
    }

    private void requireAlive() {
        if (isKilled()) {
            throw new IllegalStateException("killed");
        }
    }

    private static void requireSigned(List<Message> messages, String secret) throws IOException {
        for (var message : messages) {
            String id = message.header("webhook-id");
            String timestamp = message.header("webhook-timestamp");
            assertThat(message.header("webhook-signature"))
                    .isEqualTo(StandardWebhooks.signature(secret, id, timestamp, message.body()));
            assertThat(message.header("content-type")).startsWith("application/cloudevents+json");
            assertThat(event(message).path("id").asText()).isEqualTo(id);
            assertThat(event(message).has("data")).isFalse();
        }
    }

    private static Map<String, List<String>> byItem(List<Message> messages) throws IOException {
        var once = new HashMap<String, LinkedHashSet<String>>();
        for (var message : messages) {
            var event = event(message);
            once.computeIfAbsent(event.path("subject").asText(), _ -> new LinkedHashSet<>())
                    .add(event.path("id").asText());
        }
        var lists = new HashMap<String, List<String>>();
        once.forEach((item, ids) -> lists.put(item, List.copyOf(ids)));
        return lists;
    }

    private static JsonNode event(Message message) throws IOException {
        return JSON.readTree(message.body());
    }
}

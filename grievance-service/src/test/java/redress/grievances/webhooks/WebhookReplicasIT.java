package redress.grievances.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.grievances.postgres.TestDatabase;
import redress.mesh.webhooks.FewConnections;
import redress.mesh.webhooks.Post;
import redress.mesh.webhooks.Post.Outcome;
import redress.mesh.webhooks.SendDeliveries;
import redress.mesh.webhooks.SignedMessage;

/// Several processes send, and do not wait for one another.
class WebhookReplicasIT extends WebhookCalls {
    private static final int MESSAGES_AT_ONCE = 8;
    private static final TestDatabase POSTGRES = TestDatabase.start();

    WebhookReplicasIT() {
        super(POSTGRES);
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @DisplayName("zero-trust 35: a process that is killed while it sends loses nothing")
    @Test
    void whatAKilledProcessHadTakenIsSentByAnother() {
        create(BOSS);
        UUID one = sending.submit();
        sending.record(one, "grievance.second");
        run(
                _ -> {
                    throw new IllegalStateException("killed");
                });
        run(_ -> OK);
        assertThat(received).containsExactly(one + " grievance.received");

        sending.advance(SendDeliveries.LEASE);
        run(_ -> OK);

        assertThat(received)
                .containsExactly(
                        one + " grievance.received",
                        one + " grievance.received",
                        one + " grievance.second");
    }

    @DisplayName("zero-trust 27: a process whose clock is ahead sends nothing of another")
    @Test
    void sendsNothingTwiceThoughClocksDiffer() {
        create(BOSS);
        UUID one = sending.submit();
        sending.record(one, "grievance.second");
        sending.settle();
        var ahead = new ArrayList<String>();

        run(
                _ -> {
                    sending.skew(Duration.ofMinutes(5));
                    sending.replica((_, message) -> noted(ahead, message), Runnable::run).run();
                    return OK;
                });

        assertThat(ahead).isEmpty();
        assertThat(received)
                .containsExactly(one + " grievance.received", one + " grievance.second");
    }

    @Test
    void aReceiverThatHangsHoldsUpNoOther() throws Exception {
        sending.create(BOSS, URL + "/slow");
        sending.create(BOSS, URL + "/quick");
        sending.submit();
        sending.settle();
        var over = new CountDownLatch(1);
        var quick = new CompletableFuture<String>();
        Post post =
                (to, _) -> {
                    if (to.path().endsWith("/slow")) {
                        awaited(over);
                    } else {
                        quick.complete(to.path());
                    }
                    return OK;
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            sending.replica(post, threads).run();
            try {
                assertThat(quick.get(20, TimeUnit.SECONDS)).isEqualTo("/in/quick");
            } finally {
                over.countDown();
            }
        }
    }

    @DisplayName("however many messages are under way, calls keep most of the connections")
    @Test
    void takesFewConnectionsAtOnce() {
        var connections = new CountedConnections(POSTGRES);
        var many = new Sending(POSTGRES, connections::database, Sending.ATTEMPTS);
        int messages = Sending.PER_OWNER * MESSAGES_AT_ONCE;
        for (int i = 0; i < Sending.PER_OWNER; i++) {
            var _ = many.create(BOSS, URL);
        }
        for (int i = 0; i < MESSAGES_AT_ONCE; i++) {
            var _ = many.submit();
        }
        many.settle();
        var together = new CountDownLatch(messages);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            many.replica(
                            (_, message) -> {
                                received.add(line(message));
                                together.countDown();
                                awaited(together);
                                return OK;
                            },
                            threads)
                    .run();
        }

        assertThat(received).hasSize(messages);
        assertThat(many.isAnyWaiting()).isFalse();
        assertThat(connections.most()).isBetween(1, FewConnections.AT_ONCE);
    }

    private static Outcome noted(List<String> heard, SignedMessage message) {
        heard.add(line(message));
        return OK;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package redress.grievances.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.grievances.postgres.TestDatabase;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.webhooks.Post.Outcome;
import redress.mesh.webhooks.SignedMessage;
import redress.webhooks.v1.Delivery;
import redress.webhooks.v1.DeliveryState;
import redress.webhooks.v1.Webhook;

/// What the tests of webhooks do: people call, and receivers answer.
abstract class WebhookCalls {
    static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);
    static final String URL = "https://" + Sending.HOST + "/in";
    static final Outcome OK = new Outcome.Confirmed();
    static final Outcome AWAY = new Outcome.Away("HTTP 503");
    static final Outcome REFUSED = new Outcome.Refused("HTTP 400");

    final Sending sending;

    /// What receivers were sent: item and type.
    final List<String> received = new CopyOnWriteArrayList<>();

    private final TestDatabase postgres;

    WebhookCalls(TestDatabase postgres) {
        this.postgres = postgres;
        sending = new Sending(postgres, Sending.ATTEMPTS);
    }

    @BeforeEach
    void withoutWebhooks() {
        postgres.superuser()
                .useHandle(handle -> handle.execute("TRUNCATE webhooks, webhook_deliveries"));
    }

    Webhook create(Caller caller, String... types) {
        return sending.create(caller, URL, types);
    }

    Webhook pause(Caller caller, Webhook webhook) {
        return sending.webhooks.pause(caller, Sending.key(), webhook.getId());
    }

    Webhook resume(Caller caller, Webhook webhook) {
        return sending.webhooks.resume(caller, Sending.key(), webhook.getId());
    }

    Webhook end(Caller caller, Webhook webhook) {
        return sending.webhooks.end(caller, Sending.key(), webhook.getId());
    }

    void retry(Caller caller, Webhook webhook, long number) {
        var _ = sending.deliveries.retry(caller, Sending.key(), webhook.getId(), number);
    }

    void replay(Caller caller, Webhook webhook, String position) {
        var _ = sending.deliveries.replay(caller, Sending.key(), webhook.getId(), position);
    }

    List<Delivery> all(Webhook webhook) {
        return all(BOSS, webhook);
    }

    List<Delivery> all(Caller caller, Webhook webhook) {
        return sending.deliveries(caller, webhook, DeliveryState.DELIVERY_STATE_UNSPECIFIED);
    }

    List<Delivery> dead(Webhook webhook) {
        return sending.deliveries(BOSS, webhook, DeliveryState.DELIVERY_STATE_DEAD);
    }

    void run(Function<String, Outcome> receiver) {
        sending.run(
                (_, message) -> {
                    String line = line(message);
                    received.add(line);
                    return receiver.apply(line);
                });
    }

    static String line(SignedMessage message) {
        return value(message, "subject") + " " + value(message, "type");
    }

    private static String value(SignedMessage message, String name) {
        return message.body().replaceAll(".*\"" + name + "\":\"(.*?)\".*", "$1");
    }

    static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}

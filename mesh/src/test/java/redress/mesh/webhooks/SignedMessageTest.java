package redress.mesh.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import redress.mesh.events.LoggedEvent;
import redress.mesh.events.Position;

class SignedMessageTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
    private static final LoggedEvent EVENT =
            new LoggedEvent(
                    new Position(7, 3),
                    UUID.fromString("019aa000-0000-7000-8000-000000000001"),
                    UUID.fromString("019aa000-0000-7000-8000-000000000002"),
                    "case.opened",
                    Instant.parse("2026-11-23T10:15:00.5Z"));

    @Test
    void isACloudEventThatSaysWhatHappenedToWhichItemAndNoMore() throws Exception {
        var message = SignedMessage.of("case-service", EVENT, SignedMessage.freshSecret(), NOW);

        assertThat(new JsonMapper().readTree(message.body()))
                .isEqualTo(
                        new JsonMapper()
                                .readTree(
                                        """
                                        {"specversion": "1.0",
                                         "id": "019aa000-0000-7000-8000-000000000001",
                                         "source": "/case-service",
                                         "type": "case.opened",
                                         "subject": "019aa000-0000-7000-8000-000000000002",
                                         "time": "2026-11-23T10:15:00.5Z",
                                         "position": "7-3"}
                                        """));
        assertThat(message.headers().get("content-type"))
                .startsWith("application/cloudevents+json");
    }

    @Test
    void isSignedSoThatAnotherImplementationAgrees() {
        String secret = SignedMessage.freshSecret();

        var message = SignedMessage.of("case-service", EVENT, secret, NOW);

        assertThat(message.headers()).containsEntry("webhook-id", EVENT.id().toString());
        assertThat(message.headers()).containsEntry("webhook-timestamp", "1795428930");
        String signed = EVENT.id() + ".1795428930." + message.body();
        assertThat(message.headers())
                .containsEntry("webhook-signature", "v1," + bouncyCastle(secret, signed));
    }

    // From the reference implementations of Standard Webhooks.
    @Test
    void agreesWithTheExampleOfTheSpecification() {
        assertThat(
                        SignedMessage.sign(
                                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                                "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}"))
                .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void everyWebhookHasASecretOfItsOwn() {
        String secret = SignedMessage.freshSecret();
        assertThat(secret).startsWith("whsec_").isNotEqualTo(SignedMessage.freshSecret());
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }

    private static String bouncyCastle(String secret, String text) {
        var mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(Base64.getDecoder().decode(secret.substring("whsec_".length()))));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(bytes, 0, bytes.length);
        var result = new byte[mac.getMacSize()];
        var _ = mac.doFinal(result, 0);
        return Base64.getEncoder().encodeToString(result);
    }
}

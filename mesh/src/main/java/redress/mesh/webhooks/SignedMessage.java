package redress.mesh.webhooks;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import redress.mesh.events.LoggedEvent;
import redress.mesh.store.Transaction;

/// A CloudEvent 1.0 (structured, JSON, without data) with the headers of Standard Webhooks 1.0.
///
/// @param headers of the HTTP request
/// @param body of the HTTP request
public record SignedMessage(Map<String, String> headers, String body) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    public SignedMessage {
        headers = Map.copyOf(headers);
    }

    /// A fresh secret, as the specification writes it.
    static String freshSecret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /// @param source service that tells
    /// @param secret of the webhook
    static SignedMessage of(String source, LoggedEvent event, String secret, Instant now) {
        String body = body(source, event);
        String id = event.id().toString();
        String time = Long.toString(now.getEpochSecond());
        return new SignedMessage(
                Map.of(
                        "content-type",
                        JsonFormat.CONTENT_TYPE + "; charset=UTF-8",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        time,
                        "webhook-signature",
                        "v1," + sign(secret, id + "." + time + "." + body)),
                body);
    }

    private static String body(String source, LoggedEvent event) {
        var told =
                CloudEventBuilder.v1()
                        .withId(event.id().toString())
                        .withSource(URI.create("/" + source))
                        .withType(event.type())
                        .withSubject(event.item().toString())
                        .withTime(Transaction.at(event.occurredAt()))
                        .withExtension("position", event.position().text())
                        .build();
        return new String(new JsonFormat().serialize(told), StandardCharsets.UTF_8);
    }

    static String sign(String secret, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            mac.init(new SecretKeySpec(key, HMAC));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
        }
    }
}

package redress.mesh.webhooks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What `redress.webhooks.*` sets.
///
/// @param hosts to which events may be sent, as `host`, `host:port` or `host:*`; `*` is any host
/// @param networks that may be called although they are not public, as `10.1.0.0/16`
/// @param trust file with the authorities that receivers may have (PEM); empty: those of the JDK
/// @param attempts so many refusals make a dead letter of an event
/// @param pauseAfter after so long without anything confirmed a webhook pauses
/// @param life after so long a webhook pauses, unless its owner has resumed it
/// @param kept how long deliveries that ended are kept
/// @param perOwner how many webhooks one person may have in use
/// @param waiting so many deliveries of a webhook wait at most; what comes after stays in the log
public record WebhookSettings(
        List<String> hosts,
        List<String> networks,
        Optional<Path> trust,
        int attempts,
        Duration pauseAfter,
        Duration life,
        Duration kept,
        int perOwner,
        int waiting) {
    public WebhookSettings {
        hosts = List.copyOf(hosts);
        networks = List.copyOf(networks);
        requirePositive("attempts", attempts);
        requirePositive("per-owner", perOwner);
        requirePositive("waiting", waiting);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "redress.webhooks.%s: %d (expected: 1 or more)".formatted(name, value));
        }
    }
}

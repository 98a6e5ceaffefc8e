package redress.mesh.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Webhooks as `redress.webhooks.*` sets them.
@ApplicationScoped
public class ConfiguredWebhooks {
    @Produces
    @Singleton
    WebhookSettings settings(
            @ConfigProperty(name = "redress.webhooks.hosts") Optional<List<String>> hosts,
            @ConfigProperty(name = "redress.webhooks.networks") Optional<List<String>> networks,
            @ConfigProperty(name = "redress.webhooks.trust") Optional<String> trust,
            @ConfigProperty(name = "redress.webhooks.attempts") int attempts,
            @ConfigProperty(name = "redress.webhooks.pause-after") Duration pauseAfter,
            @ConfigProperty(name = "redress.webhooks.life") Duration life,
            @ConfigProperty(name = "redress.webhooks.deliveries-kept") Duration kept,
            @ConfigProperty(name = "redress.webhooks.per-owner") int perOwner,
            @ConfigProperty(name = "redress.webhooks.waiting") int waiting) {
        return new WebhookSettings(
                hosts.orElse(List.of()),
                networks.orElse(List.of()),
                trust.map(Path::of),
                attempts,
                pauseAfter,
                life,
                kept,
                perOwner,
                waiting);
    }
}

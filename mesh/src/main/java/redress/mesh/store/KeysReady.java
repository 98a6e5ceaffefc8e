package redress.mesh.store;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import redress.mesh.privacy.KeySource;

/// Whether the service can open what it sealed, and how far a rotation of its key is: `left` data
/// keys are still wrapped with an older key.
@Readiness
@ApplicationScoped
public class KeysReady implements HealthCheck {
    private final KeyRotation rotation;
    private final KeySource source;

    KeysReady(KeyRotation rotation, KeySource source) {
        this.rotation = rotation;
        this.source = source;
    }

    @Override
    public HealthCheckResponse call() {
        var wrapping = rotation.wrapping();
        return HealthCheckResponse.named("data-keys")
                .status(source.failure().isEmpty() && wrapping.lost() == 0)
                .withData("primary", wrapping.primary())
                .withData("left", wrapping.left())
                .withData("lost", wrapping.lost())
                .build();
    }
}

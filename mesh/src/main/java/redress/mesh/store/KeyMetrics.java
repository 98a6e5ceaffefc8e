package redress.mesh.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// How far a rotation of the service's key is, in numbers; see [KeysReady].
@Singleton
public class KeyMetrics {
    private final KeyRotation rotation;
    private final MeterRegistry registry;

    KeyMetrics(KeyRotation rotation, MeterRegistry registry) {
        this.rotation = rotation;
        this.registry = registry;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("redress.data.keys.left", () -> rotation.wrapping().left())
                .register(registry);
        Gauge.builder("redress.data.keys.lost", () -> rotation.wrapping().lost())
                .register(registry);
    }
}

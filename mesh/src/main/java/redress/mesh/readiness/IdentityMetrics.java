package redress.mesh.readiness;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.UnusableIdentityException.Reason;
import redress.mesh.identity.WorkloadIdentity;

/// The identity in numbers. Times are seconds since 1970.
@Singleton
public class IdentityMetrics {

    private final IdentitySource source;
    private final InstantSource clock;
    private final MeterRegistry registry;

    IdentityMetrics(IdentitySource source, MeterRegistry registry) {
        this.source = source;
        this.registry = registry;
        this.clock = InstantSource.system();
    }

    void start(@Observes StartupEvent event) {
        identity();
        revocations();
        for (Reason each : Reason.values()) {
            FunctionCounter.builder(
                            "redress.identity.reload.failures", source, s -> s.failures(each))
                    .tag("reason", each.name())
                    .register(registry);
        }
    }

    private void identity() {
        seconds("redress.identity.not.after", () -> epoch(source.current().leaf().getNotAfter()));
        seconds("redress.identity.last.reload", () -> source.lastReload().getEpochSecond());
        var info = MultiGauge.builder("redress.identity.info").register(registry);
        inform(info, source.current());
        source.onChange(identity -> inform(info, identity));
    }

    private void revocations() {
        seconds("redress.crl.age", this::crlAge);
        gauge("redress.crl.number", this::crlNumber);
        gauge("redress.crl.checked", () -> source.current().revocations().isChecked() ? 1 : 0);
    }

    private static long epoch(java.util.Date date) {
        return date.toInstant().getEpochSecond();
    }

    /// One row, which follows the certificate: the label's values don't pile up.
    private static void inform(MultiGauge info, WorkloadIdentity identity) {
        var leaf = identity.leaf();
        var tags =
                Tags.of(
                        "serial", leaf.getSerialNumber().toString(16),
                        "algorithm", leaf.getPublicKey().getAlgorithm(),
                        "spiffe_id", identity.id().toString());
        info.register(List.of(MultiGauge.Row.of(tags, 1)), true);
    }

    /// Not a number while nothing is checked.
    private double crlAge() {
        Instant now = clock.instant();
        return source.current()
                .revocations()
                .newest()
                .map(published -> Duration.between(published, now).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    private double crlNumber() {
        return source.current().revocations().numbers().values().stream()
                .mapToDouble(BigInteger::doubleValue)
                .max()
                .orElse(Double.NaN);
    }

    private void seconds(String name, Supplier<Number> value) {
        Gauge.builder(name, value).baseUnit("seconds").register(registry);
    }

    private void gauge(String name, Supplier<Number> value) {
        Gauge.builder(name, value).register(registry);
    }
}

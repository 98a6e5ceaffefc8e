package redress.mesh.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import redress.mesh.identity.IdentitySource;

/// Not ready as soon as the identity needs somebody's attention, well before a call fails.
@Readiness
@ApplicationScoped
public class IdentityHealth implements HealthCheck {

    private final IdentitySource source;
    private final InstantSource clock;

    IdentityHealth(IdentitySource source) {
        this.source = source;
        this.clock = InstantSource.system();
    }

    @Override
    public HealthCheckResponse call() {
        IdentityCondition condition = IdentityCondition.of(source, clock.instant());
        var response = HealthCheckResponse.named("identity").status(condition.isGood());
        condition.findings().forEach(response::withData);
        return response.build();
    }
}

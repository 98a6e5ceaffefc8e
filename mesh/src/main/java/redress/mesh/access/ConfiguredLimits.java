package redress.mesh.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The limits of callers as `redress.limits.*` sets them.
@ApplicationScoped
public class ConfiguredLimits {
    @Produces
    @Singleton
    CallerLimits limits(
            @ConfigProperty(name = "redress.limits.user-calls-per-second") int userRate,
            @ConfigProperty(name = "redress.limits.user-calls-at-once") int userAtOnce,
            @ConfigProperty(name = "redress.limits.service-calls-per-second") int serviceRate,
            @ConfigProperty(name = "redress.limits.service-calls-at-once") int serviceAtOnce) {
        return new CallerLimits(
                new CallerLimits.Allowance(userRate, userAtOnce),
                new CallerLimits.Allowance(serviceRate, serviceAtOnce));
    }
}

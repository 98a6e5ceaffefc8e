package redress.mesh.privacy;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The service's own keys, from the folder that `redress.privacy.keyset` names. Without them the
/// service does not start.
@Singleton
public class ConfiguredKeys {
    private static final int AFTER_IDENTITY = ObserverMethod.DEFAULT_PRIORITY + 1;

    @Produces
    @Singleton
    @Startup(AFTER_IDENTITY)
    KeySource open(
            @ConfigProperty(name = "redress.privacy.keyset") Optional<String> folder,
            @ConfigProperty(name = "redress.privacy.master-key") Optional<String> master) {
        return KeySource.open(KeyFolder.of(folder.orElse("nothing"), master));
    }

    @Produces
    @Singleton
    DataKeys dataKeys(
            @ConfigProperty(name = "quarkus.application.name") String service, KeySource source) {
        return new DataKeys(service, source);
    }
}

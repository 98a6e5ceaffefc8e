package redress.mesh.tls;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.mesh.identity.CrlDemand;
import redress.mesh.identity.IdentitySource;

/// The process's one identity, from the folder `redress.identity.folder`. Without it the process
/// does not start.
@Singleton
public class ConfiguredIdentity {

    @Produces
    @Singleton
    @Startup
    IdentitySource open(
            @ConfigProperty(name = "redress.identity.folder") Path folder,
            @ConfigProperty(name = "redress.identity.crl", defaultValue = "required")
                    CrlDemand crlDemand) {
        return IdentitySource.open(folder, crlDemand);
    }

    void close(@Disposes IdentitySource source) {
        source.close();
    }
}

package redress.mesh.audit;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.eclipse.microprofile.config.Config;
import redress.mesh.audit.journal.Journal;
import redress.mesh.audit.journal.Sealer;
import redress.mesh.audit.journal.Signer;
import redress.mesh.identity.IdentitySource;

/// The process's one journal, in the folder `redress.audit.folder`, and what seals it. Without it
/// the process does not start.
@Singleton
public class ConfiguredJournal {
    private static final String FOLDER = "redress.audit.folder";

    @Produces
    @Singleton
    @Startup
    Journal open(Config config) {
        try {
            return Journal.open(config.getValue(FOLDER, Path.class), InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + ": " + e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    @Startup
    Sealer start(Journal journal, IdentitySource identity) {
        var sealer = new Sealer(journal, () -> Signer.of(identity.current()));
        sealer.start();
        return sealer;
    }

    void close(@Disposes Sealer sealer, Journal journal) {
        sealer.close();
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

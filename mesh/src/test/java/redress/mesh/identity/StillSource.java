package redress.mesh.identity;

import java.nio.file.Path;
import java.time.InstantSource;

/// A source that looks at its folder only when a test tells it to, for tests of other packages.
public record StillSource(IdentitySource source) implements AutoCloseable {

    public static StillSource of(Path folder) {
        return at(folder, InstantSource.system());
    }

    public static StillSource at(Path folder, InstantSource clock) {
        return new StillSource(IdentitySource.still(folder, CrlDemand.REQUIRED, clock));
    }

    public void refresh() {
        source.refresh();
    }

    @Override
    public void close() {
        source.close();
    }
}

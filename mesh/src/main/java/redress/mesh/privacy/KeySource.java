package redress.mesh.privacy;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The service's newest usable keys, followed from their folder without a restart. Files that are
/// damaged are never in use: the last good keys stay, and [#failure] says why.
public final class KeySource {
    private static final Logger LOG = Logger.getLogger(KeySource.class);

    private final KeyFolder folder;
    private volatile Loaded loaded;
    private volatile @Nullable String failure;

    private KeySource(KeyFolder folder, Loaded loaded) {
        this.folder = folder;
        this.loaded = loaded;
    }

    /// Loads the keys.
    ///
    /// @throws UnusableKeysException if they are unusable now: the process must not start
    public static KeySource open(KeyFolder folder) {
        return new KeySource(folder, Loaded.from(folder));
    }

    /// Why the files on disk are not in use; empty when they are.
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /// Looks at the folder once.
    public synchronized void refresh() {
        try {
            if (!folder.content().equals(loaded.content())) {
                loaded = Loaded.from(folder);
                LOG.infof("keys in use primary=%d", loaded.keys().primary());
            }
            failure = null;
        } catch (UnusableKeysException e) {
            if (failure == null) {
                LOG.warnf("keys on disk are unusable, the last good ones stay: %s", e.getMessage());
            }
            failure = e.getMessage();
        }
    }

    Keys current() {
        return loaded.keys();
    }

    private record Loaded(String content, Keys keys) {
        static Loaded from(KeyFolder folder) {
            return new Loaded(folder.content(), folder.read());
        }

        @Override
        public String toString() {
            return "Loaded[primary=" + keys.primary() + "]";
        }
    }
}

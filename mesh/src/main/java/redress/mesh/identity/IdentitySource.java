package redress.mesh.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The workload's newest usable identity, followed from a folder without a restart.
///
/// Changed files are in use within a second. Files that are half-written, damaged or do not fit
/// together never are: the last good identity stays, and [#lastFailure] says why. That the last
/// good identity has not expired meanwhile is *not* promised.
public final class IdentitySource implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(IdentitySource.class);
    private static final Duration PERIOD = Duration.ofMillis(400);

    private final Path folder;
    private final InstantSource clock;
    private final List<Consumer<WorkloadIdentity>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService poller =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("identity-source").factory());
    private volatile Loaded loaded;
    private volatile @Nullable UnusableIdentityException failure;

    private IdentitySource(Path folder, InstantSource clock, Loaded loaded) {
        this.folder = folder;
        this.clock = clock;
        this.loaded = loaded;
    }

    /// Loads the identity and follows its folder until closed.
    ///
    /// @throws UnusableIdentityException if the files are unusable now: there is no last good
    ///   identity to fall back on, so the process must not start
    public static IdentitySource open(Path folder) {
        IdentitySource source = still(folder, InstantSource.system());
        source.follow();
        return source;
    }

    /// One that looks at its folder only when told to.
    static IdentitySource still(Path folder, InstantSource clock) {
        return new IdentitySource(folder, clock, Loaded.from(folder, clock));
    }

    /// The newest usable identity.
    public WorkloadIdentity current() {
        return loaded.identity();
    }

    /// Why the files on disk are not in use; empty when they are.
    public Optional<UnusableIdentityException> lastFailure() {
        return Optional.ofNullable(failure);
    }

    /// Calls the listener after each change, on the thread that found it. [#current] is new by
    /// then.
    public void onChange(Consumer<WorkloadIdentity> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        poller.shutdownNow();
    }

    /// Looks at the folder once.
    synchronized void refresh() {
        try {
            IdentityFiles files = IdentityFiles.read(folder);
            if (!files.equals(loaded.files())) {
                install(new Loaded(files, WorkloadIdentity.of(files, clock.instant())));
            }
            failure = null;
        } catch (UnusableIdentityException e) {
            keep(e);
        }
    }

    private void follow() {
        var _ =
                poller.scheduleWithFixedDelay(
                        this::refreshSafely,
                        PERIOD.toMillis(),
                        PERIOD.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /// A scheduled task that throws is never run again.
    private void refreshSafely() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Identity could not be looked at folder=%s", folder);
        }
    }

    private void install(Loaded next) {
        loaded = next;
        LOG.infof(
                "Identity in use id=%s serial=%s notAfter=%s",
                next.identity().id(),
                next.identity().leaf().getSerialNumber().toString(16),
                next.identity().leaf().getNotAfter().toInstant());
        listeners.forEach(listener -> listener.accept(next.identity()));
    }

    private void keep(UnusableIdentityException e) {
        UnusableIdentityException before = failure;
        failure = e;
        if (before == null || before.reason() != e.reason()) {
            LOG.warnf(
                    "Identity on disk is unusable, the last good one stays reason=%s detail=%s",
                    e.reason(), e.getMessage());
        }
    }

    private record Loaded(IdentityFiles files, WorkloadIdentity identity) {

        static Loaded from(Path folder, InstantSource clock) {
            IdentityFiles files = IdentityFiles.read(folder);
            return new Loaded(files, WorkloadIdentity.of(files, clock.instant()));
        }
    }
}

package redress.mesh.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import redress.mesh.identity.UnusableIdentityException.Reason;

/// The workload's newest usable identity, followed from a folder without a restart.
///
/// Changed files are in use within a second. Certificate, key and anchors are one set, `crl.pem` is
/// another: what is half-written, damaged or does not fit is never used, the last good set stays,
/// and [#lastFailure] says why; neither holds up the other. That the last good identity has not
/// expired meanwhile is *not* promised.
public final class IdentitySource implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(IdentitySource.class);
    private static final Duration PERIOD = Duration.ofMillis(400);

    private final Path folder;
    private final CrlDemand crlDemand;
    private final InstantSource clock;
    private final Alarm identityAlarm = new Alarm("Identity");
    private final Alarm crlAlarm = new Alarm("CRL");
    private final List<Consumer<WorkloadIdentity>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService poller =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("identity-source").factory());
    private volatile Loaded loaded;
    private volatile Instant lastLook;

    private IdentitySource(Path folder, CrlDemand crlDemand, InstantSource clock) {
        this.folder = folder;
        this.crlDemand = crlDemand;
        this.clock = clock;
        this.lastLook = clock.instant();
        this.loaded = Loaded.first(folder, crlDemand, lastLook);
    }

    /// Loads the identity and follows its folder until closed.
    ///
    /// @throws UnusableIdentityException if the files are unusable now: there is no last good
    ///   identity to fall back on, so the process must not start
    public static IdentitySource open(Path folder, CrlDemand crlDemand) {
        return open(folder, crlDemand, InstantSource.system());
    }

    static IdentitySource open(Path folder, CrlDemand crlDemand, InstantSource clock) {
        IdentitySource source = still(folder, crlDemand, clock);
        source.follow();
        return source;
    }

    /// One that looks at its folder only when told to.
    static IdentitySource still(Path folder, CrlDemand crlDemand, InstantSource clock) {
        return new IdentitySource(folder, crlDemand, clock);
    }

    /// The newest usable identity.
    public WorkloadIdentity current() {
        return loaded.identity();
    }

    /// When what is in use was last exchanged for something newer, or first loaded.
    public Instant lastReload() {
        return loaded.at();
    }

    /// When the folder was last looked at, with whatever result. What lies long ago tells that the
    /// files are no longer followed.
    public Instant lastLook() {
        return lastLook;
    }

    /// Why the files on disk are not in use; empty when they are. A list of revoked certificates
    /// that has gone stale is in use, and a failure.
    public Optional<UnusableIdentityException> lastFailure() {
        return identityAlarm.failure().or(crlAlarm::failure);
    }

    /// How often files were refused for this reason. The same failure, seen again, counts once.
    public long failures(Reason reason) {
        return identityAlarm.raised(reason) + crlAlarm.raised(reason);
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
        Path set = IdentityFiles.newestSet(folder);
        Instant now = clock.instant();
        Loaded next = withCrl(withFiles(loaded, set, now), set, now);
        if (!next.equals(loaded)) {
            install(next);
        }
        lastLook = now;
    }

    private Loaded withFiles(Loaded before, Path set, Instant now) {
        try {
            IdentityFiles files = IdentityFiles.read(folder, set);
            Loaded next = before;
            if (!files.equals(before.files())) {
                var identity = WorkloadIdentity.of(files, now);
                var revocations = before.identity().revocations();
                next = new Loaded(files, before.crl(), identity.with(revocations), now);
            }
            identityAlarm.clear();
            return next;
        } catch (UnusableIdentityException e) {
            identityAlarm.raise(e);
            return before;
        }
    }

    private Loaded withCrl(Loaded before, Path set, Instant now) {
        try {
            Optional<String> crl = IdentityFiles.readCrl(folder, set);
            Loaded next = before;
            if (!crl.equals(before.crl())) {
                var identity = before.identity();
                var revocations = Loaded.revocations(folder, crl, crlDemand, identity, now);
                next = new Loaded(before.files(), crl, identity.with(revocations), now);
            }
            requireFresh(next.identity().revocations(), now);
            crlAlarm.clear();
            return next;
        } catch (UnusableIdentityException e) {
            crlAlarm.raise(e);
            return before;
        }
    }

    private void requireFresh(Revocations inUse, Instant now) {
        Optional<String> stale = inUse.staleAt(now);
        if (stale.isPresent()) {
            throw UnusableIdentityException.of(
                    Reason.STALE_CRL,
                    folder.resolve(IdentityFiles.CRL),
                    stale.get(),
                    "a newer one by " + now);
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

    /// A scheduled task that throws is never run again, errors included.
    private void refreshSafely() {
        try {
            refresh();
        } catch (Throwable e) {
            LOG.errorf(e, "Identity could not be looked at folder=%s", folder);
        }
    }

    private void install(Loaded next) {
        loaded = next;
        LOG.infof(
                "Identity in use id=%s serial=%s notAfter=%s anchors=%d crls=%s",
                next.identity().id(),
                next.identity().leaf().getSerialNumber().toString(16),
                next.identity().leaf().getNotAfter().toInstant(),
                next.identity().anchors().certificates().size(),
                next.identity().revocations().numbers());
        listeners.forEach(listener -> tell(listener, next.identity()));
    }

    /// The change is told once: a listener that fails must not keep it from the others.
    private static void tell(Consumer<WorkloadIdentity> listener, WorkloadIdentity identity) {
        try {
            listener.accept(identity);
        } catch (Throwable e) {
            LOG.errorf(e, "Identity in use was not taken up listener=%s", listener.getClass());
        }
    }
}

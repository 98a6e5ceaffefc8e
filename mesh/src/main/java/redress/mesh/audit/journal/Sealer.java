package redress.mesh.audit.journal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Seals a journal every second, or as soon as a block is full, on a thread of its own.
///
/// Without a valid certificate nothing is sealed: entries wait, and [#failure] says why.
public final class Sealer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sealer.class);
    private static final long PERIOD_MILLIS = 1000;
    private static final long PATIENCE_MILLIS = 5000;

    private final Journal journal;
    private final Supplier<Signer> signer;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("audit-sealer").unstarted(this::run);
    private volatile boolean closed;
    private volatile @Nullable String failure;

    /// @param signer the workload as it is now
    public Sealer(Journal journal, Supplier<Signer> signer) {
        this.journal = journal;
        this.signer = signer;
    }

    public void start() {
        thread.start();
    }

    /// Why nothing is sealed; empty if it is.
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /// Seals what is left and ends.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pass();
    }

    private void run() {
        while (!closed) {
            try {
                journal.awaitBlock(PERIOD_MILLIS);
                pass();
            } catch (InterruptedException e) {
                // Closed: the loop ends.
            }
        }
    }

    /// Seals what is open now.
    synchronized void pass() {
        journal.retry();
        try {
            while (journal.seal(signer.get())) {
                Thread.onSpinWait();
            }
            failure = null;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            if (failure == null) {
                LOG.errorf(e, "Audit journal can't be sealed folder=%s", journal.path());
            }
            failure = "not sealed: " + e.getMessage();
        }
    }
}

package redress.mesh.access;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import redress.audit.v1.AuditEntry;
import redress.mesh.audit.journal.Trail;
import redress.mesh.audit.journal.UnrecordableException;

/// A journal in memory.
public final class TrailFake implements Trail {
    private final Queue<AuditEntry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger reserved = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean faulty;

    List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    void clear() {
        entries.clear();
    }

    /// No room from now on.
    void full() {
        full = true;
    }

    /// Room, but nothing that is kept from now on.
    void losesEntries() {
        faulty = true;
    }

    /// Room that is set aside and neither used nor given back.
    int reserved() {
        return reserved.get();
    }

    @Override
    public void reserve() {
        failIf(full);
        var _ = reserved.incrementAndGet();
    }

    @Override
    public void append(AuditEntry.Builder entry) {
        release();
        failIf(faulty);
        entries.add(entry.setNumber(entries.size() + 1L).build());
    }

    @Override
    public void release() {
        var _ = reserved.decrementAndGet();
    }

    private static void failIf(boolean failing) {
        if (failing) {
            throw new UnrecordableException(new IOException("no space left on device"));
        }
    }
}

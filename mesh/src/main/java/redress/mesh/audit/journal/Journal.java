package redress.mesh.audit.journal;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Head;
import redress.audit.v1.JournalRecord;

/// The journal of one process: calls append entries, one [Sealer] seals them.
///
/// Appending is one write into room made before, for everybody who waits: it waits for no signature
/// and no disk. Old files stay for ever: nothing here deletes.
public final class Journal implements Trail, AutoCloseable {
    /// The longest entry, with its frame; [redress.mesh.audit] keeps its texts short enough.
    static final int ENTRY_BYTES = 10_240;

    private static final int SEAL_BYTES = 1 << 16;
    private static final int RETRIED_ENTRIES = 256;

    private final JournalFolder folder;
    private final Disk disk;
    private final Limits limits;
    private final InstantSource clock;
    private final Closeable owner;
    private final String instance;
    private final Blocks blocks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition full = lock.newCondition();
    private final Deque<ByteString> open = new ArrayDeque<>();
    private JournalFile file;
    private LocalDate day;
    private Tip tip;
    private long lastEntry;
    private long torn;
    private final AtomicInteger reserved = new AtomicInteger();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private volatile long room;
    private long calls;
    private volatile Sealed sealed;
    private volatile @Nullable String failure;

    /// How long a file and a block may become.
    ///
    /// @param fileBytes a file that is longer ends with its next block
    /// @param blockEntries entries of a block at most; as many are sealed at once
    record Limits(long fileBytes, int blockEntries) {
        static final Limits USUAL = new Limits(64L << 20, 1000);
    }

    /// What is sealed and on the disk.
    ///
    /// @param head the newest block
    /// @param calls how many calls were appended by then since the start, witnessing others not
    ///   counted
    public record Sealed(Head head, long calls) {}

    private Journal(
            JournalFolder folder,
            Disk disk,
            Limits limits,
            InstantSource clock,
            Closeable owner,
            String instance,
            Recovery recovery)
            throws IOException {
        this.folder = folder;
        this.disk = disk;
        this.limits = limits;
        this.clock = clock;
        this.owner = owner;
        this.instance = instance;
        this.blocks = new Blocks(instance);
        this.tip = recovery.tip();
        this.open.addAll(recovery.open());
        this.lastEntry = tip.lastEntry() + open.size();
        this.torn = recovery.torn();
        this.sealed = new Sealed(head(), 0);
        this.day = today();
        var files = folder.files();
        this.file =
                files.isEmpty()
                        ? new JournalFile(disk.open(folder.next()), 0)
                        : new JournalFile(disk.open(files.getLast()), recovery.end());
    }

    /// Opens the journal in a folder, made if it is not there, and continues it after its last
    /// whole record.
    ///
    /// @throws DamagedJournalException if it can't be continued
    /// @throws IOException if another process writes it, or the disk refuses
    public static Journal open(Path folder, InstantSource clock) throws IOException {
        return open(folder, Disk.real(), Limits.USUAL, clock);
    }

    static Journal open(Path path, Disk disk, Limits limits, InstantSource clock)
            throws IOException {
        var folder = new JournalFolder(path);
        folder.create();
        var owner = folder.lock();
        try {
            return new Journal(
                    folder, disk, limits, clock, owner, folder.instance(), Recovery.of(folder));
        } catch (IOException | RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /// Where its files are.
    public Path path() {
        return folder.path();
    }

    /// What is sealed and on the disk by now.
    public Sealed sealed() {
        return sealed;
    }

    /// Why calls can't be recorded; empty if they can.
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void reserve() {
        long needed = needed(reserved.incrementAndGet());
        if (needed <= room) {
            return;
        }
        lock.lock();
        try {
            file.ensure(needed);
            room = file.room();
            failure = null;
        } catch (IOException e) {
            release();
            throw unrecordable(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void append(AuditEntry.Builder entry) {
        var mine = new Waiting(entry);
        waiting.add(mine);
        lock.lock();
        try {
            // Whoever had the lock before may have written this entry with its own.
            if (!mine.taken) {
                appendWaiting();
            }
        } finally {
            lock.unlock();
            release();
        }
        if (mine.failure != null) {
            throw unrecordable(mine.failure);
        }
    }

    @Override
    public void release() {
        var _ = reserved.decrementAndGet();
    }

    /// An entry that is to be written; touched under the lock only, once it waits.
    private static final class Waiting {
        private final AuditEntry.Builder entry;
        private boolean taken;
        private @Nullable IOException failure;

        Waiting(AuditEntry.Builder entry) {
            this.entry = entry;
        }
    }

    private static long needed(int entries) {
        return (long) entries * ENTRY_BYTES + SEAL_BYTES;
    }

    /// Writes everything that waits with one write.
    private void appendWaiting() {
        var batch = new ArrayList<Waiting>();
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            next.taken = true;
            batch.add(next);
        }
        var frames = new ByteArrayOutputStream();
        var digests = new ArrayList<ByteString>();
        for (var each : batch) {
            each.entry.setNumber(lastEntry + digests.size() + 1);
            byte[] bytes = JournalRecord.newBuilder().setEntry(each.entry).build().toByteArray();
            frames.writeBytes(Frame.of(bytes));
            digests.add(Frame.sha256(bytes));
        }
        try {
            file.append(frames.toByteArray());
            count(batch, digests);
        } catch (IOException e) {
            batch.forEach(each -> each.failure = e);
        }
        room = file.room();
    }

    private void count(List<Waiting> batch, List<ByteString> digests) {
        lastEntry += digests.size();
        open.addAll(digests);
        calls += batch.stream().filter(each -> !each.entry.hasHead()).count();
        if (open.size() >= limits.blockEntries()) {
            full.signal();
        }
    }

    /// Looks whether calls can be recorded again, if they could not.
    void retry() {
        if (failure == null) {
            return;
        }
        lock.lock();
        try {
            file.ensure(needed(reserved.get() + RETRIED_ENTRIES));
            room = file.room();
            failure = null;
        } catch (IOException e) {
            failure = failure(e);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a block is full, or for this long.
    void awaitBlock(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (open.size() < limits.blockEntries() && left > 0) {
                left = full.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Seals what is open, one block at most, and has it on the disk. For one thread only.
    ///
    /// @return whether a full block is open yet
    boolean seal(Signer signer) throws IOException, GeneralSecurityException {
        var digests = new ArrayList<ByteString>();
        long callsThen = collect(digests);
        if (digests.isEmpty()) {
            return false;
        }
        var block = blocks.seal(tip, digests, torn, signer, clock.instant());
        byte[] record = JournalRecord.newBuilder().setBlock(block).build().toByteArray();
        boolean more = appendBlock(Frame.of(record), digests.size());
        tip =
                new Tip(
                        tip.block() + 1,
                        tip.lastEntry() + digests.size(),
                        Frame.sha256(block.getBlock().toByteArray()));
        torn = 0;
        file.force();
        sealed = new Sealed(head(), callsThen);
        rotate();
        return more;
    }

    private long collect(List<ByteString> digests) {
        lock.lock();
        try {
            open.stream().limit(limits.blockEntries()).forEach(digests::add);
            return calls;
        } finally {
            lock.unlock();
        }
    }

    private boolean appendBlock(byte[] frame, int entries) throws IOException {
        lock.lock();
        try {
            file.append(frame);
            room = file.room();
            for (int i = 0; i < entries; i++) {
                var _ = open.remove();
            }
            return open.size() >= limits.blockEntries();
        } finally {
            lock.unlock();
        }
    }

    private void rotate() throws IOException {
        if (file.end() < limits.fileBytes() && day.equals(today())) {
            return;
        }
        Path path = folder.next();
        var next = new JournalFile(disk.open(path), 0);
        try {
            JournalFile ended = switchTo(next);
            day = today();
            blocks.beginFile();
            ended.close();
        } catch (IOException e) {
            // A file that is not in use must not be there: the newest one is continued.
            if (file != next) {
                next.close();
                Files.delete(path);
            }
            throw e;
        }
    }

    private JournalFile switchTo(JournalFile next) throws IOException {
        lock.lock();
        try {
            next.ensure(needed(reserved.get()));
            JournalFile ended = file;
            file = next;
            room = 0;
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private Head head() {
        return Head.newBuilder()
                .setInstance(instance)
                .setBlock(tip.block())
                .setSha256(tip.sha256())
                .build();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private UnrecordableException unrecordable(IOException cause) {
        failure = failure(cause);
        return new UnrecordableException(cause);
    }

    private static String failure(IOException cause) {
        return "not appendable: " + cause.getMessage();
    }

    /// Ends the journal. What is not sealed is sealed when it is opened again.
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            file.close();
        } finally {
            owner.close();
            lock.unlock();
        }
    }
}

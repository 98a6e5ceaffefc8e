package redress.certs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A file that one thread of one process at a time holds; the system gives it back when a process
/// dies.
///
/// Who holds it already must not ask again.
public final class LockFile {
    // A file lock is the whole process's: threads need one of their own before it.
    private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock thread;

    public LockFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
        this.thread = THREADS.computeIfAbsent(this.file, _ -> new ReentrantLock());
    }

    /// Waits until nobody else holds the file, then does the step.
    public <T> T hold(Supplier<T> step) {
        if (thread.isHeldByCurrentThread()) {
            throw new IllegalStateException("already held: " + file);
        }
        thread.lock();
        try {
            return holdFile(step);
        } finally {
            thread.unlock();
        }
    }

    private <T> T holdFile(Supplier<T> step) {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, ownerOnly);
                var _ = channel.lock()) {
            return step.get();
        } catch (IOException e) {
            throw DurableFiles.unwritable(file, e);
        }
    }
}

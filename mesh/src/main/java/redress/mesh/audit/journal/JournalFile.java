package redress.mesh.audit.journal;

import java.io.Closeable;
import java.io.IOException;
import redress.mesh.audit.journal.Disk.Storage;

/// The end of a journal: a file that is written record by record into room made before.
///
/// The room is zeros behind the last record. Not safe for several threads.
final class JournalFile implements Closeable {
    private static final int STEP = 1 << 20;

    private final Storage storage;
    private long end;
    private long made;
    private boolean dirty;

    /// @param end where the next record goes; what is behind is cut off
    JournalFile(Storage storage, long end) throws IOException {
        this.storage = storage;
        this.end = end;
        this.made = end;
        storage.truncate(end);
    }

    long end() {
        return end;
    }

    /// How many bytes can be appended on a disk that is full.
    long room() {
        return dirty ? 0 : made - end;
    }

    /// Returns only if this many bytes can be appended on a disk that is full from now on.
    void ensure(long bytes) throws IOException {
        if (dirty) {
            wipe();
        }
        while (made - end < bytes) {
            extend();
        }
    }

    void append(byte[] frame) throws IOException {
        if (dirty) {
            wipe();
        }
        try {
            storage.write(end, frame);
        } catch (IOException e) {
            dirty = true;
            throw e;
        }
        end += frame.length;
        made = Math.max(made, end);
    }

    void force() throws IOException {
        storage.force();
    }

    /// Cuts off the room that is left.
    @Override
    public void close() throws IOException {
        try (storage) {
            storage.truncate(end);
            storage.force();
        }
    }

    private void extend() throws IOException {
        try {
            storage.write(made, new byte[STEP]);
            made += STEP;
        } catch (IOException e) {
            storage.truncate(made);
            throw e;
        }
    }

    /// A half-written record would be taken for damage behind the next one.
    private void wipe() throws IOException {
        storage.truncate(end);
        made = end;
        dirty = false;
    }
}

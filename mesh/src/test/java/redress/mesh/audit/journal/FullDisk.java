package redress.mesh.audit.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// A disk that can be full: of a write that does not fit it keeps the first half, as real ones may.
final class FullDisk implements Disk {
    private static final long PLENTY = Long.MAX_VALUE;

    private final Disk real = Disk.real();
    private long room = PLENTY;
    private boolean faulty;

    void fill() {
        room = 0;
    }

    void empty() {
        room = PLENTY;
        faulty = false;
    }

    /// Every write fails from now on, also where there is room.
    void fail() {
        faulty = true;
    }

    @Override
    public Storage open(Path file) throws IOException {
        return new Limited(real.open(file));
    }

    private final class Limited implements Storage {
        private final Storage file;

        Limited(Storage file) {
            this.file = file;
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void write(long at, byte[] bytes) throws IOException {
            long longer = at + bytes.length - length();
            if (faulty || longer > room) {
                file.write(at, Arrays.copyOf(bytes, faulty ? bytes.length / 2 : 0));
                throw new IOException(faulty ? "input/output error" : "no space left on device");
            }
            file.write(at, bytes);
        }

        @Override
        public void truncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

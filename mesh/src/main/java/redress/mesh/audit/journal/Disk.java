package redress.mesh.audit.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// Opens files for writing; a test's disk may be full.
interface Disk {
    /// The file, made if it is not there.
    Storage open(Path file) throws IOException;

    /// One file.
    interface Storage extends Closeable {
        long length() throws IOException;

        /// Writes all of it, or fails and may have written some of it.
        void write(long at, byte[] bytes) throws IOException;

        void truncate(long length) throws IOException;

        /// Returns when everything is on the medium.
        void force() throws IOException;
    }

    /// The machine's own.
    static Disk real() {
        return file -> new RealStorage(new RandomAccessFile(file.toFile(), "rw"));
    }

    /// Not a channel: those close for everybody when a thread that writes is interrupted.
    record RealStorage(RandomAccessFile file) implements Storage {
        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void write(long at, byte[] bytes) throws IOException {
            file.seek(at);
            file.write(bytes);
        }

        @Override
        public void truncate(long length) throws IOException {
            file.setLength(length);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

package redress.local.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;
import redress.local.home.PrivateFiles;

/// Lets one command at a time start or stop parts. The system frees it when its holder dies.
final class MeshLock implements AutoCloseable {
    private final FileChannel channel;

    private MeshLock(FileChannel channel) {
        this.channel = channel;
    }

    static MeshLock take(MeshHome home) {
        PrivateFiles.createFolder(home.run());
        try {
            var channel =
                    FileChannel.open(
                            home.run().resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new LaunchFailure(
                        "another redress command is starting or stopping parts of "
                                + home.folder()
                                + ": wait for it");
            }
            return new MeshLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

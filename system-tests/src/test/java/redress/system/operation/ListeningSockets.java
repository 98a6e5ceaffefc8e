package redress.system.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import redress.local.mesh.LocalMesh;

/// TCP sockets in state LISTEN, from `/proc` (proc(5)); Linux only.
final class ListeningSockets {
    private static final String LISTEN = "0A";
    private static final Set<String> LOOPBACK =
            Set.of(
                    "0100007F",
                    "00000000000000000000000001000000",
                    "0000000000000000FFFF00000100007F");

    private ListeningSockets() {}

    /// One listening socket.
    ///
    /// @param address the local address in hexadecimal, as the kernel writes it
    record Listening(String address, int port, String inode) {
        boolean isLoopback() {
            return LOOPBACK.contains(address);
        }
    }

    /// Those of all processes of the mesh and of the processes that they started.
    static List<Listening> ofTheMesh(LocalMesh mesh) {
        var own = new HashSet<String>();
        mesh.status().stream()
                .flatMap(part -> part.pid().stream().boxed())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .forEach(process -> own.addAll(sockets(process.pid())));
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(ListeningSockets::listening)
                .filter(socket -> own.contains(socket.inode()))
                .toList();
    }

    private static Stream<Listening> listening(String table) {
        try {
            return Files.readAllLines(Path.of(table)).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(column -> column[3].equals(LISTEN))
                    .map(ListeningSockets::socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Listening socket(String[] column) {
        int colon = column[1].indexOf(':');
        return new Listening(
                column[1].substring(0, colon),
                Integer.parseInt(column[1].substring(colon + 1), 16),
                column[9]);
    }

    private static Set<String> sockets(long pid) {
        var inodes = new HashSet<String>();
        try (var open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : open) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inodes;
    }

    // A descriptor may be closed while it is looked at.
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}

package redress.local.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;
import redress.local.home.PrivateFiles;

/// By how much the ports of a mesh are moved: remembered from `up`, so that later commands find its
/// parts.
public record PortOffset(MeshHome home) {
    /// The number in `text`, the value of `REDRESS_PORT_OFFSET`.
    public static int parse(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new LaunchFailure(
                    "REDRESS_PORT_OFFSET: " + text + " (expected: a whole number such as 1000)", e);
        }
    }

    public OptionalInt remembered() {
        if (!Files.exists(file())) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(parse(Files.readString(file())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remember(int offset) {
        PrivateFiles.write(file(), Integer.toString(offset).getBytes(StandardCharsets.US_ASCII));
    }

    private Path file() {
        return home.run().resolve("port-offset");
    }
}

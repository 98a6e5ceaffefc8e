package redress.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import redress.local.home.PrivateFiles;

/// The log of a part since its last start; the one before is kept beside it.
record PartLog(Path file) {
    /// How a JVM, Quarkus, Keycloak or PostgreSQL begins the line that says what went wrong.
    private static final Pattern CAUSE = Pattern.compile("Caused by: .*|.*\\b(ERROR|FATAL)\\b.*");

    private static final int LONGEST = 300;

    void begin() {
        PrivateFiles.createFolder(file.resolveSibling(".").normalize());
        try {
            if (Files.exists(file)) {
                Path previous = file.resolveSibling(file.getFileName() + ".previous");
                Files.move(file, previous, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last line that names a cause, if there is one.
    Optional<String> cause() {
        return lines().reversed().stream()
                .filter(line -> CAUSE.matcher(line).matches())
                .findFirst()
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST)).strip());
    }

    private List<String> lines() {
        try {
            return Files.exists(file)
                    ? Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

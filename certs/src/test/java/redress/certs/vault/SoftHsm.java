package redress.certs.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tokens of SoftHSM2, a PKCS#11 module without hardware (Debian: `softhsm2`). A test that takes
/// one is skipped where it is not installed.
///
/// SoftHSM2 lists its tokens once per process, so all are made before the first is used.
public final class SoftHsm {
    public static final String PIN = "1234";

    private static final List<Path> LIBRARIES =
            List.of(
                    Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                    Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
                    Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));
    private static final int TOKENS = 8;
    private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");
    private static final Queue<String> VACANT = new ArrayDeque<>();

    static {
        library().ifPresent(SoftHsm::makeTokens);
    }

    private SoftHsm() {}

    /// The configuration of a token that no other test of this run has.
    public static synchronized String token() {
        assumeTrue(library().isPresent(), "SoftHSM2 is not installed (apt install softhsm2)");
        return VACANT.remove();
    }

    /// Runs a step while the keys of all tokens are away.
    public static synchronized void withoutKeys(Runnable step) throws IOException {
        Path away = tokens().resolveSibling("away");
        removeAll(away);
        moveKeys(tokens(), away);
        try {
            step.run();
        } finally {
            moveKeys(away, tokens());
        }
    }

    private static void moveKeys(Path from, Path to) throws IOException {
        try (var tokens = Files.list(tokens())) {
            for (Path token : tokens.toList()) {
                Path source = Files.createDirectories(from.resolve(token.getFileName()));
                Path target = Files.createDirectories(to.resolve(token.getFileName()));
                try (var keys = Files.newDirectoryStream(source, "*-*.object")) {
                    for (Path key : keys) {
                        Files.move(key, target.resolve(key.getFileName()));
                    }
                }
                countChange(token.resolve("generation"));
            }
        }
    }

    /// SoftHSM2 looks at the files again when this number is another.
    private static void countChange(Path counter) throws IOException {
        var number = ByteBuffer.wrap(Files.readAllBytes(counter));
        Files.write(counter, number.putLong(0, number.getLong(0) + 1).array());
    }

    private static Path tokens() {
        return Path.of(System.getenv("SOFTHSM2_CONF")).resolveSibling("tokens");
    }

    private static Optional<Path> library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst();
    }

    private static void makeTokens(Path library) {
        Path config = Path.of(System.getenv("SOFTHSM2_CONF"));
        try {
            Path tokens = tokens();
            removeAll(tokens);
            Files.createDirectories(tokens);
            Files.writeString(config, "directories.tokendir = " + tokens + "\n");
            for (int number = 1; number <= TOKENS; number++) {
                VACANT.add(makeToken(library, "test-" + number));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String makeToken(Path library, String label) throws IOException {
        Process init =
                new ProcessBuilder(
                                "softhsm2-util",
                                "--init-token",
                                "--free",
                                "--label",
                                label,
                                "--pin",
                                PIN,
                                "--so-pin",
                                PIN)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(init.getInputStream().readAllBytes(), UTF_8);
        Matcher slot = SLOT.matcher(said);
        if (!slot.find()) {
            throw new IllegalStateException(said);
        }
        return "name = %s\nlibrary = %s\nslot = %s\n".formatted(label, library, slot.group(1));
    }

    private static void removeAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}

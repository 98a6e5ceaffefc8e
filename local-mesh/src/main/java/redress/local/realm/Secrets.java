package redress.local.realm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import redress.local.home.LaunchFailure;
import redress.local.home.PrivateFiles;

/// Generated passwords or client secrets by name, kept in one file (0600).
///
/// Its text form shows the names only, so that no log shows a secret.
public final class Secrets {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, String>> SHAPE = new TypeReference<>() {};
    private static final String ALPHABET =
            "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 24;

    private final Path file;
    private final Map<String, String> values;

    private Secrets(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /// Reads the file, and generates what it lacks.
    public static Secrets complete(Path file, Collection<String> names) {
        Map<String, String> values = Files.exists(file) ? read(file) : new TreeMap<>();
        var random = new SecureRandom();
        names.forEach(name -> values.computeIfAbsent(name, _ -> generate(random)));
        var secrets = new Secrets(file, values);
        secrets.write();
        return secrets;
    }

    /// @throws LaunchFailure if there is no such file yet
    public static Secrets existing(Path file) {
        if (!Files.exists(file)) {
            throw new LaunchFailure(
                    file + ": missing (expected: written by the first ./redress up)");
        }
        return new Secrets(file, read(file));
    }

    private static Map<String, String> read(Path file) {
        try {
            return JSON.readValue(file.toFile(), SHAPE);
        } catch (IOException e) {
            throw new LaunchFailure(file + ": unreadable (expected: JSON of name and secret)", e);
        }
    }

    private void write() {
        try {
            byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(values);
            PrivateFiles.write(file, text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String generate(SecureRandom random) {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .collect(
                        StringBuilder::new,
                        (text, i) -> text.append(ALPHABET.charAt(i)),
                        StringBuilder::append)
                .toString();
    }

    public String of(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new LaunchFailure(
                    "%s: not in %s (expected: one of %s)".formatted(name, file, values.keySet()));
        }
        return value;
    }

    @Override
    public String toString() {
        return file + values.keySet().toString();
    }
}

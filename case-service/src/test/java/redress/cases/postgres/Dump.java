package redress.cases.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// All that a thief of the database gets: every row of every table, whoever may see it, and the
/// bytes of PostgreSQL's files, its log of changes included.
public record Dump(List<String> texts) {
    private static final int BASE64_EDGE = 4;

    static Dump of(Jdbi superuser, Path files) {
        var texts = new ArrayList<>(ofRows(superuser).texts());
        superuser.useHandle(handle -> handle.execute("CHECKPOINT"));
        texts.addAll(contents(files));
        return new Dump(texts);
    }

    static Dump ofRows(Jdbi superuser) {
        var texts = new ArrayList<String>();
        superuser.useHandle(
                handle -> {
                    var tables =
                            handle.createQuery(
                                            """
                                            SELECT table_name FROM information_schema.tables
                                            WHERE table_schema = 'public'
                                            """)
                                    .mapTo(String.class)
                                    .list();
                    for (String table : tables) {
                        texts.addAll(
                                handle.createQuery(
                                                "SELECT CAST(t AS text) FROM \"%s\" AS t"
                                                        .formatted(table))
                                        .mapTo(String.class)
                                        .list());
                    }
                });
        return new Dump(texts);
    }

    /// Whether the text is in it, as it is, in hexadecimal or in base64.
    public boolean contains(String text) {
        return forms(text).stream()
                .anyMatch(form -> texts.stream().anyMatch(one -> one.contains(form)));
    }

    private static List<String> contents(Path folder) {
        try (var files = Files.walk(folder)) {
            var texts = new ArrayList<String>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(new String(Files.readAllBytes(file), ISO_8859_1));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // In base64 a text looks different at each of three offsets, and differs at its ends.
    private static List<String> forms(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        var forms = new ArrayList<String>();
        forms.add(text);
        forms.add(HexFormat.of().formatHex(bytes));
        for (int offset = 0; offset < 3; offset++) {
            String encoded =
                    Base64.getEncoder().encodeToString(("x".repeat(offset) + text).getBytes(UTF_8));
            forms.add(encoded.substring(BASE64_EDGE, encoded.length() - BASE64_EDGE));
        }
        return forms;
    }
}

package redress.decisions.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.decisions.BadInput;

class TableTest {
    @TempDir Path folder;

    private static Table table(String csv) {
        return Table.of("t.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }

    private static int countRows(Table table) {
        int rows = 0;
        while (table.next().isPresent()) {
            rows++;
        }
        return rows;
    }

    private Path gzip(String csv, int cut) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gz = new GZIPOutputStream(bytes)) {
            gz.write(csv.getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(
                folder.resolve("t.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() - cut));
    }

    private static String manyRows() {
        StringBuilder csv = new StringBuilder("a,b\n");
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            csv.append(i).append(',').append(random.nextLong()).append('\n');
        }
        return csv.toString();
    }

    @Test
    void keepsTextsAsTheyAre() {
        Row row = table("\uFEFFa,b\r\n\"x, \"\"y\"\"\nz\",NA\r\n").next().orElseThrow();
        assertThat(row.text(0)).isEqualTo("x, \"y\"\nz");
        assertThat(row.text(1)).isEqualTo("NA");
    }

    @Test
    void takesAnEmptyNumberAsNotKnown() {
        assertThat(table("a,b\n,1\n").next().orElseThrow().number(0)).isNaN();
    }

    @Test
    void namesFileLineAndColumnOfABadNumber() {
        Table table = table("a,b\n1,2\n3,secret\n");
        table.next();
        Row row = table.next().orElseThrow();
        assertThatThrownBy(() -> row.number(1))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "t.csv: line 3: column b: not usable (expected: a finite number or nothing)");
    }

    @Test
    void namesTheColumnsWhenOneIsMissing() {
        assertThatThrownBy(() -> table("a,b\n").header().position("c"))
                .hasMessage("t.csv: line 1: no column c (expected one of: a, b)");
    }

    @Test
    void refusesAColumnThatAppearsTwice() {
        assertThatThrownBy(() -> table("a,a\n"))
                .hasMessage("t.csv: line 1: column a appears twice");
    }

    @Test
    void refusesAnOpenQuoteNamingTheLine() {
        Table table = table("a,b\n1,2\n3,\"open\n");
        table.next();
        assertThatThrownBy(table::next)
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("t.csv: line 2 or the one");
    }

    @Test
    void refusesARowThatIsTooShort() {
        Table table = table("a,b\n1\n");
        assertThatThrownBy(table::next).isInstanceOf(BadInput.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] bytes = {'a', '\n', (byte) 0xff, '\n'};
        assertThatThrownBy(() -> countRows(Table.of("t.csv", new ByteArrayInputStream(bytes))))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void readsGzip() throws IOException {
        try (Table table = Table.open(gzip(manyRows(), 0))) {
            assertThat(countRows(table)).isEqualTo(20_000);
        }
    }

    @Test
    void refusesATruncatedGzipNamingTheLine() throws IOException {
        try (Table table = Table.open(gzip(manyRows(), 50_000))) {
            assertThatThrownBy(() -> countRows(table))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("t.csv.gz: line 1");
        }
    }
}

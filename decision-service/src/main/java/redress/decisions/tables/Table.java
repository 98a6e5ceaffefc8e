package redress.decisions.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;

/// A CSV file (RFC 4180, UTF-8, one header row, plain or gzip) read row by row.
///
/// Errors name the file and the line; a file that ends early or leaves a quote open is an error,
/// not a short table. Not thread safe. Only one row is held in memory.
public final class Table implements Closeable {
    private final String name;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final Header header;
    private long lastLine = 1;

    private Table(String name, Reader text) {
        this.name = name;
        this.reader = strict().ofCsvRecord(text);
        this.records = reader.iterator();
        CsvRecord first = nextRecord();
        if (first == null) {
            throw new BadInput(Reason.MALFORMED_TABLE, name + ": empty (expected: a header row)");
        }
        this.header = new Header(name, first.getFields());
    }

    private static CsvReaderBuilder strict() {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.STRICT)
                .missingFieldStrategy(FieldMismatchStrategy.STRICT)
                .allowUnclosedQuote(false);
    }

    /// Opens a file; gzip is recognised by its first two bytes.
    public static Table open(Path file) {
        try {
            return new Table(
                    file.getFileName().toString(), text(plain(Files.newInputStream(file))));
        } catch (NoSuchFileException e) {
            throw new BadInput(Reason.UNREADABLE_FILE, file + ": no such file", e);
        } catch (IOException e) {
            throw new BadInput(
                    Reason.UNREADABLE_FILE, file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// Reads a table from a stream, for instance a resource; the name is used in messages.
    public static Table of(String name, InputStream bytes) {
        return new Table(name, text(bytes));
    }

    private static InputStream plain(InputStream raw) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(raw, 1 << 16);
        bytes.mark(2);
        boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        return gzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private static Reader text(InputStream bytes) {
        return new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    public Header header() {
        return header;
    }

    /// The next row, or empty at the end of the file.
    public Optional<Row> next() {
        CsvRecord record = nextRecord();
        return record == null ? Optional.empty() : Optional.of(new Row(header, record));
    }

    private @Nullable CsvRecord nextRecord() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            lastLine = record.getStartingLineNumber();
            return record;
        } catch (CsvParseException | UncheckedIOException e) {
            throw broken(e);
        }
    }

    private BadInput broken(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String where = name + ": line " + lastLine + " or the one after it: ";
        return new BadInput(Reason.MALFORMED_TABLE, where + cause.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

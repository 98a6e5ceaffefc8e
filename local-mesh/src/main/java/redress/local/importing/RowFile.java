package redress.local.importing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
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
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// A CSV file (RFC 4180, UTF-8, one header row, plain or gzip) read row by row.
///
/// A file that ends early or leaves a quote open is an error, not a short table; a row with too
/// many or too few fields is handed out as it is, unless it is a short last one. Not thread safe;
/// one row is held in memory.
public final class RowFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final Header header;
    private long lastLine = 1;
    private long rows;

    private RowFile(String name, Reader text) {
        this.name = name;
        this.reader =
                CsvReader.builder()
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .ofCsvRecord(text);
        this.records = reader.iterator();
        this.header =
                new Header(
                        name,
                        nextRecord()
                                .orElseThrow(
                                        () ->
                                                new BadInput(
                                                        name + ": empty (expected: a header row)"))
                                .getFields());
    }

    /// Opens a file; gzip is recognised by its first two bytes.
    public static RowFile open(Path file) {
        try {
            return new RowFile(
                    String.valueOf(file.getFileName()), text(plain(Files.newInputStream(file))));
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream plain(InputStream raw) throws IOException {
        var bytes = new BufferedInputStream(raw, BUFFER);
        bytes.mark(2);
        boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        return gzip ? new GZIPInputStream(bytes, BUFFER) : bytes;
    }

    private static Reader text(InputStream bytes) throws IOException {
        var text =
                new InputStreamReader(
                        bytes,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
        var marked = new java.io.BufferedReader(text, BUFFER);
        marked.mark(1);
        if (marked.read() != '\uFEFF') {
            marked.reset();
        }
        return marked;
    }

    Header header() {
        return header;
    }

    /// The next row, or empty at the end of the file.
    ///
    /// @throws BadInput if the file cannot be read on from here
    Optional<Row> next() {
        Optional<CsvRecord> record = nextRecord();
        record.filter(found -> found.getFieldCount() < header.columns().size())
                .ifPresent(this::refuseAtEnd);
        return record.map(
                found -> new Row(++rows, found.getStartingLineNumber(), found.getFields()));
    }

    private void refuseAtEnd(CsvRecord record) {
        if (!more()) {
            throw new BadInput(
                    "%s: line %d: ends after %d of %d columns, in or after column %s"
                            .formatted(
                                    name,
                                    record.getStartingLineNumber(),
                                    record.getFieldCount(),
                                    header.columns().size(),
                                    header.columns().get(record.getFieldCount() - 1)));
        }
    }

    private Optional<CsvRecord> nextRecord() {
        if (!more()) {
            return Optional.empty();
        }
        CsvRecord record = records.next();
        lastLine = record.getStartingLineNumber();
        return Optional.of(record);
    }

    private boolean more() {
        try {
            return records.hasNext();
        } catch (CsvParseException | UncheckedIOException e) {
            throw broken(e);
        }
    }

    private BadInput broken(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new BadInput(
                "%s: line %d or the one after it: %s".formatted(name, lastLine, cause.getMessage()),
                e);
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

package redress.mesh.audit.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.JournalRecord.RecordCase;

/// Finds entries of a journal, also while it is written. Nothing is verified.
///
/// @param folder the journal
/// @param filter which entries
public record Listing(JournalFolder folder, Predicate<AuditEntry> filter) {
    /// The newest entries with a number below the given one, newest first.
    ///
    /// Looks at one file after the other, and asks before each whether to go on.
    ///
    /// @param goOn throws to end a search that nobody waits for any more
    public List<AuditEntry> newestFirst(long below, int limit, Runnable goOn) throws IOException {
        var found = new ArrayList<AuditEntry>();
        var files = new ArrayList<>(folder.files());
        Collections.reverse(files);
        for (Path file : files) {
            if (found.size() < limit) {
                goOn.run();
                found.addAll(newestOf(file, below, limit - found.size()));
            }
        }
        return found;
    }

    /// All entries, oldest first.
    public void oldestFirst(Consumer<AuditEntry> each) throws IOException {
        for (Path file : folder.files()) {
            read(file, Long.MAX_VALUE, each);
        }
    }

    private List<AuditEntry> newestOf(Path file, long below, int limit) throws IOException {
        var newest = new ArrayDeque<AuditEntry>();
        read(
                file,
                below,
                entry -> {
                    if (newest.size() == limit) {
                        var _ = newest.removeLast();
                    }
                    newest.addFirst(entry);
                });
        return List.copyOf(newest);
    }

    private void read(Path file, long below, Consumer<AuditEntry> each) throws IOException {
        try (var reader = RecordReader.of(file)) {
            for (var next = reader.next(); next != null; next = reader.next()) {
                if (next.record().getRecordCase() == RecordCase.ENTRY) {
                    AuditEntry entry = next.record().getEntry();
                    if (entry.getNumber() >= below) {
                        return;
                    }
                    if (filter.test(entry)) {
                        each.accept(entry);
                    }
                }
            }
        }
    }
}

package redress.mesh.audit.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import redress.audit.v1.Block;
import redress.audit.v1.JournalRecord.RecordCase;

/// What a journal was doing when its process ended: the last block, and the entries that no block
/// seals yet. Whether the sealed part is whole is *not* checked: `audit verify` does.
final class Recovery {
    private final Deque<Numbered> open = new ArrayDeque<>();
    private Tip tip = Tip.NONE;
    private long end;
    private long torn;

    private Recovery() {}

    private record Numbered(long number, ByteString digest) {}

    /// @throws DamagedJournalException if what is there does not fit together
    static Recovery of(JournalFolder folder) throws IOException {
        var recovery = new Recovery();
        var files = folder.files();
        for (int i = firstToRead(files); i < files.size(); i++) {
            recovery.read(files.get(i), i == files.size() - 1);
        }
        recovery.requireConsecutive(folder);
        return recovery;
    }

    Tip tip() {
        return tip;
    }

    /// Digests of the entries that no block seals, oldest first.
    List<ByteString> open() {
        return open.stream().map(Numbered::digest).toList();
    }

    /// Where the last whole record of the newest file ends.
    long end() {
        return end;
    }

    /// How many bytes of a half-written record are behind it.
    long torn() {
        return torn;
    }

    /// A block seals everything in the files before its own: a file is only begun after a block.
    private static int firstToRead(List<Path> files) throws IOException {
        int i = Math.max(0, files.size() - 1);
        while (i > 0 && !holdsABlock(files.get(i))) {
            i--;
        }
        return i;
    }

    private static boolean holdsABlock(Path file) throws IOException {
        try (var reader = RecordReader.of(file)) {
            for (var next = reader.next(); next != null; next = reader.next()) {
                if (next.record().getRecordCase() == RecordCase.BLOCK) {
                    return true;
                }
            }
            return false;
        }
    }

    private void read(Path file, boolean newest) throws IOException {
        try (var reader = RecordReader.of(file)) {
            for (var next = reader.next(); next != null; next = reader.next()) {
                take(next);
            }
            var rest = reader.rest();
            if (rest.isDamage() || (!newest && !rest.bytes().isEmpty())) {
                throw new DamagedJournalException(
                        "%s: damaged at byte %d (expected: a record)"
                                .formatted(file, reader.position()));
            }
            end = reader.position();
            torn = rest.bytes().size();
        }
    }

    private void take(Stored stored) throws InvalidProtocolBufferException {
        if (stored.record().getRecordCase() == RecordCase.BLOCK) {
            ByteString bytes = stored.record().getBlock().getBlock();
            tip = Tip.of(Block.parseFrom(bytes), bytes);
            open.removeIf(entry -> entry.number() <= tip.lastEntry());
        } else {
            open.add(new Numbered(stored.record().getEntry().getNumber(), stored.digest()));
        }
    }

    private void requireConsecutive(JournalFolder folder) {
        long expected = tip.lastEntry();
        for (var entry : open) {
            expected++;
            if (entry.number() != expected) {
                throw new DamagedJournalException(
                        "%s: entry %d (expected: entry %d; see ./redress audit verify)"
                                .formatted(folder.path(), entry.number(), expected));
            }
        }
    }
}

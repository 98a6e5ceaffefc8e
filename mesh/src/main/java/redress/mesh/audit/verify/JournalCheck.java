package redress.mesh.audit.verify;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Block;
import redress.audit.v1.Decision;
import redress.audit.v1.JournalRecord.RecordCase;
import redress.audit.v1.SealedBlock;
import redress.mesh.audit.journal.JournalFolder;
import redress.mesh.audit.journal.RecordReader;
import redress.mesh.audit.journal.Stored;

/// Reads one journal from its first record to its last and stops at the first broken thing.
///
/// What it can't see alone: whether blocks at the end are missing. Witnesses tell ([Verification]).
final class JournalCheck {
    private static final int DIGEST_BYTES = 32;

    private final JournalFolder folder;
    private final Seals seals;
    private final Deque<Stored> open = new ArrayDeque<>();
    private final List<ByteString> blocks = new ArrayList<>();
    private final List<Witnessed> witnessed = new ArrayList<>();
    private String workload = "";
    private String instance = "";
    private long entries;
    private long torn;

    JournalCheck(JournalFolder folder, Anchors anchors) {
        this.folder = folder;
        this.seals = new Seals(anchors);
    }

    JournalReport run() throws IOException {
        @Nullable Broken broken = null;
        try {
            requireIdentifier();
            instance = folder.instance();
            var files = folder.files();
            for (Path file : files) {
                read(file, file.equals(files.getLast()));
            }
            requireConsecutive();
        } catch (BrokenException e) {
            broken = e.broken();
        }
        return new JournalReport(
                folder.path(),
                workload,
                instance,
                List.copyOf(blocks),
                entries,
                open.size(),
                torn,
                0,
                Optional.ofNullable(broken));
    }

    private void requireIdentifier() throws BrokenException {
        if (!folder.exists()) {
            throw new BrokenException(new Broken("file instance", "missing"));
        }
    }

    /// What the sealed entries say of other journals.
    List<Witnessed> witnessed() {
        return witnessed;
    }

    private void read(Path file, boolean newest) throws IOException, BrokenException {
        try (var reader = RecordReader.of(file)) {
            for (var next = reader.next(); next != null; next = reader.next()) {
                take(next);
            }
            var rest = reader.rest();
            if (rest.isDamage() || (!newest && !rest.bytes().isEmpty())) {
                throw new BrokenException(unreadable(file, reader.position()));
            }
            torn = rest.bytes().size();
        }
    }

    /// The damaged record is the next entry, or the block behind the last one.
    private Broken unreadable(Path file, long position) {
        return new Broken(
                "entry %d or block %d".formatted(entries + open.size() + 1, blocks.size() + 1),
                "unreadable (%s, byte %d)".formatted(file.getFileName(), position));
    }

    private void take(Stored stored) throws BrokenException {
        if (stored.record().getRecordCase() == RecordCase.BLOCK) {
            check(stored.record().getBlock());
        } else {
            open.add(stored);
        }
    }

    private void check(SealedBlock sealed) throws BrokenException {
        long number = blocks.size() + 1L;
        try {
            Block block = Block.parseFrom(sealed.getBlock());
            requirePlace(block, number);
            seals.verify(sealed, block);
            requireSameJournal(block, number);
            requireEntries(block, number);
            blocks.add(Stored.digest(sealed.getBlock()));
        } catch (InvalidProtocolBufferException e) {
            throw new BrokenException(Broken.block(number, "no block"));
        } catch (GeneralSecurityException e) {
            throw new BrokenException(Broken.block(number, String.valueOf(e.getMessage())));
        }
    }

    private void requirePlace(Block block, long number) throws BrokenException {
        if (block.getNumber() != number) {
            throw new BrokenException(
                    Broken.block(number, "missing, block " + block.getNumber() + " in its place"));
        }
    }

    private void requireSameJournal(Block block, long number) throws BrokenException {
        if (workload.isEmpty()) {
            workload = block.getWorkload();
        }
        if (!block.getWorkload().equals(workload) || !block.getInstance().equals(instance)) {
            throw new BrokenException(Broken.block(number, "of another journal"));
        }
        var before = blocks.isEmpty() ? ByteString.EMPTY : blocks.getLast();
        if (!block.getPrevious().equals(before) || block.getFirstEntry() != entries + 1) {
            throw new BrokenException(Broken.block(number, "does not follow the block before"));
        }
    }

    private void requireEntries(Block block, long number) throws BrokenException {
        ByteString digests = block.getEntryDigests();
        if (digests.isEmpty() || digests.size() % DIGEST_BYTES != 0) {
            throw new BrokenException(Broken.block(number, "seals no entries"));
        }
        for (int at = 0; at < digests.size(); at += DIGEST_BYTES) {
            var expected = digests.substring(at, at + DIGEST_BYTES);
            @Nullable Stored found = open.poll();
            if (found == null) {
                throw new BrokenException(Broken.entry(entries + 1, "missing"));
            }
            if (!found.digest().equals(expected)) {
                throw new BrokenException(differing(found.record().getEntry()));
            }
            entries++;
            note(found.record().getEntry());
        }
    }

    private Broken differing(AuditEntry found) {
        long expected = entries + 1;
        return found.getNumber() == expected
                ? Broken.entry(
                        expected, "altered since block " + (blocks.size() + 1) + " sealed it")
                : Broken.entry(expected, "missing, entry " + found.getNumber() + " in its place");
    }

    private void note(AuditEntry entry) {
        if (entry.hasHead()
                && entry.getHead().getBlock() > 0
                && entry.getDecision() == Decision.DECISION_ALLOW
                && entry.getCode().equals("OK")) {
            witnessed.add(
                    new Witnessed(
                            JournalReport.name(workload),
                            entry.getNumber(),
                            entry.getWorkload(),
                            entry.getHead()));
        }
    }

    private void requireConsecutive() throws BrokenException {
        long expected = entries;
        for (Stored each : open) {
            expected++;
            if (each.record().getEntry().getNumber() != expected) {
                throw new BrokenException(
                        Broken.entry(
                                expected,
                                "missing, entry "
                                        + each.record().getEntry().getNumber()
                                        + " in its place"));
            }
        }
    }
}

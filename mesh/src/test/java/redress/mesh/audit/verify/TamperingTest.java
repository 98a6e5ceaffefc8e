package redress.mesh.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Block;
import redress.audit.v1.JournalRecord;
import redress.mesh.audit.journal.JournalFixture;
import redress.mesh.audit.journal.JournalFolder;
import redress.mesh.audit.journal.Signer;
import redress.mesh.identity.TestAuthority;

/// Random journals of two services that witness each other, and everything that an attacker may do
/// to one of them.
class TamperingTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final TestAuthority NEXT_AUTHORITY = TestAuthority.create();
    private static final Anchors ROOTS =
            new Anchors(Set.of(AUTHORITY.certificate(), NEXT_AUTHORITY.certificate()));
    private static final Signer CONSOLE =
            JournalFixture.signer(AUTHORITY.issue("console"), "console");

    @TempDir Path folder = Path.of("");

    private Random random = new Random();
    private Path victim = Path.of("");
    private Path witness = Path.of("");
    private Signer own = CONSOLE;
    private List<JournalRecord> before = List.of();

    /// What an attacker does to the records, and what must be named.
    private interface Tampering {
        Optional<String> apply(List<JournalRecord> records) throws GeneralSecurityException;
    }

    @RepeatedTest(8)
    @DisplayName(
            "zero-trust 36: altering, removing, moving, forging and cutting are found and named")
    void findsTheFirstBrokenEntryOrBlock(RepetitionInfo repetition) throws Exception {
        write(seed(repetition));
        assertThat(verify().whole()).isTrue();
        for (var tampering : tamperings()) {
            var records = new ArrayList<>(before);
            var named = tampering.apply(records);
            if (named.isPresent()) {
                JournalFixture.rewrite(victim, records);
                assertBroken(named.get());
            }
        }
        JournalFixture.rewrite(victim, before);
        assertThat(verify().whole()).isTrue();
    }

    @RepeatedTest(3)
    @DisplayName("zero-trust 36: no byte of a journal can be altered unnoticed")
    void findsAnAlteredByte(RepetitionInfo repetition) throws Exception {
        write(seed(repetition));
        var file = new JournalFolder(victim).files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < 80; i++) {
            byte[] altered = whole.clone();
            int at = random.nextInt(whole.length);
            altered[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, altered);
            assertThat(verify().whole()).describedAs("byte %d", at).isFalse();
        }
    }

    @Test
    @DisplayName("zero-trust 36: the tail can't be cut, nor the journal taken away")
    void findsACutTailAndAMissingJournal() throws Exception {
        write(7);
        var blocks = blocks(before);
        for (int kept = 0; kept < blocks.size(); kept++) {
            int end = kept == 0 ? 0 : before.indexOf(blocks.get(kept - 1)) + 1;
            JournalFixture.rewrite(victim, before.subList(0, end));
            assertBroken("block " + (kept + 1));
        }
        Files.writeString(victim.resolve("instance"), "019aa000-0000-7000-8000-000000000009");
        JournalFixture.rewrite(victim, List.of());
        assertThat(verify().missing())
                .singleElement()
                .asString()
                .contains("of case-service")
                .contains("witnessed by grievance-service");
        try (Stream<Path> files = Files.list(victim)) {
            files.forEach(TamperingTest::delete);
        }
        assertThat(verify().whole()).isFalse();
    }

    @Test
    void leavesOutWhatIsNotGivenOnlyIfAsked() throws Exception {
        write(8);
        var alone = List.of(new JournalFolder(witness));
        assertThat(Verification.of(alone, ROOTS, false).whole()).isFalse();
        var partial = Verification.of(alone, ROOTS, true);
        assertThat(partial.whole()).isTrue();
        assertThat(partial.unchecked()).isPositive();
    }

    @Test
    void needsTheRootsOfThePast() throws Exception {
        write(9);
        var now = new Anchors(Set.of(NEXT_AUTHORITY.certificate()));
        var found = Verification.of(folders(), now, false);
        assertThat(found.journals().getFirst().broken().orElseThrow().what()).isEqualTo("block 1");
    }

    private List<Tampering> tamperings() {
        return List.of(
                this::alter,
                this::remove,
                this::swap,
                this::repeat,
                this::insert,
                this::removeABlock,
                this::swapBlocks,
                this::signByAnother,
                this::claimToBeAnother,
                this::forgeWithTheOwnKey);
    }

    private Optional<String> alter(List<JournalRecord> records) {
        var entry = anyEntry(records);
        var altered = entry.getEntry().toBuilder().setUser("nobody").build();
        records.set(records.indexOf(entry), entry.toBuilder().setEntry(altered).build());
        return Optional.of("entry " + entry.getEntry().getNumber());
    }

    private Optional<String> remove(List<JournalRecord> records) {
        var entry = anyEntry(records);
        records.remove(entry);
        return Optional.of("entry " + entry.getEntry().getNumber());
    }

    private Optional<String> swap(List<JournalRecord> records) {
        var one = anyEntry(records);
        var other = anyEntry(records);
        Collections.swap(records, records.indexOf(one), records.indexOf(other));
        long first = Math.min(one.getEntry().getNumber(), other.getEntry().getNumber());
        return one.equals(other) ? Optional.empty() : Optional.of("entry " + first);
    }

    private Optional<String> repeat(List<JournalRecord> records) {
        var entry = anyEntry(records);
        records.add(records.indexOf(entry), entry);
        return Optional.of("entry " + (entry.getEntry().getNumber() + 1));
    }

    private Optional<String> insert(List<JournalRecord> records) {
        var entry = anyEntry(records);
        AuditEntry forged = entry.getEntry().toBuilder().setUser("somebody").build();
        records.add(records.indexOf(entry), JournalRecord.newBuilder().setEntry(forged).build());
        return Optional.of("entry " + entry.getEntry().getNumber());
    }

    private Optional<String> removeABlock(List<JournalRecord> records) {
        int number = anyBlock(records);
        records.remove(blocks(records).get(number - 1));
        return Optional.of("block " + number);
    }

    private Optional<String> swapBlocks(List<JournalRecord> records) {
        var blocks = blocks(records);
        int number = anyBlock(records);
        if (number == blocks.size()) {
            return Optional.empty();
        }
        Collections.swap(
                records,
                records.indexOf(blocks.get(number - 1)),
                records.indexOf(blocks.get(number)));
        return Optional.of("block " + number);
    }

    private Optional<String> signByAnother(List<JournalRecord> records)
            throws GeneralSecurityException {
        int number = anyBlock(records);
        replace(records, number, JournalFixture.signed(block(records, number), CONSOLE));
        return Optional.of("block " + number);
    }

    private Optional<String> claimToBeAnother(List<JournalRecord> records)
            throws GeneralSecurityException {
        int number = anyBlock(records);
        replace(records, number, JournalFixture.stolen(block(records, number), CONSOLE));
        return Optional.of("block " + number);
    }

    /// A service that was taken over: its newest block, altered and signed anew, as it may.
    private Optional<String> forgeWithTheOwnKey(List<JournalRecord> records)
            throws GeneralSecurityException {
        int last = blocks(records).size();
        var later = block(records, last).toBuilder();
        later.setSealedAt(later.getSealedAt().toBuilder().setNanos(1));
        replace(records, last, JournalFixture.stolen(later.build(), own));
        return Optional.of("block " + last);
    }

    private void write(long seed) {
        random = new Random(seed);
        Path parent = folder.resolve("seed-" + seed);
        try (var cases = new JournalFixture(parent, "case-service", AUTHORITY);
                var grievances = new JournalFixture(parent, "grievance-service", AUTHORITY)) {
            victim = cases.folder();
            witness = grievances.folder();
            IntStream.range(0, 3 + random.nextInt(5))
                    .forEach(i -> writeABlock(i, cases, grievances));
            var _ = cases.seal();
            grievances.witness(cases);
            var _ = grievances.seal();
            own = cases.signer();
            before = JournalFixture.records(victim);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeABlock(int round, JournalFixture cases, JournalFixture grievances) {
        IntStream.rangeClosed(0, random.nextInt(8)).forEach(i -> cases.call(round + "-" + i));
        if (random.nextBoolean()) {
            cases.rotate(random.nextBoolean() || round == 0 ? AUTHORITY : NEXT_AUTHORITY);
        }
        assertThat(cases.seal()).isFalse();
        if (random.nextBoolean()) {
            grievances.witness(cases);
            assertThat(grievances.seal()).isFalse();
            cases.witness(grievances);
        }
        if (round == 2) {
            assertThat(cases.seal()).isFalse();
        }
    }

    private long seed(RepetitionInfo repetition) {
        long seed = System.nanoTime() * 31 + repetition.getCurrentRepetition();
        System.out.println("TamperingTest seed=" + seed);
        return seed;
    }

    private Verification verify() throws IOException {
        return Verification.of(folders(), ROOTS, false);
    }

    private List<JournalFolder> folders() {
        return List.of(new JournalFolder(victim), new JournalFolder(witness));
    }

    private void assertBroken(String what) throws IOException {
        var found = verify().journals().getFirst().broken();
        assertThat(found.map(Broken::what)).hasValue(what);
    }

    private JournalRecord anyEntry(List<JournalRecord> records) {
        var sealed = records.subList(0, records.indexOf(blocks(records).getLast()));
        var entries = sealed.stream().filter(JournalRecord::hasEntry).toList();
        return entries.get(random.nextInt(entries.size()));
    }

    private int anyBlock(List<JournalRecord> records) {
        return 1 + random.nextInt(blocks(records).size());
    }

    private static List<JournalRecord> blocks(List<JournalRecord> records) {
        return records.stream().filter(JournalRecord::hasBlock).toList();
    }

    private static Block block(List<JournalRecord> records, int number) {
        try {
            return Block.parseFrom(blocks(records).get(number - 1).getBlock().getBlock());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(List<JournalRecord> records, int number, JournalRecord by) {
        records.set(records.indexOf(blocks(records).get(number - 1)), by);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package redress.mesh.audit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Block;
import redress.audit.v1.JournalRecord;
import redress.mesh.audit.journal.Journal.Limits;
import redress.mesh.identity.TestAuthority;

class JournalTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    @TempDir Path folder = Path.of("");

    private final FullDisk disk = new FullDisk();
    private Instant now = Instant.now();

    @Test
    void keepsEntriesOfManyThreadsOnceEachInOneOrder() throws IOException {
        try (var fixture = new JournalFixture(folder, "case-service", AUTHORITY);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls =
                    IntStream.range(0, 2000)
                            .mapToObj(
                                    i ->
                                            CompletableFuture.runAsync(
                                                    () -> fixture.call("o" + i), threads))
                            .toList();
            calls.forEach(CompletableFuture::join);
        }
        var entries = entries("case-service");
        assertThat(entries).extracting(AuditEntry::getObject).doesNotHaveDuplicates().hasSize(2000);
        assertThat(entries)
                .extracting(AuditEntry::getNumber)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 2000).boxed().toList());
    }

    @Test
    void isReadableForItsOwnerOnly() throws IOException {
        try (var fixture = fixture(Limits.USUAL)) {
            fixture.call("one");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(fixture.folder())))
                    .isEqualTo("rwx------");
            for (Path file : new JournalFolder(fixture.folder()).files()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void isWrittenByOneProcessOnly() {
        try (var fixture = fixture(Limits.USUAL)) {
            assertThatThrownBy(() -> Journal.open(fixture.folder(), InstantSource.system()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    @DisplayName("zero-trust 35: kill -9 at any byte loses no kept entry and leaves no half one")
    void continuesAfterTheLastWholeRecord() throws IOException {
        long sealed;
        long first;
        long end;
        try (var fixture = fixture(Limits.USUAL)) {
            fixture.call("sealed");
            assertThat(fixture.seal()).isFalse();
            sealed = length();
            fixture.call("kept");
            first = length();
            fixture.call("half");
            end = length();
        }
        byte[] whole = Files.readAllBytes(file());
        for (long cut = sealed; cut <= end; cut++) {
            String copy = "killed-" + cut;
            kill(copy, whole, (int) cut);
            int kept = cut < first ? 1 : cut < end ? 2 : 3;
            boolean clean =
                    isEmpty(
                            whole,
                            (int) (cut < first ? sealed : cut < end ? first : end),
                            (int) cut);
            try (var fixture = new JournalFixture(folder, copy, AUTHORITY)) {
                fixture.call("next");
                assertThat(fixture.seal()).isFalse();
            }
            assertThat(entries(copy)).describedAs("cut at %d", cut).hasSize(kept + 1);
            assertThat(lastBlock(copy).getTornBytes() > 0)
                    .describedAs("cut at %d", cut)
                    .isEqualTo(!clean);
        }
    }

    @Test
    void refusesToContinueWhatIsDamaged() throws IOException {
        try (var fixture = fixture(Limits.USUAL)) {
            fixture.call("one");
            fixture.call("two");
            assertThat(fixture.seal()).isFalse();
        }
        try (var damaged = new RandomAccessFile(file().toFile(), "rw")) {
            damaged.seek(20);
            damaged.write(damaged.read() + 1);
        }
        assertThatThrownBy(
                        () -> Journal.open(folder.resolve("case-service"), InstantSource.system()))
                .isInstanceOf(DamagedJournalException.class)
                .hasMessageContaining("byte 0");
    }

    @Test
    @DisplayName("zero-trust 35: a full disk refuses new calls and keeps what was admitted before")
    void refusesACallBeforeItBeginsWhenTheDiskIsFull() throws IOException {
        try (var fixture = fixture(Limits.USUAL)) {
            var journal = fixture.journal();
            journal.reserve();
            disk.fill();
            int admitted = 1;
            while (admits(journal)) {
                admitted++;
            }
            assertThat(journal.failure()).isPresent();
            for (int i = 0; i < admitted; i++) {
                journal.append(JournalFixture.entry("x".repeat(64)));
            }
            assertThat(fixture.seal()).isFalse();
            assertThat(entries("case-service")).hasSize(admitted);
            journal.retry();
            assertThat(journal.failure()).isPresent();
            disk.empty();
            journal.retry();
            assertThat(journal.failure()).isEmpty();
            fixture.call("again");
            assertThat(fixture.seal()).isFalse();
        }
        assertThat(lastBlock("case-service").getNumber()).isEqualTo(2);
    }

    @Test
    void forgetsAnEntryThatTheDiskTookHalf() throws IOException {
        try (var fixture = fixture(Limits.USUAL)) {
            fixture.call("one");
            fixture.journal().reserve();
            disk.fail();
            assertThatThrownBy(() -> fixture.journal().append(JournalFixture.entry("lost")))
                    .isInstanceOf(UnrecordableException.class);
            disk.empty();
            fixture.call("two");
        }
        assertThat(entries("case-service"))
                .extracting(AuditEntry::getObject)
                .containsExactly("one", "two");
    }

    @Test
    void beginsANewFileWhenOneIsLong() throws IOException {
        try (var fixture = fixture(new Limits(500, 1000))) {
            fixture.call("one");
            assertThat(fixture.seal()).isFalse();
            fixture.call("two");
            assertThat(fixture.seal()).isFalse();
        }
        assertThat(new JournalFolder(folder.resolve("case-service")).files()).hasSize(3);
        try (var fixture = fixture(Limits.USUAL)) {
            fixture.call("three");
        }
        assertThat(entries("case-service"))
                .extracting(AuditEntry::getNumber)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void beginsANewFileWhenTheDayIsOver() throws IOException {
        try (var fixture = fixture(Limits.USUAL)) {
            fixture.use(longLived());
            now = now.plus(Duration.ofDays(1));
            fixture.call("tomorrow");
            assertThat(fixture.seal()).isFalse();
            fixture.call("in the new file");
        }
        var files = new JournalFolder(folder.resolve("case-service")).files();
        assertThat(files).hasSize(2);
        assertThat(entries("case-service")).hasSize(2);
    }

    @Test
    void waitsForAValidCertificateBeforeItSeals() throws IOException {
        try (var fixture = fixture(Limits.USUAL)) {
            fixture.call("one");
            now = now.plus(Duration.ofHours(2));
            assertThatThrownBy(fixture::seal).hasCauseInstanceOf(CertificateExpiredException.class);
            fixture.use(longLived());
            assertThat(fixture.seal()).isFalse();
        }
        assertThat(lastBlock("case-service").getNumber()).isEqualTo(1);
    }

    @Test
    void sealsAsManyEntriesAsABlockTakes() throws IOException {
        try (var fixture = fixture(new Limits(1 << 20, 10))) {
            for (int i = 0; i < 25; i++) {
                fixture.call("o" + i);
            }
            assertThat(fixture.seal()).isTrue();
            assertThat(fixture.seal()).isFalse();
            assertThat(fixture.seal()).isFalse();
        }
        assertThat(lastBlock("case-service").getNumber()).isEqualTo(3);
        assertThat(lastBlock("case-service").getFirstEntry()).isEqualTo(21);
    }

    private JournalFixture fixture(Limits limits) {
        return new JournalFixture(folder, "case-service", AUTHORITY, limits, disk, () -> now);
    }

    private static Signer longLived() {
        var leaf =
                TestAuthority.Leaf.of("spiffe://" + TestAuthority.DOMAIN + "/case-service")
                        .valid(Instant.now(), Instant.now().plus(Duration.ofDays(3)));
        return JournalFixture.signer(AUTHORITY.issue(leaf), "case-service");
    }

    /// Half a record that is all zeros is room like any other.
    private static boolean isEmpty(byte[] bytes, int from, int to) {
        return IntStream.range(from, to).allMatch(at -> bytes[at] == 0);
    }

    private static boolean admits(Journal journal) {
        try {
            journal.reserve();
            return true;
        } catch (UnrecordableException e) {
            return false;
        }
    }

    /// What a process leaves that wrote up to a byte of its last record.
    private void kill(String copy, byte[] whole, int cut) throws IOException {
        Path killed = Files.createDirectory(folder.resolve(copy));
        byte[] left = new byte[whole.length + 4096];
        System.arraycopy(whole, 0, left, 0, cut);
        Files.write(killed.resolve(file().getFileName()), left);
        Files.copy(folder.resolve("case-service/instance"), killed.resolve("instance"));
    }

    private Path file() throws IOException {
        return new JournalFolder(folder.resolve("case-service")).files().getFirst();
    }

    private long length() throws IOException {
        try (var reader = RecordReader.of(file())) {
            while (reader.next() != null) {
                assertThat(reader.position()).isPositive();
            }
            return reader.position();
        }
    }

    private List<AuditEntry> entries(String journal) throws IOException {
        return JournalFixture.records(folder.resolve(journal)).stream()
                .filter(JournalRecord::hasEntry)
                .map(JournalRecord::getEntry)
                .toList();
    }

    private Block lastBlock(String journal) throws IOException {
        var blocks =
                JournalFixture.records(folder.resolve(journal)).stream()
                        .filter(JournalRecord::hasBlock)
                        .toList();
        return Block.parseFrom(blocks.getLast().getBlock().getBlock());
    }
}

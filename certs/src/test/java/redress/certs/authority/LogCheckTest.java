package redress.certs.authority;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.Reason;
import redress.certs.authority.LogCheck.Verdict;
import redress.certs.vault.KeyVault;
import redress.certs.vault.SealedFiles;

class LogCheckTest {
    @TempDir Path dir;

    private AuthorityFixture fixture;
    private Authority authority;
    private Path log;

    @BeforeEach
    void create() {
        fixture = AuthorityFixture.in(dir.resolve("pki"));
        authority = fixture.authority();
        log = dir.resolve("pki/log.jsonl");
        var _ = fixture.deliver(fixture.register("a"));
        authority.record("note", Map.of("quoted", "\",\"signature\":\"AAAA\"} \\ ü"));
    }

    @Test
    void isWholeAcrossARollover() {
        var _ = authority.rollover().prepare();
        var _ = authority.rollover().activate(2, new FakeEvidence());
        var _ = authority.rollover().taint(1);
        fixture.clock().advance(Authority.LEAF_LIFE.multipliedBy(2));
        var _ = authority.rollover().revoke(1, new FakeEvidence(), true);

        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);
        assertThat(new LogCheck(dir.resolve("pki")).entries())
                .extracting(LogEntry::key)
                .contains("1/issuing", "2/issuing");
    }

    @Test
    void needsNoKey() throws IOException {
        Files.delete(dir.resolve("pki/generations/1/root.key"));
        Files.delete(dir.resolve("pki/generations/1/issuing.key"));

        assertThat(verdict())
                .asInstanceOf(type(Verdict.Whole.class))
                .returns(5L, Verdict.Whole::entries)
                .returns(false, Verdict.Whole::torn);
    }

    @Test
    void tellsWhoDidWhatAndWhen() {
        LogEntry entry = new LogCheck(dir.resolve("pki")).entries().get(2);

        assertThat(entry.seq()).isEqualTo(3);
        assertThat(entry.event()).isEqualTo("register");
        assertThat(entry.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(entry.time()).isEqualTo(fixture.clock().instant());
        assertThat(entry.key()).isEqualTo("1/issuing");
    }

    @Test
    void namesTheEntryThatWasAltered() throws IOException {
        List<String> lines = lines();
        lines.set(2, lines.get(2).replace("/a\"", "/b\""));
        write(lines);

        assertBroken(3, "has a wrong signature");
    }

    @Test
    void namesTheEntryAfterOneThatWasRemoved() throws IOException {
        List<String> lines = lines();
        lines.remove(1);
        write(lines);

        assertBroken(2, "does not follow the entry before it");
    }

    @Test
    void namesTheFirstOfTwoThatChangedPlaces() throws IOException {
        List<String> lines = lines();
        lines.add(1, lines.remove(2));
        write(lines);

        assertBroken(2, "does not follow the entry before it");
    }

    @Test
    void missesEntriesCutOffAtTheEnd() throws IOException {
        List<String> lines = lines();
        lines.removeLast();
        write(lines);

        assertBroken(5, "missing, with all up to 5");
    }

    @Test
    void missesThemEvenWhenTheCutLooksLikeACrash() throws IOException {
        String text = Files.readString(log);
        Files.writeString(log, text.substring(0, text.length() - 20));

        assertBroken(5, "missing, with all up to 5");
    }

    @Test
    void refusesAnEntryOfAnotherAuthority() throws IOException {
        AuthorityFixture other = AuthorityFixture.foreign(dir.resolve("other"));
        List<String> lines = lines();
        lines.set(0, Files.readAllLines(dir.resolve("other/log.jsonl")).getFirst());
        write(lines);

        assertBroken(1, "has a wrong signature");
        assertThat(other.authority().generations()).hasSize(1);
    }

    @Test
    void refusesWhatIsNoEntry() throws IOException {
        Files.write(log, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'}, StandardOpenOption.APPEND);

        assertBroken(6, "not a signed entry");
    }

    @Test
    void isNotBrokenByALineThatACrashCutShort() throws IOException {
        Files.writeString(log, "{\"seq\":6,\"time\":\"2031-", UTF_8, StandardOpenOption.APPEND);
        assertThat(verdict())
                .asInstanceOf(type(Verdict.Whole.class))
                .returns(5L, Verdict.Whole::entries)
                .returns(true, Verdict.Whole::torn);

        authority.record("after", Map.of());
        assertThat(verdict())
                .asInstanceOf(type(Verdict.Whole.class))
                .returns(6L, Verdict.Whole::entries)
                .returns(false, Verdict.Whole::torn);
    }

    @Test
    void isWholeWithEntriesLongerThanAChunk() {
        authority.record("long", Map.of("text", "x".repeat(50_000)));
        authority.record("short", Map.of());

        assertThat(verdict())
                .asInstanceOf(type(Verdict.Whole.class))
                .returns(7L, Verdict.Whole::entries);
    }

    @Test
    void isNotWrittenOnOnceItsEndWasCutOff() throws IOException {
        List<String> lines = lines();
        lines.removeLast();
        write(lines);

        assertRefused(Reason.BROKEN_LOG, () -> authority.record("after", Map.of()));
        assertBroken(5, "missing, with all up to 5");
        write(List.of());
        assertRefused(Reason.BROKEN_LOG, () -> authority.record("after", Map.of()));
    }

    @Test
    void refusesEntriesOfAGenerationThatTheAuthorityDoesNotHave() throws IOException {
        AuthorityFixture other = AuthorityFixture.foreign(dir.resolve("other"));
        AuthorityFixture.copy(dir.resolve("other/generations/1"), dir.resolve("pki/generations/9"));
        AuthorityState.LogHead head = new AuthorityFolder(dir.resolve("pki")).state().logHead();
        var thief =
                new Keyring(new AuthorityFolder(dir.resolve("other")), vault()).issuer("1/issuing");
        var forged = List.of(new SignedLog.Event("forged", Map.of()));

        var _ =
                new SignedLog(log)
                        .append(head, forged, other.clock().instant(), "9/issuing", thief);

        assertBroken(6, "has a wrong signature");
    }

    @Test
    void namesTheRootsToCompare() {
        String root = IssuedCertificate.fingerprint(authority.active().root());

        assertThat(verdict())
                .asInstanceOf(type(Verdict.Whole.class))
                .returns(List.of(root), Verdict.Whole::roots);
    }

    private KeyVault vault() {
        return new SealedFiles(dir.resolve("other"), AuthorityFixture.PASSPHRASE.toCharArray());
    }

    private Verdict verdict() {
        return new LogCheck(dir.resolve("pki")).verify();
    }

    private void assertBroken(long line, String why) {
        assertThat(verdict()).isEqualTo(new Verdict.Broken(line, why));
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(log));
    }

    private void write(List<String> lines) throws IOException {
        Files.writeString(log, String.join("\n", lines) + "\n");
    }
}

package redress.mesh.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.audit.journal.JournalFixture;
import redress.mesh.identity.TestAuthority;

class AuditCommandTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    @TempDir Path folder = Path.of("");

    private Path journal = Path.of("");
    private Path bundle = Path.of("");

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void write() {
        bundle = folder.resolve("bundle.pem");
        TestAuthority.write(bundle, TestAuthority.pem(List.of(AUTHORITY.certificate())));
        try (var fixture = new JournalFixture(folder, "case-service", AUTHORITY)) {
            journal = fixture.folder();
            fixture.call("first");
            fixture.call("second");
            assertThat(fixture.seal()).isFalse();
            fixture.call("open");
        }
    }

    @Test
    void saysThatAJournalIsWhole() {
        var ended = run("verify", journal.toString(), "--bundle", bundle.toString());
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out())
                .contains("case-service  whole", "2 entries in 1 blocks", "1 not sealed yet");
    }

    @Test
    void namesTheFirstBrokenEntry() throws IOException {
        var records = JournalFixture.records(journal);
        JournalFixture.rewrite(journal, records.subList(1, records.size()));
        var text = run("verify", journal.toString(), "--bundle", bundle.toString());
        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.out()).contains("BROKEN  entry 1: missing, entry 2 in its place");
        var ended = run("verify", journal.toString(), "--bundle", bundle.toString(), "--json");
        var json = new JsonMapper().readTree(ended.out());
        assertThat(json.at("/whole").asBoolean(true)).isFalse();
        assertThat(json.at("/journals/0/broken/what").asText()).isEqualTo("entry 1");
    }

    @Test
    void trustsNobodyWithoutABundle() {
        assertThat(run("verify", journal.toString()).exitCode()).isEqualTo(1);
    }

    @Test
    void showsTheNewestCallsThatAreAskedFor() {
        var ended = run("show", journal.toString(), "--limit", "2", "--newest-first");
        assertThat(ended.out().lines()).hasSize(2);
        assertThat(ended.out().lines().findFirst().orElseThrow()).contains("object=open", "allow");
        assertThat(run("show", journal.toString(), "--object", "first").out().lines()).hasSize(1);
        assertThat(run("show", journal.toString(), "--decision", "deny").out()).isEmpty();
        assertThat(run("show", journal.toString(), "--until", "PT1H").out()).isEmpty();
    }

    @Test
    void exportsOneLineOfJsonForEachEntry() throws IOException {
        var lines = run("export", journal.toString()).out().lines().toList();
        assertThat(lines).hasSize(3);
        var first = new JsonMapper().readTree(lines.getFirst());
        assertThat(first.at("/journal").asText()).isEqualTo("case-service");
        assertThat(first.at("/entry/object").asText()).isEqualTo("first");
    }

    @Test
    void refusesWrongArgumentsAndUnreadableFiles() throws IOException {
        assertThat(run("verify").exitCode()).isEqualTo(64);
        assertThat(run("verify", folder.resolve("none").toString()).exitCode()).isEqualTo(64);
        assertThat(run("show", journal.toString(), "--from", "yesterday").exitCode()).isEqualTo(64);
        assertThat(run("show", journal.toString(), "--limit", "0").exitCode()).isEqualTo(64);
        Files.writeString(bundle, "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n");
        var ended = run("verify", journal.toString(), "--bundle", bundle.toString());
        assertThat(ended.exitCode()).isEqualTo(66);
        assertThat(ended.err()).contains("damaged");
    }

    private static Ended run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode =
                AuditCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }
}

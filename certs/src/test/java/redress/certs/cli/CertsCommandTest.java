package redress.certs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.certs.MovableClock;
import redress.certs.workload.WorkloadFolder;

class CertsCommandTest {
    @TempDir Path dir;

    private final MovableClock clock = new MovableClock();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void issuesFromANewAuthorityAndInspectsAndRenews() {
        assertThat(run("init", withAuthority())).isZero();
        assertThat(issue("case-service", "--dns", "localhost", "--ip", "127.0.0.1", "--der"))
                .isZero();
        assertThat(run("inspect", List.of(file("case-service/tls.crt")))).isZero();
        clock.advance(Duration.ofMinutes(37));
        assertThat(agent("--once")).isZero();
        assertThat(agent("--once")).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines())
                .filteredOn(line -> line.startsWith("renewed spiffe://redress.local/case-service"))
                .hasSize(1);
        assertThat(dir.resolve("workloads/case-service/tls.pk8")).exists();
    }

    @Test
    void printsJsonOnOneLine() {
        assertThat(run("init", withAuthority("--json", "--trust-domain", "example.org"))).isZero();
        assertThat(issue("a/b", "--json", "--life", "90m", "--algorithm", "Ed25519")).isZero();
        assertThat(run("inspect", List.of(file("a/b/tls.crt"), "--json"))).isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(4).allMatch(line -> line.matches("\\{\".*}"));
        assertThat(lines.get(1))
                .contains("\"uris\":[\"spiffe://example.org/a/b\"]")
                .contains("\"notAfter\":\"2031-05-06T08:38:09Z\"")
                .contains("\"algorithm\":\"Ed25519\"");
    }

    @Test
    void hasAnExitCodeForEachReason() throws IOException {
        assertThat(issue("case-service")).isEqualTo(4);
        Path passphrase = dir.resolve("passphrase");
        assertThat(run("init", withAuthority())).isZero();
        assertThat(run("init", withAuthority())).isEqualTo(3);
        assertThat(issue("..")).isEqualTo(64);
        Files.writeString(passphrase, "guess", UTF_8);
        assertThat(issue("case-service")).isEqualTo(5);
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(issue("case-service")).isEqualTo(6);
        assertThat(run("inspect", List.of(passphrase.toString()))).isEqualTo(7);
    }

    @Test
    void saysThatItsAuthorityExpired() {
        assertThat(run("init", withAuthority())).isZero();
        clock.advance(Duration.ofDays(366));

        assertThat(issue("case-service")).isEqualTo(8);
        assertThat(err.toString()).startsWith("issuing authority: ").contains("(expected: ");
    }

    @Test
    void saysWhichFolderItCouldNotRenew() throws IOException {
        assertThat(run("init", withAuthority())).isZero();
        assertThat(issue("case-service")).isZero();
        Path folder = dir.resolve("workloads/case-service");
        Files.writeString(folder.resolve("tls.key").toRealPath(), "gone");

        assertThat(agent("--once")).isEqualTo(7);
        assertThat(err.toString()).startsWith(folder + ": private key: ");
    }

    @Test
    void explainsAWrongArgumentInTwoLines() {
        assertThat(run("issue", List.of("case-service", "--life", "3"))).isEqualTo(64);

        assertThat(err.toString().lines())
                .containsExactly(
                        "duration: 3 (expected: 90s, 45m, 1h or 365d)", "See: certs issue --help");
    }

    @Test
    void keepsAnInfrastructureCertificateAsLongAsAsked() {
        assertThat(run("init", withAuthority())).isZero();
        assertThat(issue("postgres", "--life", "30d")).isZero();

        assertThat(WorkloadFolder.at(dir.resolve("workloads/postgres")).read().leaf().getNotAfter())
                .isAfter(Date.from(clock.instant().plus(Duration.ofDays(29))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "issue", "inspect", "agent"})
    void showsAnExampleOfEachVerb(String verb) {
        assertThat(run(verb, List.of("--help"))).isZero();

        assertThat(out.toString()).contains("Example:", "  certs " + verb + " ");
    }

    private int issue(String workload, String... more) {
        List<String> arguments = withAuthority(more);
        arguments.addAll(
                List.of(workload, "--out", dir.resolve("workloads/" + workload).toString()));
        return run("issue", arguments);
    }

    private int agent(String... more) {
        List<String> arguments = withAuthority(more);
        arguments.add(dir.resolve("workloads").toString());
        return run("agent", arguments);
    }

    private List<String> withAuthority(String... more) {
        var arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--authority", dir.resolve("pki").toString()));
        arguments.addAll(List.of("--passphrase-file", dir.resolve("passphrase").toString()));
        return arguments;
    }

    private String file(String below) {
        return dir.resolve("workloads").resolve(below).toString();
    }

    private int run(String verb, List<String> arguments) {
        String[] all = Stream.concat(Stream.of(verb), arguments.stream()).toArray(String[]::new);
        return CertsCommand.commandLine(
                        clock, new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(all);
    }
}

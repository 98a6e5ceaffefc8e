package redress.certs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redress.certs.DurableFiles;
import redress.certs.MovableClock;
import redress.certs.authority.AuthorityFixture;
import redress.certs.authority.LogCheck;
import redress.certs.authority.LogEntry;
import redress.certs.workload.WorkloadFolder;

class CertsCommandTest {
    @TempDir Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private MovableClock clock;
    private Optional<String> answer = Optional.empty();

    @BeforeEach
    void create() {
        clock = AuthorityFixture.in(dir.resolve("pki")).clock();
        DurableFiles.writeSecret(
                dir.resolve("passphrase"), AuthorityFixture.PASSPHRASE.getBytes(UTF_8));
    }

    @Test
    void makesAnAuthorityOnce() {
        Path made = dir.resolve("made");
        Path passphrase = dir.resolve("random");
        String[] arguments = {
            "init", "--authority", made.toString(), "--passphrase-file", passphrase.toString()
        };

        assertThat(run(arguments)).isZero();
        assertThat(run(arguments)).isEqualTo(3);
        assertThat(made.resolve("authority.json")).exists();
        assertThat(passphrase).exists();
    }

    @Test
    void issuesInspectsAndRenewsWhatIsDue() {
        assertThat(issue("case-service", "--dns", "localhost", "--ip", "127.0.0.1", "--der"))
                .isZero();
        assertThat(run("inspect", folder("case-service").resolve("tls.crt").toString())).isZero();
        clock.advance(Duration.ofMinutes(37));
        assertThat(certs("renew")).isZero();
        assertThat(certs("renew")).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines())
                .filteredOn(line -> line.startsWith("issued spiffe://redress.local/case-service"))
                .hasSize(2);
        assertThat(folder("case-service").resolve("tls.pk8")).exists();
    }

    @Test
    void keepsWhatWasRegisteredUnlessToldOtherwise() {
        assertThat(issue("a", "--dns", "a.example.org", "--life", "2h")).isZero();
        assertThat(certs("issue", "a", "--algorithm", "Ed25519", "--json")).isZero();

        assertThat(out.toString().lines().toList().getLast())
                .contains("\"dnsNames\":[\"a.example.org\"]")
                .contains("\"notAfter\":\"2031-05-06T09:08:09Z\"")
                .contains("\"algorithm\":\"Ed25519\"")
                .contains("\"folder\":\"" + folder("a") + "\"");
    }

    @Test
    void registersAWorkloadThatAsksByItself() {
        assertThat(certs("issue", "far-away", "--on-request")).isZero();

        assertThat(out.toString())
                .contains("registered spiffe://redress.local/far-away; it asks with a CSR");
    }

    @Test
    void rotatesOneOrAll() {
        assertThat(issue("a")).isZero();
        assertThat(issue("b")).isZero();
        var before = leaf("a");

        assertThat(certs("rotate", "--all", "--algorithm", "Ed25519")).isZero();
        assertThat(leaf("a").getPublicKey().getAlgorithm()).isEqualTo("EdDSA");
        assertThat(leaf("b").getPublicKey().getAlgorithm()).isEqualTo("EdDSA");
        assertThat(certs("rotate", "a")).isZero();
        assertThat(leaf("a")).isNotEqualTo(before);
        assertThat(certs("rotate")).isEqualTo(64);
        assertThat(certs("rotate", "a", "--all")).isEqualTo(64);
    }

    @Test
    @DisplayName("zero-trust 21: the rollover step by step, in every folder at once")
    void rollsOver() {
        assertThat(issue("a")).isZero();
        assertThat(certs("authority", "activate", "1", "--yes", "--wait", "0s")).isEqualTo(10);
        assertThat(certs("authority", "prepare")).isZero();
        assertThat(anchors("a")).isEqualTo(2);
        assertThat(certs("authority", "revoke", "1", "--yes", "--wait", "0s")).isEqualTo(10);
        assertThat(certs("authority", "activate", "2", "--yes")).isZero();
        var old = leaf("a");
        assertThat(certs("authority", "taint", "1", "--yes")).isZero();
        assertThat(leaf("a").getIssuerX500Principal()).isNotEqualTo(old.getIssuerX500Principal());
        assertThat(certs("authority", "revoke", "1", "--yes", "--now")).isZero();
        assertThat(anchors("a")).isEqualTo(1);
        assertThat(certs("authority", "show")).isZero();

        assertThat(out.toString()).contains("authority 1 revoked", "authority 2 active");
        assertThat(err.toString()).contains("connections that are cut: none");
    }

    @Test
    void saysWhoIsBehind() throws IOException {
        assertThat(issue("a")).isZero();
        assertThat(certs("authority", "prepare")).isZero();
        Path bundle = folder("a").resolve("bundle.pem").toRealPath();
        Files.copy(
                dir.resolve("pki/generations/1/root.crt"),
                bundle,
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(certs("authority", "activate", "2", "--yes", "--wait", "0s")).isEqualTo(10);
        assertThat(err.toString()).contains("a: its folder lacks the root");
    }

    @Test
    @DisplayName("zero-trust 22: the CRL is in every folder when revoke ends")
    void revokesAWorkloadAndAdmitsItAgain() {
        assertThat(issue("a")).isZero();
        assertThat(issue("b")).isZero();
        String serial = "%032x".formatted(leaf("a").getSerialNumber());

        assertThat(certs("revoke", "a", "--yes")).isZero();
        assertThat(crl("b")).isEqualTo(crl("a")).contains("X509 CRL");
        assertThat(out.toString()).contains("revoked " + serial + " of spiffe://redress.local/a");
        assertThat(certs("rotate", "a")).isEqualTo(11);
        assertThat(certs("issue", "a")).isZero();
        assertThat(err.toString()).contains("was suspended; it is admitted again");
    }

    @Test
    void revokesOneCertificateByItsNumber() {
        assertThat(issue("a")).isZero();
        String serial = "%032x".formatted(leaf("a").getSerialNumber());

        assertThat(certs("revoke", serial, "--yes")).isZero();
        assertThat(certs("crl", "--json")).isZero();
        assertThat(out.toString()).contains("\"revoked\":[\"" + serial + "\"]");
    }

    @ParameterizedTest
    @CsvSource({"yes,0", "no,13", ",13"})
    void asksBeforeItDoesWhatIsDangerous(String typed, int exitCode) {
        assertThat(issue("a")).isZero();
        answer = Optional.ofNullable(typed);

        assertThat(certs("revoke", "a")).isEqualTo(exitCode);
        assertThat(err.toString())
                .contains("this will revoke every certificate of spiffe://redress.local/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authority activate 1", "authority taint 1", "recover"})
    void doesNothingDangerousWithoutATerminalOrAYes(String verb) {
        assertThat(certs(verb.split(" "))).isEqualTo(13);
    }

    @Test
    @DisplayName("zero-trust 26: everything expired, and one command brings it back")
    void recovers() {
        assertThat(issue("a", "--life", "30d")).isZero();
        clock.advance(Duration.ofDays(366));
        assertThat(certs("renew")).isEqualTo(8);

        assertThat(certs("recover", "--yes")).isZero();
        assertThat(leaf("a").getNotAfter()).isAfter(Date.from(clock.instant()));
        assertThat(out.toString()).contains("a new issuing authority below the same root");
    }

    @Test
    void recoversWithARootKeyFromElsewhere() throws IOException {
        Path key = dir.resolve("root.key");
        Files.move(dir.resolve("pki/generations/1/root.key"), key);
        clock.advance(Duration.ofDays(366));

        assertThat(certs("recover", "--yes", "--root-key", key.toString())).isZero();
        assertThat(out.toString()).contains("authority 1 is in use");
    }

    @Test
    void saysThatAnAuthorityEndsSoon() {
        assertThat(certs("authority", "show")).isZero();
        assertThat(out.toString()).doesNotContain("ENDS SOON");
        clock.advance(Duration.ofDays(306));
        assertThat(certs("authority", "show")).isZero();
        assertThat(out.toString()).contains("ENDS SOON");
    }

    @Test
    void showsAndVerifiesItsLog() throws IOException {
        assertThat(issue("a")).isZero();
        assertThat(certs("log")).isZero();
        assertThat(certs("log", "--verify")).isZero();
        assertThat(out.toString()).contains("command verb=issue", "none altered or missing");
        Path log = dir.resolve("pki/log.jsonl");
        Files.writeString(
                log, Files.readString(log).replace("\"verb\":\"issue\"", "\"verb\":\"x\""));

        assertThat(certs("log", "--verify")).isEqualTo(14);
        assertThat(out.toString()).contains("entry 3 is broken");
    }

    @Test
    void hasEveryVerbInItsLog() {
        assertThat(issue("a")).isZero();
        List.of("renew", "crl", "bundle", "rotate a", "authority show")
                .forEach(verb -> assertThat(certs(verb.split(" "))).isZero());

        assertThat(new LogCheck(dir.resolve("pki")).entries())
                .filteredOn(entry -> entry.event().equals("command"))
                .extracting(LogEntry::details)
                .extracting(details -> details.get("verb"))
                .containsExactly("issue", "renew", "crl", "bundle", "rotate", "authority show");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundle",
                "crl",
                "log",
                "log --verify",
                "renew",
                "rotate a",
                "authority show",
                "authority prepare",
                "revoke a --yes",
                "recover --yes",
                "issue a"
            })
    void printsJsonOnOneLine(String verb) {
        assertThat(issue("a")).isZero();
        out.getBuffer().setLength(0);
        clock.advance(Duration.ofMinutes(1));

        assertThat(certs((verb + " --json").split(" "))).isZero();
        assertThat(out.toString().lines()).allMatch(line -> line.matches("\\{\".*}"));
    }

    @Test
    void hasAnExitCodeForEachReason() throws IOException {
        Path passphrase = dir.resolve("passphrase");
        assertThat(
                        run(
                                "issue",
                                "a",
                                "--authority",
                                "none",
                                "--passphrase-file",
                                passphrase.toString()))
                .isEqualTo(4);
        assertThat(issue("..")).isEqualTo(64);
        Files.writeString(passphrase, "guess", UTF_8);
        assertThat(issue("case-service")).isEqualTo(5);
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(issue("case-service")).isEqualTo(6);
        assertThat(run("inspect", passphrase.toString())).isEqualTo(7);
    }

    @Test
    void saysThatItsAuthorityExpired() {
        clock.advance(Duration.ofDays(366));

        assertThat(issue("case-service")).isEqualTo(8);
        assertThat(err.toString()).contains("issuing authority: ").contains("(expected: ");
    }

    @Test
    void explainsAWrongArgumentInTwoLines() {
        assertThat(run("issue", "case-service", "--life", "3")).isEqualTo(64);

        assertThat(err.toString().lines())
                .containsExactly(
                        "duration: 3 (expected: 90s, 45m, 1h or 365d)", "See: certs issue --help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "issue",
                "inspect",
                "renew",
                "rotate",
                "revoke",
                "crl",
                "bundle",
                "agent",
                "recover",
                "log",
                "authority",
                "authority prepare",
                "authority activate",
                "authority taint",
                "authority revoke",
                "authority show"
            })
    void showsAnExampleOfEachVerb(String verb) {
        assertThat(run((verb + " --help").split(" "))).isZero();

        assertThat(out.toString()).contains("Example:", "  certs " + verb + " ");
    }

    private int issue(String workload, String... more) {
        String[] fixed = {"issue", workload, "--out", folder(workload).toString()};
        return certs(Stream.of(fixed, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private Path folder(String workload) {
        return dir.resolve("workloads").resolve(workload);
    }

    private X509Certificate leaf(String workload) {
        return WorkloadFolder.at(folder(workload)).read().leaf();
    }

    private int anchors(String workload) {
        return WorkloadFolder.at(folder(workload)).read().anchors().size();
    }

    private String crl(String workload) {
        return WorkloadFolder.at(folder(workload)).crl().orElseThrow();
    }

    /// A verb with the authority of this test.
    private int certs(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--authority", dir.resolve("pki").toString()));
        all.addAll(List.of("--passphrase-file", dir.resolve("passphrase").toString()));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        var terminal =
                new Terminal(
                        clock, new PrintWriter(out, true), new PrintWriter(err, true), _ -> answer);
        return CertsCommand.commandLine(terminal).execute(arguments);
    }
}

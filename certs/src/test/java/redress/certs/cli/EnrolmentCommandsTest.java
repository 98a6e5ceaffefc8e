package redress.certs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.certs.MovableClock;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;

/// Two machines that share no folder: what one makes, the test carries to the other.
class EnrolmentCommandsTest {
    private final MovableClock clock = new MovableClock();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path here;
    @TempDir Path there;
    private Path folder;

    @BeforeEach
    void makeAnAuthority() {
        folder = there.resolve("run/case-service");
        assertThat(onAuthority("init")).isZero();
        assertThat(onAuthority("issue", "case-service", "--on-request", "--dns", "case.example"))
                .isZero();
    }

    @Test
    @DisplayName(
            "zero-trust 28: a workload enrols and renews, and its key never leaves its machine")
    void enrolsWithATokenAndRenewsByItsOwnCertificate() throws IOException {
        token();
        assertThat(onWorkload("request", "case-service", "--folder", folder.toString())).isZero();
        String key = Files.readString(folder.resolve("request.key"));
        assertThat(sign("--join-token-file", here.resolve("token").toString())).isZero();
        assertThat(install()).isZero();
        WorkloadCredentials first = WorkloadFolder.at(folder).read();

        clock.advance(Duration.ofMinutes(40));
        assertThat(onWorkload("request", "--renew", "--folder", folder.toString())).isZero();
        assertThat(sign()).isZero();
        assertThat(install()).isZero();
        WorkloadCredentials second = WorkloadFolder.at(folder).read();

        assertThat(err.toString()).isEmpty();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.leaf().getSerialNumber()).isNotEqualTo(first.leaf().getSerialNumber());
        assertThat(second.leaf().getPublicKey()).isNotEqualTo(first.leaf().getPublicKey());
        assertThat(onWorkload("lint", folder.toString())).isZero();
        assertThat(folder.resolve("request.key")).doesNotExist();
        assertThat(filesOf(here)).noneMatch(text -> text.contains(key.lines().toList().get(1)));
    }

    @Test
    void keepsWhatIsInUseWhenTheAnswerIsForAnotherKey() throws IOException {
        token();
        assertThat(onWorkload("request", "case-service", "--folder", folder.toString())).isZero();
        assertThat(sign("--join-token-file", here.resolve("token").toString())).isZero();
        assertThat(install()).isZero();
        WorkloadCredentials before = WorkloadFolder.at(folder).read();

        assertThat(onWorkload("request", "--renew", "--folder", folder.toString())).isZero();
        assertThat(install()).isEqualTo(7);

        assertThat(WorkloadFolder.at(folder).read()).isEqualTo(before);
    }

    @Test
    void hasAnExitCodeForEachRefusal() throws IOException {
        token();
        String token = here.resolve("token").toString();
        assertThat(onWorkload("request", "other", "--folder", folder.toString())).isZero();
        assertThat(sign("--join-token-file", token)).isEqualTo(15);
        assertThat(sign()).isEqualTo(15);
        assertThat(onAuthority("token", "nobody")).isEqualTo(4);
        assertThat(onWorkload("request", "--folder", folder.toString())).isEqualTo(64);
        assertThat(onWorkload("request", "a", "--renew", "--folder", folder.toString()))
                .isEqualTo(64);
        Files.setPosixFilePermissions(Path.of(token), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(sign("--join-token-file", token)).isEqualTo(6);
    }

    @Test
    void showsRequestsAndAWholeFolder() throws IOException {
        token();
        assertThat(onWorkload("request", "case-service", "--folder", folder.toString())).isZero();
        assertThat(onWorkload("inspect", folder.toString())).isZero();
        assertThat(out.toString()).contains("request, its key proven", "its own key only");
        assertThat(sign("--join-token-file", here.resolve("token").toString())).isZero();
        assertThat(install()).isZero();
        assertThat(onWorkload("request", "--renew", "--folder", folder.toString())).isZero();

        assertThat(onWorkload("inspect", folder.toString(), "--json")).isZero();

        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("{\"subject\":\"CN=case-service\""))
                .anyMatch(line -> line.startsWith("{\"crlIssuer\":"))
                .anyMatch(line -> line.startsWith("{\"request\":\"CMS\""));
    }

    @Test
    void lintsWithAnExitCodeOfItsOwn() throws IOException {
        Path root = here.resolve("pki/generations/1/root.crt");
        assertThat(onWorkload("lint", root.toString())).isZero();
        clock.advance(Duration.ofDays(4000));
        assertThat(onWorkload("lint", root.toString(), "--json")).isEqualTo(12);
        assertThat(out.toString()).contains("\"severity\":\"error\",\"rule\":\"valid-now\"");
    }

    @Test
    @DisplayName("zero-trust 25: status exits 0, 1 or 2, and needs no passphrase")
    void tellsTheStatusByItsExitCode() {
        Path workload = here.resolve("w");
        assertThat(onAuthority("issue", "grievance-service", "--out", workload.toString()))
                .isZero();
        String[] status = {"status", "--authority", here.resolve("pki").toString()};
        assertThat(onWorkload(status)).isZero();
        clock.advance(Duration.ofMinutes(37));
        assertThat(onWorkload(status)).isEqualTo(1);
        clock.advance(Duration.ofMinutes(37));
        assertThat(onWorkload(status[0], status[1], status[2], "--json")).isEqualTo(2);

        assertThat(out.toString())
                .contains("WORKLOAD", "grievance-service", "authority 1: active", "fine")
                .contains("is the agent running? certs renew", "all in all: soon")
                .contains("{\"level\":\"hurting\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "lint", "request", "sign", "status", "token"})
    void showsAnExampleOfEachVerb(String verb) {
        assertThat(onWorkload(verb, "--help")).isZero();

        assertThat(out.toString()).contains("Example:", "certs " + verb + " ");
    }

    private void token() throws IOException {
        int before = out.getBuffer().length();
        assertThat(onAuthority("token", "case-service", "--life", "10m")).isZero();
        Path file = Files.writeString(here.resolve("token"), out.getBuffer().substring(before));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /// Carries the request here and signs it.
    private int sign(String... more) throws IOException {
        Path carried = here.resolve("request.pem");
        Files.writeString(carried, Files.readString(folder.resolve("request.pem")));
        return onAuthority(
                Stream.concat(
                                Stream.of(
                                        "sign",
                                        carried.toString(),
                                        "--out",
                                        here.resolve("answer").toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    /// Carries the answer there and installs it.
    private int install() throws IOException {
        Path carried = Files.createDirectories(there.resolve("answer"));
        for (String name : List.of("tls.crt", "bundle.pem", "crl.pem")) {
            Files.writeString(
                    carried.resolve(name), Files.readString(here.resolve("answer").resolve(name)));
        }
        return onWorkload(
                "request", "--install", carried.toString(), "--folder", folder.toString());
    }

    private static List<String> filesOf(Path machine) throws IOException {
        try (var files = Files.walk(machine)) {
            return files.filter(Files::isRegularFile).map(EnrolmentCommandsTest::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int onAuthority(String... arguments) {
        return run(
                Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--authority",
                                here.resolve("pki").toString(),
                                "--passphrase-file",
                                here.resolve("passphrase").toString())));
    }

    private int onWorkload(String... arguments) {
        return run(Stream.of(arguments));
    }

    private int run(Stream<String> arguments) {
        return CertsCommand.commandLine(
                        clock, new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}

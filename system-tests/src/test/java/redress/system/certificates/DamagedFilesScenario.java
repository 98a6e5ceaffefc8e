package redress.system.certificates;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.workload.WorkloadFolder;

/// Whatever goes wrong with the files of a running service: it serves with the last good ones, and
/// says that it does.
class DamagedFilesScenario {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir static Path folder = Path.of("");
    private static OpensslPki pki;
    private static LoneService service;
    private static Path files;

    @BeforeAll
    static void start() {
        assumeTrue(OpensslPki.possible(), "openssl is not installed (Debian: apt install openssl)");
        pki = new OpensslPki(folder);
        service = new LoneService("damaged");
        service.provide(pki);
        files = service.home().identity(LoneService.NAME);
        service.start(part -> part);
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    @AfterEach
    void mends() throws IOException {
        var next = pki.issue(LoneService.NAME, "P-256");
        next.inPlace(files);
        service.awaitFollowed();
        await().atMost(SOON).until(() -> service.alarm().isEmpty());
    }

    @Test
    @DisplayName("zero-trust 24: a writer that died between two files")
    void keepsTheLastGoodWhenAWriterDiedBetweenTwoFiles() throws IOException {
        BigInteger good = beginInPlace();
        var next = pki.issue(LoneService.NAME, "P-256");
        Files.write(
                files.resolve(WorkloadFolder.CERTIFICATE),
                next.content(WorkloadFolder.CERTIFICATE));
        assertLastGoodStays(good, "KEY_MISMATCH");
    }

    @Test
    @DisplayName("zero-trust 24: a file that was cut off")
    void keepsTheLastGoodWhenAFileIsCutOff() throws IOException {
        BigInteger good = beginInPlace();
        byte[] whole = Files.readAllBytes(files.resolve(WorkloadFolder.CERTIFICATE));
        Files.write(
                files.resolve(WorkloadFolder.CERTIFICATE), Arrays.copyOf(whole, whole.length / 3));
        assertLastGoodStays(good, "");
    }

    @Test
    @DisplayName("zero-trust 24: a full disk left an empty file")
    void keepsTheLastGoodWhenAFileIsEmpty() throws IOException {
        BigInteger good = beginInPlace();
        Files.write(files.resolve(WorkloadFolder.KEY), new byte[0]);
        assertLastGoodStays(good, "");
    }

    @Test
    @DisplayName("zero-trust 24: a file that can't be read")
    void keepsTheLastGoodWhenAFileCannotBeRead() throws IOException {
        BigInteger good = beginInPlace();
        // A folder in its place, since root may read a file of any mode.
        Files.delete(files.resolve(WorkloadFolder.BUNDLE));
        Files.createDirectory(files.resolve(WorkloadFolder.BUNDLE));
        assertLastGoodStays(good, "UNREADABLE_FILE");
        Files.delete(files.resolve(WorkloadFolder.BUNDLE));
    }

    @Test
    @DisplayName("zero-trust 23: a CRL that is no CRL")
    void keepsTheLastGoodCrl() throws IOException {
        BigInteger good = beginInPlace();
        Files.write(files.resolve(WorkloadFolder.CRL), "no list".getBytes(US_ASCII));
        assertLastGoodStays(good, "CRL");
    }

    private static BigInteger beginInPlace() throws IOException {
        pki.issue(LoneService.NAME, "P-256").inPlace(files);
        service.awaitFollowed();
        return service.shows();
    }

    private static void assertLastGoodStays(BigInteger good, String alarm) throws IOException {
        await().atMost(SOON).until(() -> !service.alarm().isEmpty());
        assertThat(service.alarm()).contains("\"reload\"").contains(alarm);
        assertThat(service.shows()).isEqualTo(good);
        assertThat(service.call().hasModel()).isTrue();
    }
}

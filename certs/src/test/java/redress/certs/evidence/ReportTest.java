package redress.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.Reason;
import redress.certs.TrustDomain;

class ReportTest {
    @TempDir Path dir;

    @Test
    void readsWhatAWorkloadWrites() throws IOException {
        Files.writeString(
                dir.resolve("loaded.json"),
                """
                {"workload":"spiffe://redress.local/case-service","pid":1234,
                 "serial":"000000000000000000000000000000ff","notAfter":"2031-05-06T08:08:09Z",
                 "anchors":["aa","bb"],"crlNumbers":{"CN=i":"7"},
                 "crlThisUpdate":"2031-05-06T07:00:00Z","loadedAt":"2031-05-06T07:08:09Z",
                 "failure":null,
                 "peersByIssuer":{"CN=Redress issuing,O=redress.local":["console"]},
                 "writtenAt":"2031-05-06T07:09:00Z"}
                """);

        Report report = Report.read(dir).orElseThrow();

        assertThat(report.pid()).isEqualTo(1234);
        assertThat(report.serial()).isEqualTo(BigInteger.valueOf(255));
        assertThat(report.anchors()).containsExactlyInAnyOrder("aa", "bb");
        assertThat(report.crlThisUpdate()).contains(Instant.parse("2031-05-06T07:00:00Z"));
        assertThat(report.failure()).isEmpty();
        assertThat(report.peersByIssuer())
                .containsExactly(
                        entry(
                                new X500Principal("CN=Redress issuing,O=redress.local"),
                                Set.of("console")));
    }

    @Test
    void isOfNoRunningProcessAfterThirtySeconds() throws IOException {
        Instant now = Instant.parse("2031-05-06T07:09:00Z");
        new ReportFile(TrustDomain.DEFAULT.workload("a"), BigInteger.ONE, now).write(dir);
        Report report = Report.read(dir).orElseThrow();

        assertThat(report.isFresh(now.plusSeconds(30))).isTrue();
        assertThat(report.isFresh(now.plusSeconds(31))).isFalse();
    }

    @Test
    void isEmptyWhereThereIsNoneAndRefusesADamagedOne() throws IOException {
        assertThat(Report.read(dir)).isEmpty();

        Files.writeString(dir.resolve("loaded.json"), "{\"workload\":");
        assertRefused(Reason.BAD_MATERIAL, () -> Report.read(dir));
        Files.writeString(dir.resolve("loaded.json"), "{\"workload\":\"spiffe://a/b\"}");
        assertRefused(Reason.BAD_MATERIAL, () -> Report.read(dir));
    }
}

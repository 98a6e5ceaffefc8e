package redress.mesh.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.MovableClock;
import redress.mesh.identity.StillSource;
import redress.mesh.identity.TestAuthority;
import redress.mesh.tls.OpenConnections;

class LoadedReportTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2030-01-02T03:04:05Z"));
    private final TestAuthority authority = TestAuthority.at(clock.instant());
    private final TestAuthority.Issued own =
            authority.issue(
                    TestAuthority.Leaf.of("spiffe://redress.test/case-service")
                            .valid(clock.instant(), clock.instant().plusSeconds(900)));

    @TempDir Path folder;

    @Test
    void saysWhatIsLoadedAndWhatIsNot() throws IOException {
        own.writeTo(folder, authority);
        try (var source = StillSource.at(folder, clock);
                var connections =
                        new OpenConnections(
                                source.source(), Duration.ofMinutes(30), Duration.ofMinutes(1))) {
            TestAuthority.write(folder.resolve("tls.key"), "nothing");
            source.refresh();
            report(folder, source, connections).write();
        }

        JsonNode report = new JsonMapper().readTree(folder.resolve("loaded.json").toFile());
        assertThat(report.get("workload").asText()).isEqualTo("spiffe://redress.test/case-service");
        assertThat(report.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(report.get("serial").asText())
                .isEqualTo("%032x".formatted(own.leaf().getSerialNumber()));
        assertThat(report.get("notAfter").asText()).isEqualTo("2030-01-02T03:19:05Z");
        assertThat(report.get("anchors").get(0).asText()).matches("[0-9a-f]{64}");
        assertThat(report.get("crlNumbers").get("CN=Test authority").asText()).matches("\\d+");
        assertThat(report.get("crlThisUpdate").asText()).isEqualTo("2030-01-02T03:03:55Z");
        assertThat(report.get("loadedAt").asText()).isEqualTo("2030-01-02T03:04:05Z");
        assertThat(report.get("failure").asText()).startsWith("MALFORMED_KEY: ");
        assertThat(report.get("peersByIssuer").isObject()).isTrue();
        assertThat(report.get("writtenAt").asText()).isEqualTo("2030-01-02T03:04:05Z");
        assertThat(Files.getPosixFilePermissions(folder.resolve("loaded.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void staysSilentWhereItCannotWrite() {
        own.writeTo(folder, authority);
        try (var source = StillSource.at(folder, clock);
                var connections =
                        new OpenConnections(
                                source.source(), Duration.ofMinutes(30), Duration.ofMinutes(1))) {
            var nowhere = report(folder.resolve("missing"), source, connections);

            assertThatCode(nowhere::write).doesNotThrowAnyException();
        }
    }

    private LoadedReport report(Path where, StillSource source, OpenConnections connections) {
        return new LoadedReport(where, true, source.source(), connections, clock);
    }
}

package redress.local.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.OpenCaseRequest;

class ImportTest {
    private static final String MAP =
            """
            kind: cases
            columns: {external_id: id, presenting_issue: story}
            constants: {case_type: x, title: y}
            defaults: {presenting_issue: none}
            facts: {include: ["n*"], exclude: [name]}
            beneficiary: {identifier_type: HOUSEHOLD_ID, column: id}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final FakeIntake intake = new FakeIntake();

    /// Stores by request id, refuses one key, and stops at another.
    private static final class FakeIntake implements Intake {
        private final Map<String, CaseDetails> stored = new ConcurrentHashMap<>();
        private volatile String refused = "";
        private volatile String stopsAt = "";

        @Override
        public Outcome send(Message request) {
            var open = (OpenCaseRequest) request;
            String key = open.getDetails().getExternalId();
            if (key.equals(stopsAt)) {
                throw new ImportStopped("UNAVAILABLE", new IOException("gone"));
            }
            if (key.equals(refused)) {
                return new Outcome.Rejected("INVALID_REQUEST");
            }
            stored.put(open.getRequestId(), open.getDetails());
            return new Outcome.Stored();
        }
    }

    @Test
    void storesRowsAndRejectsTheBadOnesByLine() throws IOException {
        intake.refused = "c";
        Tally tally = run(MAP, file("a,s,1,p\nb,,bad,p\nc,s,,p\nd,s,2,p\ne,s\nf,s,,p\n"));
        assertThat(tally).isEqualTo(new Tally(6, 3, 3, 0));
        assertThat(Files.readAllLines(folder.resolve("r.csv")))
                .hasSize(4)
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("3,").contains("column n1"))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("4,"))
                .satisfies(lines -> assertThat(lines.get(3)).startsWith("6,").contains("2 fields"))
                .noneMatch(line -> line.contains("bad"));
    }

    @Test
    void copiesFactsAndIdentifierAndLeavesEmptyCellsOut() throws IOException {
        run(MAP, file("a,,1.5,p\nb,s,,p\n"));
        var first = details("a");
        assertThat(first.getFactsMap()).containsExactly(Map.entry("n1", 1.5));
        assertThat(first.getPresentingIssue()).isEqualTo("none");
        assertThat(first.getBeneficiary().getIdentifier(0).getIdentifierValue()).isEqualTo("a");
        assertThat(details("b").getFactsMap()).isEmpty();
    }

    @Test
    void resumesWhereItStopped() throws IOException {
        Path file = file("a,s,1,p\nb,s,x,p\nc,s,1,p\nd,s,1,p\n");
        intake.stopsAt = "c";
        assertThatThrownBy(() -> run(MAP, file)).isInstanceOf(ImportStopped.class);
        intake.stored.clear();
        intake.stopsAt = "";
        assertThat(run(MAP, file)).isEqualTo(new Tally(4, 3, 1, 0));
        assertThat(intake.stored.values())
                .extracting(CaseDetails::getExternalId)
                .containsExactlyInAnyOrder("c", "d");
        assertThat(Files.readAllLines(folder.resolve("r.csv"))).hasSize(2);
    }

    @Test
    void storesNothingTwiceWhenBegunAnew() throws IOException {
        Path file = file("a,s,1,p\nb,s,1,p\n");
        run(MAP, file);
        Files.delete(folder.resolve("state.json"));
        run(MAP, file);
        assertThat(intake.stored).hasSize(2);
    }

    @Test
    void cutsLongTextsWhereTheMapSaysSo() throws IOException {
        String map =
                """
                kind: cases
                columns: {external_id: id, title: story}
                constants: {case_type: x}
                truncate: [title]
                """;
        Tally tally = run(map, file("a," + "😀".repeat(201) + ",1,p\n"));
        assertThat(tally.shortened()).isEqualTo(1);
        assertThat(details("a").getTitle()).isEqualTo("😀".repeat(200));
    }

    @Test
    void keepsTheRowsBeforeABreak() throws IOException {
        assertThatThrownBy(() -> run(MAP, file("a,s,1,p\nb,s,1,p\nc,\"s,1,p\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rows.csv: line 3")
                .hasMessageContaining("of the 2 rows before it 2 are stored");
        assertThat(intake.stored).hasSize(2);
    }

    @Test
    void namesLineAndColumnWhereAFileIsCutOff() throws IOException {
        assertThatThrownBy(() -> run(MAP, file("a,s,1,p\nb,s")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "line 3: ends after 2 of 4 columns, in or after column story");
    }

    @Test
    void refusesATruncatedGzip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(Files.readAllBytes(file("a,s,1,p\n".repeat(2000))));
        }
        Path cut = folder.resolve("rows.csv.gz");
        Files.write(cut, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 20));
        assertThatThrownBy(() -> run(MAP, cut))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rows.csv.gz");
    }

    @Test
    void refusesAMapThatFitsNeitherFileNorContract() throws IOException {
        Path file = file("a,s,1,p\n");
        refuses(MAP.replace("id: id", "id: ids"), file, "no column ids (expected one of: id");
        refuses(MAP.replace("external_id", "extern_id"), file, "no field extern_id");
        refuses(MAP.replace("\"n*\"", "\"z*\""), file, "no column matches include z*");
        refuses(MAP + "colums: {}\n", file, "unknown key colums");
        refuses(MAP.replace("kind: cases", "kind: case"), file, "kind: case");
        refuses(MAP + "truncate: [title]\n", file, "truncate: title: has no column");
    }

    @Test
    void refusesAnAnswerAsAFact() throws IOException {
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, "id,story,target_poor\n");
        refuses(MAP.replace("\"n*\"", "\"t*\""), file, "target_poor cannot be a fact");
    }

    private void refuses(String map, Path file, String message) {
        assertThatThrownBy(() -> run(map, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
        assertThat(intake.stored).isEmpty();
    }

    private CaseDetails details(String key) {
        return intake.stored.values().stream()
                .filter(details -> details.getExternalId().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Path file(String rows) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), "id,story,n1,name\n" + rows);
    }

    private Tally run(String map, Path file) {
        try (var rows = RowFile.open(file);
                var ledger =
                        Ledger.resume(
                                folder.resolve("state.json"),
                                folder.resolve("r.csv"),
                                Optional.empty())) {
            var requests = new RowRequests(MapFile.parse("map.yaml", map), rows, digest(file, map));
            new Import(rows, requests, ledger, intake, Duration.ofHours(1), _ -> {}).run(1);
            return ledger.tally();
        }
    }

    private Digest digest(Path file, String map) {
        try {
            return Digest.of(file, Files.writeString(folder.resolve("map.yaml"), map));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

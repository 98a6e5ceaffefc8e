package redress.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InnerCallsTest {
    private static final String LINE =
            "2026-11-23 10:14:58,802 INFO  [redress.cases.peers.DecisionRecommender] () rules"
                    + " recommend: decision-service did not answer cause=%s\n";

    @TempDir Path folder = Path.of("");

    @Test
    void countsWhatFailedAfterTheBeginning() throws IOException {
        write(LINE.formatted("io.grpc.StatusException: UNAVAILABLE: io exception"));
        var calls = new InnerCalls(List.of(log()));
        assertThat(calls.finding().good()).isTrue();

        write(LINE.formatted("io.grpc.StatusException: UNAVAILABLE: io exception"));

        assertThat(calls.finding().good()).isFalse();
        assertThat(calls.finding().detail()).startsWith("1 failed, 0 ");
    }

    @Test
    void tellsWhatOnlyTookTooLong() throws IOException {
        write("");
        var calls = new InnerCalls(List.of(log()));
        write(LINE.formatted("io.grpc.StatusException: DEADLINE_EXCEEDED: after 0.799986781s."));

        assertThat(calls.finding().good()).isTrue();
        assertThat(calls.finding().detail()).startsWith("0 failed, 1 ");
    }

    private Path log() {
        return folder.resolve("case-service.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

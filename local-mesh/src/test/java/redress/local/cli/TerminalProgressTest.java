package redress.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private final StringWriter text = new StringWriter();

    @Test
    void writesOnlyWhatIsFinalIntoAFile() {
        var progress = new TerminalProgress(new PrintWriter(text), false);

        progress.begins("postgres");
        progress.waits("postgres", Duration.ofMillis(500));
        progress.ready("postgres", "localhost:5480", Duration.ofMillis(1234));

        assertThat(text.toString().lines())
                .singleElement()
                .asString()
                .contains("postgres", "ready", "1.2 s", "localhost:5480");
    }

    @Test
    void countsTheSecondsOnATerminal() {
        var progress = new TerminalProgress(new PrintWriter(text), true);

        progress.waits("keycloak", Duration.ofSeconds(3));

        assertThat(text.toString()).startsWith("\r").contains("3.0 s").doesNotContain("\n");
    }
}

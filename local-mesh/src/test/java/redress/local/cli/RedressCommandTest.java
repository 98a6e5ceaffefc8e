package redress.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RedressCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsItsVerbs() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "up", "down", "status", "start", "stop", "token", "certs", "keys",
                        "models");
    }

    @Test
    void refusesAnUnknownVerbOrOption() {
        assertThat(run("fly")).isEqualTo(2);
        assertThat(run("up", "--fast")).isEqualTo(2);
        assertThat(err.toString()).contains("--fast");
    }

    @Test
    void wantsAUserForAToken() {
        assertThat(run("token")).isEqualTo(2);
        assertThat(err.toString()).contains("USER");
    }

    @Test
    void wantsAReasonForAPromotionAndAShareForACanary() {
        assertThat(run("models", "promote", "0123456789ab")).isEqualTo(2);
        assertThat(run("models", "approve", "0123456789ab")).isEqualTo(2);
        assertThat(run("models", "canary", "0123456789ab", "--reason", "x", "--percent", "100"))
                .isEqualTo(2);
        assertThat(run("models", "history", "weather")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--reason", "expected: 1 to 99", "expected: case_priority");
    }

    private int run(String... arguments) {
        return new CommandLine(new RedressCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

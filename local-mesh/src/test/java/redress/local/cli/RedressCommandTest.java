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

    private int run(String... arguments) {
        return new CommandLine(new RedressCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

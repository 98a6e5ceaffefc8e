package redress.mesh.privacy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir Path temporary;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void makesKeysAndRotatesThem() {
        String one = temporary.resolve("one").toString();
        String two = temporary.resolve("two").toString();

        assertThat(run("create", one, two)).isEqualTo(KeysCommand.DONE);
        assertThat(run("create", one)).isEqualTo(KeysCommand.DONE);
        assertThat(run("rotate", one)).isEqualTo(KeysCommand.DONE);

        assertThat(written.toString(UTF_8))
                .contains(one + ": keys made", two + ": keys made")
                .contains(one + ": has keys", one + ": wraps with key ");
    }

    @Test
    void failsWhereThereAreNoKeys() {
        assertThat(run("rotate", temporary.resolve("none").toString()))
                .isEqualTo(KeysCommand.FAILED);
        assertThat(written.toString(UTF_8)).contains("wrapping.json: unusable");
    }

    @Test
    void saysHowItIsCalled() {
        assertThat(run("rotate")).isEqualTo(KeysCommand.WRONG_ARGUMENTS);
        assertThat(run("delete", "x")).isEqualTo(KeysCommand.WRONG_ARGUMENTS);
        assertThat(written.toString(UTF_8)).contains("usage: ");
    }

    private int run(String... arguments) {
        var out = new PrintStream(written, true, UTF_8);
        return KeysCommand.run(List.of(arguments), out, out);
    }
}

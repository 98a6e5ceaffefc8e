package redress.decisions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = ModelsCommand.commandLine();
        return command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private String resource(String name) throws IOException {
        try (InputStream in = ModelsCommandTest.class.getResourceAsStream("/starter/" + name)) {
            return Files.write(
                            folder.resolve(name), Objects.requireNonNull(in, name).readAllBytes())
                    .toString();
        }
    }

    @Test
    void trainsEvaluatesAndLists() throws IOException {
        String data = resource("case_priority.csv");
        String map = resource("case_priority.yaml");
        String models = folder.resolve("models").toString();
        String predictions = folder.resolve("predictions.csv").toString();
        assertThat(run("train", "case_priority", "--data", data, "--map", map, "--models", models))
                .isZero();
        assertThat(
                        run(
                                "evaluate",
                                "--data",
                                data,
                                "--map",
                                map,
                                "--models",
                                models,
                                "--json",
                                "--predictions",
                                predictions))
                .isZero();
        assertThat(run("list", "--models", models)).isZero();
        assertThat(out.toString())
                .contains("is now in use (300 rows)", "\"auc\" :", "* case_priority");
        assertThat(Files.readAllLines(Path.of(predictions))).hasSize(301);
    }

    @Test
    void answersBadInputWithExitCodeTwo() throws IOException {
        String map = resource("case_priority.yaml");
        assertThat(run("train", "case_priority", "--data", "no-such.csv", "--map", map))
                .isEqualTo(2);
        assertThat(run("train", "grievance_triage", "--data", "no-such.csv", "--map", map))
                .isEqualTo(2);
        assertThat(err.toString()).contains("models: no-such.csv: ").doesNotContain("\tat ");
    }

    @Test
    void showsAnExampleInItsHelp() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Example:");
    }
}

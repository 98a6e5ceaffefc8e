package redress.decisions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
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
                .contains("is trained (300 rows)", "\"auc\" :", "* case_priority");
        assertThat(Files.readAllLines(Path.of(predictions))).hasSize(301);
    }

    /// The second word of what training printed.
    private String version() {
        String printed = out.toString();
        int begin = printed.indexOf(' ') + 1;
        return printed.substring(begin, printed.indexOf(' ', begin));
    }

    private String trained(String models) throws IOException {
        String data = resource("case_priority.csv");
        String map = resource("case_priority.yaml");
        assertThat(run("train", "case_priority", "--data", data, "--map", map, "--models", models))
                .isZero();
        return version();
    }

    @Test
    @DisplayName("decisions 17: show prints the model card and the data sheet of a version")
    void showsTheCardAndTheSheet() throws IOException {
        String models = folder.resolve("models").toString();
        String version = trained(models);
        assertThat(run("show", version, "--models", models)).isZero();
        assertThat(run("show", version, "--models", models, "--sheet")).isZero();
        assertThat(out.toString())
                .contains("version " + version + " (trained last), trained ", "# Model card: ")
                .contains("# Data sheet: ");
        out.getBuffer().setLength(0);
        assertThat(run("show", version, "--models", models, "--json")).isZero();
        JsonNode shown = new ObjectMapper().readTree(out.toString());
        assertThat(shown.path("newest").asBoolean()).isTrue();
        assertThat(shown.at("/manifest/version").asText()).isEqualTo(version);
        assertThat(shown.at("/model_card/kind").asText()).isEqualTo("case_priority");
        assertThat(shown.at("/data_sheet/rows").asInt()).isEqualTo(300);
    }

    @Test
    void comparesTwoVersions() throws IOException {
        String models = folder.resolve("models").toString();
        String linear = trained(models);
        Path map = folder.resolve("case_priority.yaml");
        Files.writeString(
                map, Files.readString(map).replace("algorithm: linear", "algorithm: xgboost"));
        String data = folder.resolve("case_priority.csv").toString();
        out.getBuffer().setLength(0);
        assertThat(
                        run(
                                "train",
                                "case_priority",
                                "--data",
                                data,
                                "--map",
                                map.toString(),
                                "--models",
                                models))
                .isZero();
        String trees = version();
        out.getBuffer().setLength(0);
        assertThat(run("compare", linear, trees, "--models", models)).isZero();
        assertThat(out.toString()).contains(linear + " " + trees, "\nauc ", "\nurgent ");
        out.getBuffer().setLength(0);
        assertThat(run("compare", linear, linear, "--models", models, "--json")).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.at("/differences/metrics/0/difference").asDouble()).isZero();
    }

    @Test
    @DisplayName("decisions 8: show refuses a card that was changed")
    void refusesAChangedCard() throws IOException {
        String models = folder.resolve("models").toString();
        String version = trained(models);
        Path card = folder.resolve("models/case_priority/" + version + "/model-card.md");
        Files.writeString(card, Files.readString(card) + "Works for everybody.\n");
        assertThat(run("show", version, "--models", models)).isEqualTo(2);
        assertThat(run("show", "../../etc", "--models", models)).isEqualTo(2);
        assertThat(run("show", "0123456789ab", "--models", models)).isEqualTo(2);
        assertThat(err.toString())
                .contains("model-card.md: does not match its digest", "no such version")
                .doesNotContain("\tat ");
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

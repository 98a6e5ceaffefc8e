package redress.decisions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Every row here is invented: a random split holds rows of the same recipe, the shifted sets
/// change one part of it, as a crisis would.
class WatchCommandTest {
    private static final String HOUSEHOLDS =
            """
            kind: case_priority
            id: id
            target: target_poor
            features: {include: [rooms, people, rent, adults_working]}
            algorithm: linear
            """;
    private static final String MESSAGES =
            """
            kind: grievance_triage
            id: id
            text: [message]
            context: [channel]
            flags: {urgent: label_urgent}
            category: label_category
            """;
    private static final List<String> PAYMENT =
            List.of("payment", "late", "bank", "card", "amount", "month", "transfer", "missing");
    private static final List<String> HEALTH =
            List.of("clinic", "doctor", "medicine", "ill", "child", "hospital", "help", "waiting");
    private static final List<String> NEW =
            List.of("lockdown", "vaccine", "mask", "quarantine", "curfew", "infected");

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String command, String kind, String data, String... more) {
        CommandLine line = ModelsCommand.commandLine();
        List<String> arguments =
                new ArrayList<>(List.of(command, kind, "--data", folder.resolve(data).toString()));
        arguments.addAll(List.of("--map", folder.resolve("map.yaml").toString()));
        arguments.addAll(List.of("--models", folder.resolve("models").toString()));
        arguments.addAll(List.of(more));
        return line.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /// People whose rent follows their rooms; `idle` is the share of adults without work.
    private static String households(long seed, int rows, double idle) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("id,rooms,people,rent,adults_working,target_poor\n");
        for (int i = 0; i < rows; i++) {
            int rooms = 1 + random.nextInt(5);
            int people = 1 + random.nextInt(7);
            int working = 0;
            for (int adult = 0; adult < 3; adult++) {
                working += random.nextDouble() < idle ? 0 : 1;
            }
            String rent = random.nextInt(6) == 0 ? "" : "" + (100 * rooms + random.nextInt(80));
            boolean poor = people - rooms - 1.5 * working + random.nextGaussian() > 0;
            csv.append(
                    seed
                            + "-"
                            + i
                            + ","
                            + rooms
                            + ","
                            + people
                            + ","
                            + rent
                            + ","
                            + working
                            + ","
                            + (poor ? 1 : 0)
                            + "\n");
        }
        return csv.toString();
    }

    /// Texts of ten words about payments or health; `unknown` is the share of words never seen
    /// before.
    private static String messages(long seed, int rows, double health, double unknown) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("id,message,channel,label_urgent,label_category\n");
        for (int i = 0; i < rows; i++) {
            boolean ill = random.nextDouble() < health;
            List<String> subject = ill ? HEALTH : PAYMENT;
            String text =
                    IntStream.range(0, 10)
                            .mapToObj(
                                    word -> {
                                        double dice = random.nextDouble();
                                        List<String> from =
                                                dice < unknown
                                                        ? NEW
                                                        : dice < .8
                                                                ? subject
                                                                : ill ? PAYMENT : HEALTH;
                                        return from.get(random.nextInt(from.size()));
                                    })
                            .collect(Collectors.joining(" "));
            boolean urgent = ill == random.nextInt(10) > 0;
            csv.append(
                    seed
                            + "-"
                            + i
                            + ","
                            + text
                            + ","
                            + (random.nextBoolean() ? "phone" : "web")
                            + ","
                            + (urgent ? 1 : 0)
                            + ","
                            + (ill ? "health" : "payment")
                            + "\n");
        }
        return csv.toString();
    }

    private void learnHouseholds() throws IOException {
        write("map.yaml", HOUSEHOLDS);
        write("train.csv", households(1, 3_000, .3));
        assertThat(run("train", "case_priority", "train.csv")).isZero();
    }

    private void learnMessages() throws IOException {
        write("map.yaml", MESSAGES);
        write("train.csv", messages(1, 1_500, .3, 0));
        assertThat(run("train", "grievance_triage", "train.csv")).isZero();
    }

    @Test
    @DisplayName("decisions 11: the alarm is quiet on rows of the same kind, be they few or many")
    void isQuietOnARandomSplit() throws IOException {
        learnHouseholds();
        for (int rows : new int[] {60, 400, 3_000}) {
            write("later.csv", households(rows, rows, .3));
            assertThat(run("watch", "case_priority", "later.csv")).as(out.toString()).isZero();
        }
        assertThat(out.toString()).contains("quiet: 0 of ");
    }

    @Test
    @DisplayName("decisions 11: the alarm fires when people's facts change")
    void firesOnChangedFacts() throws IOException {
        learnHouseholds();
        write("later.csv", households(5, 400, .8));
        assertThat(run("watch", "case_priority", "later.csv")).isEqualTo(1);
        assertThat(out.toString())
                .contains("ALARM: ", "! feature      adults_working ", "! score        need ")
                .doesNotContain("! feature      rooms ");
    }

    @Test
    @DisplayName("decisions 11: the alarm is quiet on texts of the same kind")
    void isQuietOnTextsOfTheSameKind() throws IOException {
        learnMessages();
        write("later.csv", messages(2, 700, .3, 0));
        assertThat(run("watch", "grievance_triage", "later.csv")).as(out.toString()).isZero();
    }

    @Test
    @DisplayName("decisions 11: the alarm fires when subjects and words change")
    void firesOnChangedWords() throws IOException {
        learnMessages();
        write("later.csv", messages(3, 700, .8, .2));
        assertThat(run("watch", "grievance_triage", "later.csv")).isEqualTo(1);
        assertThat(out.toString())
                .contains("! vocabulary   known words ", "! vocabulary   frequent words ")
                .contains("! score        urgency ", "! score        category ");
    }

    @Test
    @DisplayName("decisions 11: answers are not needed, and with them calibration is watched")
    void watchesWithoutAnswers() throws IOException {
        learnHouseholds();
        String later = households(6, 500, .3);
        write("answered.csv", later);
        write("later.csv", later.replace("target_poor", "something_else"));
        assertThat(run("watch", "case_priority", "later.csv")).isZero();
        assertThat(out.toString()).doesNotContain("calibration");
        out.getBuffer().setLength(0);
        assertThat(run("watch", "case_priority", "answered.csv", "--json")).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("alarm").asBoolean()).isFalse();
        assertThat(report.path("rows").asInt()).isEqualTo(500);
        assertThat(report.findValuesAsText("part"))
                .contains("FEATURE", "SCORE", "ANSWER", "CALIBRATION", "COVERAGE");
        assertThat(report.at("/signals/0").path("bound").asDouble()).isPositive();
    }

    @Test
    @DisplayName("decisions 11: the alarm fires when the answers turn round")
    void firesOnChangedAnswers() throws IOException {
        learnHouseholds();
        String later = households(7, 1_000, .3);
        write(
                "later.csv",
                later.replaceAll("(?m),0$", ",x")
                        .replaceAll("(?m),1$", ",0")
                        .replace(",x\n", ",1\n"));
        assertThat(run("watch", "case_priority", "later.csv")).isEqualTo(1);
        assertThat(out.toString())
                .contains("! calibration  need ", "! answer       need ")
                .doesNotContain("! feature", "! score");
    }

    @Test
    @DisplayName("decisions 13: what a version remembers for drift holds no word and no row")
    void remembersNoWords() throws IOException {
        learnMessages();
        try (var files = Files.walk(folder.resolve("models"))) {
            Path reference =
                    files.filter(file -> file.endsWith("reference.json")).findFirst().orElseThrow();
            assertThat(Files.readString(reference))
                    .contains("frequent words", "known words")
                    .doesNotContain("clinic", "transfer");
        }
    }

    @Test
    void saysWhatIsWrongWithItsInput() throws IOException {
        learnHouseholds();
        write("later.csv", "id,rooms\n1,2\n");
        assertThat(run("watch", "case_priority", "later.csv")).isEqualTo(2);
        assertThat(run("watch", "grievance_triage", "later.csv")).isEqualTo(2);
        assertThat(run("watch", "case_priority", "later.csv", "--model", "0123456789ab"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("no column people", "(expected: grievance_triage)", "0123456789ab")
                .doesNotContain("\tat ");
    }
}

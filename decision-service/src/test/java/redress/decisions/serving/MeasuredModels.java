package redress.decisions.serving;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redress.decisions.maps.MapFile;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;
import redress.decisions.priority.Fact;
import redress.decisions.tables.Table;
import redress.decisions.training.Training;
import redress.decisions.triage.TriageModel;

/// The models that are measured, and inputs that suit them: those in use in the folder
/// `redress.measured.models`, or models as large, made from tables that are invented here.
final class MeasuredModels {
    static final String FOLDER = "redress.measured.models";
    private static final int TEXTS = 4_000;
    private static final int WORDS = 6_000;
    private static final int WORDS_IN_A_TEXT = 25;
    private static final int FLAGS = 6;
    private static final int HOUSEHOLDS = 5_000;
    private static final int FACTS = 150;

    private MeasuredModels() {}

    /// A folder with a model of each kind; those made here are made once.
    static Path folder() throws IOException {
        String given = System.getProperty(FOLDER);
        Path folder = given == null ? Path.of("target/measured-models") : Path.of(given);
        Files.createDirectories(folder);
        ModelStore store = new ModelStore(folder, Clock.systemUTC());
        for (Kind kind : Kind.values()) {
            if (store.currentVersion(kind).isEmpty()) {
                train(store, kind);
            }
        }
        return folder.toAbsolutePath();
    }

    private static void train(ModelStore store, Kind kind) {
        String csv =
                switch (kind) {
                    case CASE_PRIORITY -> households();
                    case GRIEVANCE_TRIAGE -> messages();
                };
        String map =
                switch (kind) {
                    case CASE_PRIORITY ->
                            "kind: case_priority\nid: id\ntarget: target\nfeatures: {include: [\"f*\"]}\n";
                    case GRIEVANCE_TRIAGE ->
                            "kind: grievance_triage\nid: id\ntext: [text]\nflags_matching: \"label_*\"\n";
                };
        var bytes = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
        try (Table table = Table.of("invented", bytes)) {
            var _ = store.add(Training.train(table, MapFile.parse("map", map), "", true, l -> {}));
        }
    }

    private static String households() {
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("id,target");
        IntStream.range(0, FACTS).forEach(fact -> csv.append(",f").append(fact));
        for (int row = 0; row < HOUSEHOLDS; row++) {
            double need = random.nextGaussian();
            csv.append("\n").append(row).append(need > .8 ? ",1" : ",0");
            for (int fact = 0; fact < FACTS; fact++) {
                double value = 5 + 2 * random.nextGaussian() + (fact % 3 == 0 ? need : 0);
                csv.append(random.nextInt(9) == 0 ? "," : "," + Math.rint(value));
            }
        }
        return csv.append("\n").toString();
    }

    private static String messages() {
        Random random = new Random(2);
        StringBuilder csv = new StringBuilder("id,text");
        IntStream.range(0, FLAGS)
                .forEach(flag -> csv.append(",label_").append((char) ('a' + flag)));
        for (int row = 0; row < TEXTS; row++) {
            csv.append("\n").append(row).append(",");
            csv.append(
                    IntStream.range(0, WORDS_IN_A_TEXT)
                            .mapToObj(one -> word((int) (WORDS * Math.pow(random.nextDouble(), 3))))
                            .collect(Collectors.joining(" ")));
            for (int flag = 0; flag < FLAGS; flag++) {
                csv.append(random.nextInt(5) == 0 ? ",1" : ",0");
            }
        }
        return csv.append("\n").toString();
    }

    // Words hold no digits: those are never learnt.
    private static String word(int number) {
        return Integer.toString(number, 10)
                .chars()
                .mapToObj(digit -> String.valueOf((char) ('a' + 2 * (digit - '0'))))
                .collect(Collectors.joining("", "w", ""));
    }

    static StoredModel stored(Kind kind) {
        try {
            return new ModelStore(folder(), Clock.systemUTC()).loadCurrent(kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Texts of words that the model knows, with capitals and stops.
    static List<String> texts(TriageModel model, int count) {
        List<String> words = model.vocabulary().frequentWords(WORDS);
        Random random = new Random(3);
        return IntStream.range(0, count)
                .mapToObj(
                        text ->
                                IntStream.range(0, WORDS_IN_A_TEXT)
                                        .mapToObj(one -> words.get(random.nextInt(words.size())))
                                        .collect(Collectors.joining(" ", "To ", ".")))
                .toList();
    }

    /// Facts between the least and the most that the model has seen, one in nine not known.
    static List<Map<String, Double>> households(List<Fact> facts, int count) {
        Random random = new Random(4);
        return IntStream.range(0, count)
                .mapToObj(
                        row -> {
                            Map<String, Double> household = new HashMap<>();
                            for (Fact fact : facts) {
                                if (random.nextInt(9) > 0) {
                                    household.put(
                                            fact.column(),
                                            Math.rint(
                                                    fact.least()
                                                            + random.nextDouble()
                                                                    * (fact.most()
                                                                            - fact.least())));
                                }
                            }
                            return household;
                        })
                .toList();
    }
}

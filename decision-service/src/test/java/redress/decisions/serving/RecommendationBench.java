package redress.decisions.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;
import redress.decisions.models.Kind;
import redress.decisions.models.StoredModel;
import redress.decisions.priority.PriorityModel;
import redress.decisions.priority.PriorityRecommender;
import redress.decisions.rules.FloorRules;
import redress.decisions.triage.TriageModel;
import redress.decisions.triage.TriageRecommender;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.Recommendation;

/// Measures recommendations: `./redress bench models`. Not part of the tests: it asserts nothing.
class RecommendationBench {
    private static final int TRIAGES = 100_000;
    private static final int PRIORITIES = 10_000; // each takes milliseconds
    private static final int QUARTERS = 4;

    @Test
    void measuresRecommendations() throws IOException, RunnerException {
        Path models = MeasuredModels.folder();
        StringBuilder table = new StringBuilder();
        table.append("| one thread | mean µs | p50 | p99 | p99.9 |\n|---|--:|--:|--:|--:|\n");
        for (RunResult result : run(models)) {
            table.append(line(result));
        }
        table.append("\n| median µs of calls in a row | calls | 1st quarter | 2nd | 3rd | 4th |");
        table.append("\n|---|--:|--:|--:|--:|--:|\n");
        table.append(quarters("triage with reasons", TRIAGES, triage()));
        table.append(quarters("priority with reasons", PRIORITIES, priority()));
        Files.writeString(Path.of("target/models.md"), table);
    }

    private static Iterable<RunResult> run(Path models) throws RunnerException {
        return new Runner(
                        new OptionsBuilder()
                                .include(RecommendationBenchmark.class.getName())
                                .jvmArgs(
                                        "-Xmx512m",
                                        "-D%s=%s".formatted(MeasuredModels.FOLDER, models))
                                .shouldFailOnError(true)
                                .build())
                .run();
    }

    private static String line(RunResult result) {
        Statistics times = result.getPrimaryResult().getStatistics();
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f |%n",
                result.getPrimaryResult().getLabel(),
                times.getMean(),
                times.getPercentile(50),
                times.getPercentile(99),
                times.getPercentile(99.9));
    }

    private static IntFunction<Recommendation> triage() {
        StoredModel stored = MeasuredModels.stored(Kind.GRIEVANCE_TRIAGE);
        TriageRecommender model = TriageRecommender.of(stored, FloorRules.standard());
        List<GrievanceText> grievances =
                MeasuredModels.texts(TriageModel.from(stored), 256).stream()
                        .map(one -> GrievanceText.newBuilder().setText(one).build())
                        .toList();
        return i -> TriageAnswer.of(model, grievances.get(i % 256), Instant.EPOCH);
    }

    private static IntFunction<Recommendation> priority() {
        StoredModel stored = MeasuredModels.stored(Kind.CASE_PRIORITY);
        PriorityRecommender model = PriorityRecommender.of(stored);
        List<CaseFacts> cases =
                MeasuredModels.households(PriorityModel.from(stored).facts(), 256).stream()
                        .map(one -> CaseFacts.newBuilder().putAllFacts(one).build())
                        .toList();
        return i -> PriorityAnswer.of(model, cases.get(i % 256), Instant.EPOCH);
    }

    private static String quarters(String name, int calls, IntFunction<Recommendation> call) {
        long[] nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            long begin = System.nanoTime();
            var _ = call.apply(i);
            nanos[i] = System.nanoTime() - begin;
        }
        StringBuilder line = new StringBuilder("| " + name + " | " + calls);
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            int size = calls / QUARTERS;
            long[] part = Arrays.copyOfRange(nanos, quarter * size, (quarter + 1) * size);
            Arrays.sort(part);
            line.append(String.format(Locale.ROOT, " | %.1f", part[size / 2] / 1e3));
        }
        return line.append(" |\n").toString();
    }
}

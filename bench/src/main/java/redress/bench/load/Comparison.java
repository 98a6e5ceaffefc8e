package redress.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import redress.bench.load.ClosedLoop.Measured;

/// Several kinds of call, measured in turn in every round, so that what the machine does besides
/// meets all of them.
final class Comparison {
    private final Map<String, List<Measured>> rounds = new LinkedHashMap<>();
    private final Map<String, String> baselines = new LinkedHashMap<>();

    void add(Kind kind, Measured measured) {
        rounds.computeIfAbsent(kind.name(), _ -> new ArrayList<>()).add(measured);
        baselines.put(kind.name(), kind.with());
    }

    /// The table, in Markdown: medians over the rounds; each ratio is one of the same round.
    String table() {
        var table =
                new StringBuilder(
                        """
                        | what | calls/s | ratio | lowest to highest | compared with | p50 ms | p99 ms | failed |
                        |---|--:|--:|--:|---|--:|--:|--:|
                        """);
        rounds.forEach((name, measured) -> table.append(row(name, measured)));
        return table.toString();
    }

    /// How many calls were not answered.
    long failures() {
        return rounds.values().stream().flatMap(List::stream).mapToLong(Measured::failed).sum();
    }

    private String row(String name, List<Measured> measured) {
        String baseline = Objects.requireNonNull(baselines.get(name));
        double[] ratios = ratios(measured, Objects.requireNonNull(rounds.get(baseline)));
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.2f | %.2f to %.2f | %s | %.2f | %.2f | %d |%n",
                name,
                median(measured.stream().mapToDouble(Measured::rate).toArray()),
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow(),
                baseline,
                median(measured.stream().mapToDouble(Measured::median).toArray()),
                median(measured.stream().mapToDouble(Measured::high).toArray()),
                measured.stream().mapToLong(Measured::failed).sum());
    }

    private static double[] ratios(List<Measured> measured, List<Measured> baseline) {
        var ratios = new double[measured.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = measured.get(round).rate() / baseline.get(round).rate();
        }
        return ratios;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

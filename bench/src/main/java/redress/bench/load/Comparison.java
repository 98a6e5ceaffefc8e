package redress.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redress.bench.load.ClosedLoop.Measured;

/// Several kinds of call, measured in turn in every round, so that what the machine does besides
/// meets all of them. The first one is the baseline.
final class Comparison {
    private final Map<String, List<Measured>> rounds = new LinkedHashMap<>();

    void add(String name, Measured measured) {
        rounds.computeIfAbsent(name, _ -> new ArrayList<>()).add(measured);
    }

    /// The table, in Markdown: medians over the rounds; each ratio is one of the same round.
    String table() {
        var table =
                new StringBuilder(
                        """
                        | what | calls/s | of bare | lowest to highest | p50 ms | p99 ms | failed |
                        |---|--:|--:|--:|--:|--:|--:|
                        """);
        rounds.forEach((name, measured) -> table.append(row(name, measured)));
        return table.toString();
    }

    /// How many calls were not answered.
    long failures() {
        return rounds.values().stream().flatMap(List::stream).mapToLong(Measured::failed).sum();
    }

    private String row(String name, List<Measured> measured) {
        double[] ratios = ratios(measured);
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.2f | %.2f to %.2f | %.2f | %.2f | %d |%n",
                name,
                median(measured.stream().mapToDouble(Measured::rate).toArray()),
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow(),
                median(measured.stream().mapToDouble(Measured::median).toArray()),
                median(measured.stream().mapToDouble(Measured::high).toArray()),
                measured.stream().mapToLong(Measured::failed).sum());
    }

    private double[] ratios(List<Measured> measured) {
        List<Measured> baseline = rounds.values().iterator().next();
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

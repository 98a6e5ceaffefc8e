package redress.local.drill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Calls, failures and times of each edge, for people and for programs.
public record TrafficReport(Map<String, EdgeTally> tallies) {
    private static final String ROW = "  %-58s %8s %7s %8s %8s %8s%n";

    String table() {
        return ROW.formatted("edge", "answered", "failed", "p50 ms", "p99 ms", "max ms")
                + tallies.entrySet().stream()
                        .map(edge -> row(edge.getKey(), edge.getValue()))
                        .collect(Collectors.joining());
    }

    private static String row(String edge, EdgeTally tally) {
        return ROW.formatted(
                        edge,
                        tally.answered(),
                        tally.failed(),
                        millis(tally, 0.5),
                        millis(tally, 0.99),
                        millis(tally, 1))
                + tally.failures().stream()
                        .map(each -> "      " + each + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    private static String millis(EdgeTally tally, double share) {
        return String.format(Locale.ROOT, "%.1f", tally.millis(share));
    }

    void write(ArrayNode edges) {
        tallies.forEach(
                (edge, tally) -> {
                    var node = edges.addObject();
                    node.put("edge", edge);
                    node.put("answered", tally.answered()).put("failed", tally.failed());
                    node.put("p50_ms", tally.millis(0.5)).put("p99_ms", tally.millis(0.99));
                    node.put("max_ms", tally.millis(1));
                    tally.failures().forEach(node.putArray("failures")::add);
                });
    }
}

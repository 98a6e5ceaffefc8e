package redress.local.drill;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.Collectors;

/// What a drill showed.
///
/// @param calls of each edge
public record DrillReport(List<Finding> findings, TrafficReport calls) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public DrillReport {
        findings = List.copyOf(findings);
    }

    /// Whether all of it was good.
    public boolean passed() {
        return findings.stream().allMatch(Finding::good);
    }

    public String text() {
        return findings.stream()
                        .map(
                                each ->
                                        "  %-4s %-52s %s%n"
                                                .formatted(
                                                        each.good() ? "ok" : "NOT",
                                                        each.what(),
                                                        each.detail()))
                        .collect(Collectors.joining())
                + System.lineSeparator()
                + calls.table()
                + System.lineSeparator()
                + (passed() ? "The drill passed." : "The drill FAILED.")
                + System.lineSeparator();
    }

    public String json() {
        var root = JSON.createObjectNode();
        root.put("passed", passed());
        var list = root.putArray("findings");
        findings.forEach(
                each ->
                        list.addObject()
                                .put("what", each.what())
                                .put("good", each.good())
                                .put("detail", each.detail()));
        calls.write(root.putArray("edges"));
        return root.toPrettyString();
    }
}

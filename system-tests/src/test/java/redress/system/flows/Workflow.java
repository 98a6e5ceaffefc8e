package redress.system.flows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import redress.local.home.Checkout;

/// A workflow of another system as `docs/workflows.md` tells it, and how it is made here.
///
/// @param name its heading
/// @param rows its steps in their order
record Workflow(String name, List<Row> rows) {
    private static final Pattern CALL =
            Pattern.compile("`(?<who>[a-z-]+): (?<method>[A-Za-z]+)(?: (?<fields>\\{[^`]*}))?`");

    /// A row of a table that is neither its head nor the line below it.
    private static final Pattern STEP = Pattern.compile("^\\| (?!their )[^|-]");

    /// One step.
    ///
    /// @param theirs what they call it
    /// @param calls what is called here
    /// @param state of the item afterwards, or its stage
    /// @param log the verbs that the calls write; empty for cases
    record Row(String theirs, List<Call> calls, String state, List<String> log) {}

    /// One call.
    ///
    /// @param who the user
    /// @param method its name, unique in the contract
    /// @param fields what differs from the contract's example, as JSON
    record Call(String who, String method, String fields) {}

    /// All of the page.
    static List<Workflow> all() {
        var workflows = new ArrayList<Workflow>();
        for (String line : lines()) {
            if (line.startsWith("### ")) {
                workflows.add(new Workflow(line.substring(4), new ArrayList<>()));
            } else if (STEP.matcher(line).find()) {
                workflows.getLast().rows().add(row(line));
            }
        }
        return workflows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Checkout.find().root().resolve("docs/workflows.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        String[] cells = line.split("\\|", -1);
        String log = cells.length > 5 ? cells[4].strip() : "";
        return new Row(
                cells[1].strip(),
                CALL.matcher(cells[2])
                        .results()
                        .map(
                                each ->
                                        new Call(
                                                each.group("who"),
                                                each.group("method"),
                                                each.group("fields") == null
                                                        ? "{}"
                                                        : each.group("fields")))
                        .toList(),
                cells[3].strip(),
                log.isEmpty() ? List.of() : Arrays.asList(log.split(", ", -1)));
    }

    @Override
    public String toString() {
        return name;
    }
}

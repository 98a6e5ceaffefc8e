package redress.system.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import redress.system.mesh.Contract.Method;

/// The observed access matrix as Markdown: what the running mesh did, cell by cell.
final class MatrixPage {
    private final Map<String, Map<Cell, String>> byDoor = new ConcurrentHashMap<>();

    void note(String door, Cell cell, String outcome) {
        byDoor.computeIfAbsent(door, _ -> new ConcurrentHashMap<>()).put(cell, outcome);
    }

    void write(Path file) throws IOException {
        var page = new StringBuilder("# Access matrix, as observed on the running mesh\n");
        byDoor.forEach((door, cells) -> table(page, door, cells));
        Files.writeString(file, page);
    }

    private static void table(StringBuilder page, String door, Map<Cell, String> cells) {
        String users = Cell.callers().map(MatrixPage::name).collect(Collectors.joining(" | "));
        page.append("\n## ").append(door).append(", ").append(cells.size()).append(" cells\n\n");
        page.append("| method | workload | ").append(users).append(" |\n|---|---");
        page.append("|---".repeat((int) Cell.callers().count())).append("|\n");
        cells.keySet().stream()
                .map(Cell::method)
                .distinct()
                .sorted(Comparator.comparing(Method::toString))
                .forEach(method -> rows(page, method, cells));
    }

    private static void rows(StringBuilder page, Method method, Map<Cell, String> cells) {
        for (String workload : Cell.WORKLOADS) {
            String outcomes =
                    Cell.callers()
                            .map(who -> cells.getOrDefault(new Cell(method, workload, who), "?"))
                            .map(MatrixPage::brief)
                            .collect(Collectors.joining(" | "));
            page.append("| %s | %s | %s |%n".formatted(method, workload, outcomes));
        }
    }

    private static String name(Optional<Cell.Who> who) {
        return who.map(Cell.Who::toString).orElse("no token");
    }

    private static String brief(String outcome) {
        if (outcome.equals(Cell.ALLOWED)) {
            return "**yes**";
        }
        String reason = outcome.substring(outcome.indexOf(' ') + 1);
        return reason.replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}

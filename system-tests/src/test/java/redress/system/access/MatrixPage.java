package redress.system.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

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
                .sorted(Comparator.comparing(Object::toString))
                .forEach(
                        method ->
                                Cell.WORKLOADS.forEach(
                                        workload ->
                                                page.append(
                                                                "| %s | %s | "
                                                                        .formatted(
                                                                                method, workload))
                                                        .append(
                                                                Cell.callers()
                                                                        .map(
                                                                                user ->
                                                                                        new Cell(
                                                                                                method,
                                                                                                workload,
                                                                                                user))
                                                                        .map(
                                                                                cell ->
                                                                                        brief(
                                                                                                cells
                                                                                                        .getOrDefault(
                                                                                                                cell,
                                                                                                                "?")))
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        " | ")))
                                                        .append(" |\n")));
    }

    private static String name(java.util.Optional<redress.system.mesh.TestUser> user) {
        return user.map(redress.system.mesh.TestUser::username).orElse("no token");
    }

    private static String brief(String outcome) {
        return outcome.equals(Cell.ALLOWED)
                ? "**yes**"
                : outcome.substring(outcome.indexOf(' ') + 1)
                        .replace('_', ' ')
                        .toLowerCase(java.util.Locale.ROOT);
    }
}

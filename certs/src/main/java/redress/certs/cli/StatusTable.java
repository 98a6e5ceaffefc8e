package redress.certs.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redress.certs.status.AuthorityStatus;
import redress.certs.status.Concern;
import redress.certs.status.CrlStatus;
import redress.certs.status.Status;
import redress.certs.status.WorkloadStatus;

/// A status as people read it: the workloads, the authorities, what is not fine.
final class StatusTable {
    private static final String NONE = "-";
    private static final int SHOWN_OF_SERIAL = 12;

    private StatusTable() {}

    static String of(Status status) {
        var rows = new ArrayList<List<String>>();
        rows.add(
                List.of(
                        "WORKLOAD",
                        "SERIAL",
                        "ALGORITHM",
                        "NOT AFTER",
                        "USED",
                        "AUTHORITY",
                        "LAST RELOAD",
                        "CRL AGE"));
        status.workloads().stream().map(StatusTable::row).forEach(rows::add);
        var lines = new ArrayList<>(aligned(rows));
        lines.add("");
        status.authorities().stream().map(StatusTable::line).forEach(lines::add);
        lines.add("crl.pem: " + status.crl().map(StatusTable::age).orElse("none"));
        lines.add("");
        status.concerns().stream().map(Concern::toString).forEach(lines::add);
        lines.add(status.concerns().isEmpty() ? "fine" : "all in all: " + status.level().label());
        return String.join("\n", lines);
    }

    private static List<String> row(WorkloadStatus workload) {
        String crl = workload.crl().map(StatusTable::age).orElse(NONE);
        String name = workload.id().path().substring(1);
        return workload.held()
                .map(
                        held ->
                                List.of(
                                        name,
                                        held.serial().substring(0, SHOWN_OF_SERIAL),
                                        held.algorithm(),
                                        held.notAfter().toString(),
                                        held.usedPercent() + " %",
                                        held.authority().map(String::valueOf).orElse("none"),
                                        workload.lastReload().brief(),
                                        crl))
                .orElse(
                        List.of(
                                name,
                                NONE,
                                NONE,
                                NONE,
                                NONE,
                                NONE,
                                workload.lastReload().brief(),
                                crl));
    }

    private static String line(AuthorityStatus authority) {
        return "authority %d: %s, root until %s, issuing until %s"
                .formatted(
                        authority.number(),
                        authority.stage().label(),
                        authority.rootNotAfter(),
                        authority.issuingNotAfter());
    }

    private static String age(CrlStatus crl) {
        Duration age = crl.age().isNegative() ? Duration.ZERO : crl.age();
        return "%d h %d min (%d %%)"
                .formatted(age.toHours(), age.toMinutesPart(), crl.usedPercent());
    }

    private static List<String> aligned(List<List<String>> rows) {
        List<Integer> widths =
                IntStream.range(0, rows.getFirst().size())
                        .map(column -> width(rows, column))
                        .boxed()
                        .toList();
        return rows.stream().map(row -> aligned(row, widths)).toList();
    }

    private static int width(List<List<String>> rows, int column) {
        return Collections.max(rows.stream().map(row -> row.get(column).length()).toList());
    }

    private static String aligned(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(
                        column ->
                                row.get(column)
                                        + " ".repeat(widths.get(column) - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}

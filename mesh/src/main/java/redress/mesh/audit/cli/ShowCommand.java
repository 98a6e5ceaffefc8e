package redress.mesh.audit.cli;

import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import redress.access.v1.Purpose;
import redress.access.v1.Reason;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Decision;
import redress.mesh.audit.journal.JournalFolder;
import redress.mesh.audit.journal.Listing;

@Command(
        name = "show",
        description = "Shows the newest calls. Verifies nothing: see verify.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Journals journals;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Filters filters;

    @Option(
            names = "--limit",
            defaultValue = "50",
            description = "How many calls (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--newest-first", description = "The newest call on top.")
    private boolean newestFirst;

    private record Row(String service, AuditEntry entry) {}

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--limit: " + limit + " (expected: 1 or more)");
        }
        var rows = new ArrayList<Row>();
        for (JournalFolder folder : journals.all()) {
            String service = String.valueOf(folder.path().toAbsolutePath().getFileName());
            newest(folder).forEach(entry -> rows.add(new Row(service, entry)));
        }
        rows.sort(Comparator.comparing(row -> row.entry().getTime(), Timestamps.comparator()));
        var shown = rows.subList(Math.max(0, rows.size() - limit), rows.size());
        if (newestFirst) {
            Collections.reverse(shown);
        }
        shown.forEach(row -> spec.commandLine().getOut().println(line(row)));
        return AuditCommand.WHOLE;
    }

    private List<AuditEntry> newest(JournalFolder folder) throws IOException {
        return new Listing(folder, filters::takes).newestFirst(Long.MAX_VALUE, limit, () -> {});
    }

    private static String line(Row row) {
        var entry = row.entry();
        return "%s %-5s %-17s #%d %s %s as %s user=%s object=%s purpose=%s"
                .formatted(
                        Timestamps.toString(entry.getTime()),
                        entry.getDecision() == Decision.DECISION_ALLOW ? "allow" : "deny",
                        row.service(),
                        entry.getNumber(),
                        outcome(entry),
                        entry.getMethod(),
                        entry.getWorkload(),
                        entry.getUser(),
                        objects(entry),
                        purpose(entry.getPurpose()));
    }

    private static String objects(AuditEntry entry) {
        return Stream.concat(Stream.of(entry.getObject()), entry.getOtherObjectsList().stream())
                .collect(Collectors.joining(","));
    }

    private static String purpose(Purpose purpose) {
        return purpose == Purpose.PURPOSE_UNSPECIFIED
                ? ""
                : purpose.name().substring("PURPOSE_".length());
    }

    private static String outcome(AuditEntry entry) {
        return entry.getReason() == Reason.REASON_UNSPECIFIED
                ? entry.getCode()
                : entry.getReason().name().substring("REASON_".length());
    }
}

package redress.certs.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.JsonLine;
import redress.certs.Reason;
import redress.certs.authority.LogCheck;
import redress.certs.authority.LogEntry;

@Command(
        name = "log",
        description = {
            "Shows what the authority did, or verifies that nobody altered the record of it.",
            "Needs no passphrase and no network; a copy of the authority's folder will do."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs log --verify --authority pki")
final class LogCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Option(names = "--verify", description = "Verify it, and name the first broken entry.")
    private boolean verify;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    LogCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var log = new LogCheck(options.folder());
        if (verify) {
            return switch (log.verify()) {
                case LogCheck.Verdict.Whole whole -> tell(whole);
                case LogCheck.Verdict.Broken broken -> tell(broken);
            };
        }
        log.entries().stream()
                .map(entry -> json ? asJson(entry) : asText(entry))
                .forEach(terminal.out()::println);
        return 0;
    }

    private int tell(LogCheck.Verdict.Whole whole) {
        terminal.out()
                .println(
                        json
                                ? new JsonLine()
                                        .with("whole", true)
                                        .with("entries", whole.entries())
                                        .with("head", whole.head())
                                        .with("torn", whole.torn())
                                        .with("roots", whole.roots())
                                        .toString()
                                : "%d entries, none altered or missing; head %s%s%nsigned under %s"
                                        .formatted(
                                                whole.entries(),
                                                whole.head(),
                                                whole.torn() ? "; a crash cut short one more" : "",
                                                String.join(", ", whole.roots())));
        return 0;
    }

    private int tell(LogCheck.Verdict.Broken broken) {
        terminal.out()
                .println(
                        json
                                ? new JsonLine()
                                        .with("whole", false)
                                        .with("entry", broken.line())
                                        .with("why", broken.why())
                                        .toString()
                                : "entry %d is broken: %s".formatted(broken.line(), broken.why()));
        return Reason.BROKEN_LOG.exitCode();
    }

    private static String asText(LogEntry entry) {
        return "%6d %s %s %s %s"
                .formatted(entry.seq(), entry.time(), entry.user(), entry.event(), details(entry));
    }

    private static String asJson(LogEntry entry) {
        var line =
                new JsonLine()
                        .with("seq", entry.seq())
                        .with("time", entry.time())
                        .with("user", entry.user())
                        .with("event", entry.event());
        entry.details().forEach(line::with);
        return line.toString();
    }

    private static String details(LogEntry entry) {
        return entry.details().entrySet().stream()
                .filter(detail -> !detail.getValue().isEmpty())
                .map(detail -> detail.getKey() + "=" + detail.getValue())
                .collect(Collectors.joining(" "));
    }
}

package redress.mesh.audit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redress.mesh.audit.verify.Anchors;
import redress.mesh.audit.verify.Broken;
import redress.mesh.audit.verify.JournalReport;
import redress.mesh.audit.verify.Verification;

@Command(
        name = "verify",
        description = {
            "Checks that no entry was altered, removed or put elsewhere, and that no tail was cut.",
            "Names the first broken entry or block of each journal."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every journal is whole", "1:a journal is broken"})
final class VerifyCommand implements Callable<Integer> {
    private static final String BUNDLES = "redress.audit.bundles";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Journals journals;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description =
                    "Roots in PEM that vouch for signers, those of the past too; may be repeated.")
    private List<Path> bundles = new ArrayList<>();

    @Option(
            names = "--partial",
            description = "Journals of other services, witnessed by these, may be missing.")
    private boolean partial;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var roots = Anchors.read(bundles.isEmpty() ? Journals.configured(BUNDLES) : bundles);
        var found = Verification.of(journals.all(), roots, partial);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(found));
        } else {
            found.journals().forEach(each -> out.println(text(each)));
            found.missing().forEach(each -> out.println("BROKEN  " + each));
            out.println(found.whole() ? "whole" : "broken");
        }
        return found.whole() ? AuditCommand.WHOLE : AuditCommand.BROKEN;
    }

    private static String text(JournalReport report) {
        String state = report.broken().map(broken -> "BROKEN  " + broken).orElse("whole");
        var text =
                new StringBuilder(
                        "%s  %s%n    %,d entries in %,d blocks, witnessed up to block %,d; %,d not sealed yet"
                                .formatted(
                                        name(report),
                                        state,
                                        report.entries(),
                                        report.blocks().size(),
                                        report.witnessed(),
                                        report.open()));
        if (report.torn() > 0) {
            var _ = text.append("; half-written at the end: %,d bytes".formatted(report.torn()));
        }
        return text.toString();
    }

    private static String name(JournalReport report) {
        return report.workload().isEmpty()
                ? String.valueOf(report.folder().getFileName())
                : report.name();
    }

    private static String json(Verification found) {
        var mapper = new JsonMapper();
        var root = mapper.createObjectNode().put("whole", found.whole());
        var journals = root.putArray("journals");
        found.journals().forEach(each -> fill(journals.addObject(), each));
        var missing = root.putArray("missing");
        found.missing().forEach(each -> fill(missing.addObject(), each));
        root.put("unchecked", found.unchecked());
        try {
            return mapper.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can be written", e);
        }
    }

    private static void fill(ObjectNode node, JournalReport report) {
        node.put("folder", report.folder().toString())
                .put("workload", report.workload())
                .put("instance", report.instance())
                .put("entries", report.entries())
                .put("blocks", report.blocks().size())
                .put("witnessed", report.witnessed())
                .put("open", report.open())
                .put("torn", report.torn());
        report.broken().ifPresent(broken -> fill(node.putObject("broken"), broken));
    }

    private static void fill(ObjectNode node, Broken broken) {
        node.put("what", broken.what()).put("why", broken.why());
    }
}

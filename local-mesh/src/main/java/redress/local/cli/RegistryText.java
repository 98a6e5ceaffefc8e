package redress.local.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ModelUse;
import redress.timeline.v1.TimelineEntry;

/// The registry as lines of text.
record RegistryText(PrintWriter out) {
    /// What answers for a kind, and what waits.
    void line(ModelLine line) {
        out.println(ModelKind.word(line.getKind()));
        if (line.hasInUse()) {
            use("in use", line.getInUse());
        } else {
            out.println("  in use    rules alone");
        }
        if (!line.getAnswering().equals(line.getInUse().getModel().getVersion())) {
            out.println(
                    "  answering "
                            + (line.getAnswering().isEmpty() ? "rules alone" : line.getAnswering())
                            + ": the version in use is not loaded (yet)");
        }
        if (line.hasCanary()) {
            use("canary", line.getCanary());
        }
        if (line.hasShadow()) {
            out.println("  shadow    " + line.getShadow().getVersion());
        }
        if (line.hasProposal()) {
            use("proposed", line.getProposal());
            out.println("  etag      " + line.getEtag());
        }
        line.getRetiredList().forEach(version -> out.println("  retired   " + version));
    }

    private void use(String standing, ModelUse use) {
        out.printf(
                Locale.ROOT,
                "  %-9s %s %3d %%%s%s: %s%n",
                standing,
                use.getModel().getVersion(),
                use.getPercent(),
                by(", proposed by ", use.getProposedBy()),
                by(", approved by ", use.getApprovedBy()),
                use.getReason());
        use.getGatesList()
                .forEach(
                        gate ->
                                out.printf(
                                        "            %s %s: %s%n",
                                        gate.getName(),
                                        gate.getOutcome()
                                                .name()
                                                .substring("GATE_OUTCOME_".length())
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' '),
                                        gate.getFinding()));
    }

    private static String by(String words, String person) {
        return person.isEmpty() ? "" : words + person;
    }

    /// One thing that was done.
    void entry(TimelineEntry entry) {
        var at = entry.getOccurredAt();
        out.printf(
                "%s %-20s %-12s %s%n",
                Instant.ofEpochSecond(at.getSeconds()),
                entry.getType(),
                entry.getActor().isEmpty() ? "(service)" : entry.getActor(),
                entry.getSummary());
    }
}

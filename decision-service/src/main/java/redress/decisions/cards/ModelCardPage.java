package redress.decisions.cards;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redress.decisions.advice.ModelStamp;
import redress.decisions.fairness.Comparison;
import redress.decisions.fairness.ComparisonTable;
import redress.decisions.fairness.PlainWords;
import redress.decisions.fairness.Proxy;
import redress.decisions.models.Kind;

/// A model card as Markdown.
final class ModelCardPage {
    private static final String ECE = "ece";
    private static final double MOST_ERROR = .03;

    private final ModelCard card;
    private final Page page;

    private ModelCardPage(ModelCard card) {
        this.card = card;
        this.page = new Page("Model card: " + card.name() + " (" + card.kind() + ")");
    }

    static String of(ModelCard card) {
        ModelCardPage one = new ModelCardPage(card);
        one.use();
        one.data();
        one.quality();
        one.thresholds();
        one.fairness();
        one.page.section("Limits").list(card.limits());
        one.page.section("Provenance").table("setting", "value", card.provenance(), v -> v);
        return one.page.text();
    }

    private void use() {
        if (card.starter()) {
            page.line("").line("**" + ModelStamp.STARTER_NOTICE + "**");
        }
        page.section("Purpose").line(card.purpose());
        page.section("Not for").line(card.notFor());
    }

    private void data() {
        page.section("Data and facts")
                .line(card.dataRows() + " rows (see the data sheet).")
                .line("")
                .line("- SHA-256 of the table: `" + card.dataSha256() + "`")
                .line("- SHA-256 of the map: `" + card.mapSha256() + "`")
                .line("- Facts (" + card.facts().size() + "): " + joined(card.facts()))
                .line("- Refused as facts: " + joined(card.neverFacts()));
    }

    private static String joined(List<String> names) {
        return names.isEmpty() ? "none" : String.join("; ", names);
    }

    private void quality() {
        page.section("Quality")
                .line("Measured on " + card.measuredOn() + ".")
                .line("")
                .line(
                        "It judges "
                                + Page.percent(card.metrics().getOrDefault("coverage", 0.0))
                                + " of these rows and abstains on the rest, saying why: a person"
                                + " reads those without its help.")
                .line("")
                .table("measure", "value", card.metrics(), Page::figure);
        page.section("Calibration")
                .line(
                        "How far probabilities are from what happened (expected calibration error,"
                                + " ten bins of equal width; aim: at most "
                                + MOST_ERROR
                                + ").")
                .line("")
                .table("what", "error", errors(), ModelCardPage::error);
    }

    private Map<String, Double> errors() {
        Map<String, Double> found = new TreeMap<>();
        card.metrics()
                .forEach(
                        (name, value) -> {
                            if (name.equals(ECE)) {
                                found.put(card.name(), value);
                            } else if (name.endsWith("." + ECE)) {
                                found.put(
                                        name.substring(0, name.length() - ECE.length() - 1), value);
                            }
                        });
        return found;
    }

    private static String error(double value) {
        return Page.figure(value) + (value > MOST_ERROR ? " (above the aim)" : "");
    }

    private void thresholds() {
        page.section("Thresholds")
                .line(
                        switch (Kind.of(card.kind())) {
                            case CASE_PRIORITY ->
                                    "Medium: 95 % of those with yes are at or above it. High: the best F1."
                                            + " Urgent: 90 % of those at or above it are yes.";
                            case GRIEVANCE_TRIAGE ->
                                    "From this probability on a flag is raised: the best F1.";
                        })
                .line("Where they lie is policy, not mathematics.")
                .line("")
                .table("threshold", "probability", card.thresholds(), Page::figure);
    }

    private void fairness() {
        page.section("Fairness");
        if (card.fairness().comparisons().isEmpty()) {
            page.line("The map names no protected column: nothing was compared.");
            return;
        }
        page.line("On the same rows as the quality, with 95 % intervals.").line("");
        page.list(PlainWords.GENERAL).line("");
        for (Comparison one : card.fairness().comparisons()) {
            ComparisonTable.lines(one).forEach(page::line);
        }
        proxies();
    }

    private void proxies() {
        if (card.fairness().proxies().isEmpty()) {
            return;
        }
        page.line("### How well the facts give a group away")
                .line("")
                .line(
                        "AUC of a plain linear learner that tells the group from all other rows: .5 is no"
                                + " trace, 1 gives it away. A better learner may find more.")
                .line("")
                .line("| attribute | group | AUC | learnt from | measured on |")
                .line("|---|---|---:|---:|---:|");
        for (Proxy one : card.fairness().proxies()) {
            page.line(
                    "| "
                            + one.attribute()
                            + " | "
                            + one.group()
                            + " | "
                            + Page.figure(one.auc())
                            + " | "
                            + one.learntFrom()
                            + " | "
                            + one.measuredOn()
                            + " |");
        }
    }
}

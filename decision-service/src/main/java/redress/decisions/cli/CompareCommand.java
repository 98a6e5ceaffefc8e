package redress.decisions.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.decisions.cards.Cards;
import redress.decisions.cards.Differences;
import redress.decisions.cards.Differences.Change;
import redress.decisions.cards.ModelCard;
import redress.decisions.models.ModelStore;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares what two versions of a kind measured: quality, thresholds, gaps.",
        footer = {"", "Example:", "  models compare 0123456789ab ba9876543210 --json"})
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "a version")
    String a = "";

    @Parameters(index = "1", paramLabel = "B", description = "another version of the same kind")
    String b = "";

    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Mixin StoreOption store = new StoreOption();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ModelStore models = store.open();
        Differences found = Differences.between(card(models, a), card(models, b));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(new Report(a, b, found)));
            return 0;
        }
        found.cautions().forEach(out::println);
        print("measure", found.metrics(), out);
        print("threshold", found.thresholds(), out);
        print("gap", found.gaps(), out);
        return 0;
    }

    private static ModelCard card(ModelStore models, String version) {
        return Cards.card(models.load(models.kindOf(version), version));
    }

    private void print(String title, List<Change> changes, PrintWriter out) {
        if (changes.isEmpty()) {
            return;
        }
        out.printf(Locale.ROOT, "%n%-60s %12s %12s %9s%n", title, a, b, "B - A");
        changes.forEach(
                one ->
                        out.printf(
                                Locale.ROOT,
                                "%-60s %12.4f %12.4f %+9.4f%n",
                                one.name(),
                                one.a(),
                                one.b(),
                                one.difference()));
    }

    private record Report(String a, String b, Differences differences) {}
}

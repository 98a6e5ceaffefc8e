package redress.decisions.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redress.decisions.models.Kind;
import redress.decisions.models.Manifest;
import redress.decisions.models.ModelStore;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the models in the store; * marks the one trained last.",
        footer = {"", "Example:", "  models list --models models --json"})
final class ListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Mixin StoreOption store = new StoreOption();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ModelStore models = store.open();
        List<Entry> entries = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String current = models.currentVersion(kind).orElse("");
            models.list(kind)
                    .forEach(one -> entries.add(new Entry(one.version().equals(current), one)));
        }
        if (json) {
            spec.commandLine().getOut().println(Json.pretty(entries));
        } else {
            entries.forEach(this::print);
        }
        return 0;
    }

    private void print(Entry entry) {
        Manifest one = entry.manifest();
        spec.commandLine()
                .getOut()
                .printf(
                        "%s %-18s %s %s %d rows%s%n",
                        entry.newest() ? "*" : " ",
                        one.kind(),
                        one.version(),
                        one.createdAt(),
                        one.dataRows(),
                        one.starter() ? " (starter, made-up data)" : "");
    }

    private record Entry(boolean newest, Manifest manifest) {}
}

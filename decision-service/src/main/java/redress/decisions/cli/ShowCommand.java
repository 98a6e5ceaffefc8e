package redress.decisions.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.decisions.cards.Cards;
import redress.decisions.models.Kind;
import redress.decisions.models.Manifest;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Shows a version: its model card, or its data sheet. Every digest is checked.",
        footer = {"", "Example:", "  models show 0123456789ab --sheet"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "VERSION", description = "12 hex digits, as in models list")
    String version = "";

    @Option(names = "--sheet", description = "show the data sheet")
    boolean sheet;

    @Option(names = "--json", description = "print manifest, model card and data sheet as JSON")
    boolean json;

    @Mixin StoreOption store = new StoreOption();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ModelStore models = store.open();
        Kind kind = models.kindOf(version);
        StoredModel stored = models.load(kind, version);
        boolean newest = models.currentVersion(kind).equals(Optional.of(version));
        spec.commandLine().getOut().println(json ? json(stored, newest) : text(stored, newest));
        return 0;
    }

    private static String json(StoredModel stored, boolean newest) {
        return Json.pretty(
                new Shown(
                        newest,
                        stored.manifest(),
                        Cards.json(stored, Cards.CARD_JSON).orElse(NullNode.instance),
                        Cards.json(stored, Cards.SHEET_JSON).orElse(NullNode.instance)));
    }

    private String text(StoredModel stored, boolean newest) {
        Manifest manifest = stored.manifest();
        String head =
                "version "
                        + manifest.version()
                        + (newest ? " (trained last)" : "")
                        + ", trained "
                        + manifest.createdAt()
                        + "\ndigest "
                        + manifest.digest()
                        + "\n\n";
        return head
                + Cards.page(stored, sheet ? Cards.SHEET : Cards.CARD)
                        .orElse("No card: this version was trained before there were any.");
    }

    private record Shown(
            boolean newest, Manifest manifest, JsonNode modelCard, JsonNode dataSheet) {}
}

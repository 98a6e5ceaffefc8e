package redress.decisions.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.evaluation.Evaluated;
import redress.decisions.evaluation.PriorityEvaluation;
import redress.decisions.evaluation.TriageEvaluation;
import redress.decisions.fairness.Comparison;
import redress.decisions.fairness.ComparisonTable;
import redress.decisions.maps.MapFile;
import redress.decisions.maps.PriorityMap;
import redress.decisions.maps.TriageMap;
import redress.decisions.models.Manifest;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;
import redress.decisions.priority.Fact;
import redress.decisions.priority.PriorityModel;
import redress.decisions.rows.PriorityRows;
import redress.decisions.rows.TriageRows;
import redress.decisions.tables.Table;
import redress.decisions.triage.TriageModel;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures a model on a table with answers it has not seen.",
        footer = {
            "",
            "Example:",
            "  models evaluate --data unseen.csv.gz --map messages.yaml --models models --json"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "CSV, plain or gzip")
    Path data = Path.of("");

    @Option(
            names = "--map",
            required = true,
            paramLabel = "MAP",
            description = "what the columns mean (YAML)")
    Path map = Path.of("");

    @Option(names = "--kind", paramLabel = "KIND", description = "must equal the map's kind")
    @Nullable String kind;

    @Option(
            names = "--version",
            paramLabel = "V",
            description = "a version (default: the one trained last)")
    @Nullable String version;

    @Option(
            names = "--predictions",
            paramLabel = "OUT",
            description = "write one line per row to this CSV file")
    @Nullable Path predictions;

    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Mixin StoreOption store = new StoreOption();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        MapFile read = MapFile.read(map);
        String expected = read.map().kind().label();
        if (kind != null && !kind.equals(expected)) {
            throw new BadInput(
                    Reason.BAD_MAP, map + ": kind: " + expected + " (expected: " + kind + ")");
        }
        StoredModel stored = load(read);
        Evaluated evaluated = evaluate(stored, read);
        if (predictions != null) {
            write(evaluated.predictions(), predictions);
        }
        print(stored.manifest(), evaluated);
        return 0;
    }

    private StoredModel load(MapFile read) {
        ModelStore models = store.open();
        return version == null
                ? models.loadCurrent(read.map().kind())
                : models.load(read.map().kind(), version);
    }

    private Evaluated evaluate(StoredModel stored, MapFile read) {
        try (Table table = Table.open(data)) {
            return switch (read.map()) {
                case TriageMap triage ->
                        new TriageEvaluation(
                                        TriageModel.from(stored), TriageRows.read(table, triage))
                                .evaluate();
                case PriorityMap priority -> evaluate(PriorityModel.from(stored), table, priority);
            };
        }
    }

    private static Evaluated evaluate(PriorityModel model, Table table, PriorityMap map) {
        List<String> columns = model.facts().stream().map(Fact::column).toList();
        return PriorityEvaluation.evaluate(model, PriorityRows.read(table, map, columns));
    }

    private static void write(List<List<String>> lines, Path file) {
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            lines.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(Manifest manifest, Evaluated evaluated) {
        if (json) {
            spec.commandLine()
                    .getOut()
                    .println(
                            Json.pretty(
                                    new Report(
                                            manifest.kind(),
                                            manifest.version(),
                                            manifest.digest(),
                                            manifest.starter(),
                                            evaluated.rows(),
                                            evaluated.coverage(),
                                            evaluated.metrics(),
                                            evaluated.comparisons())));
            return;
        }
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s %s: %d rows, coverage %.3f%n",
                        manifest.kind(),
                        manifest.version(),
                        evaluated.rows(),
                        evaluated.coverage());
        evaluated
                .metrics()
                .forEach(
                        (name, value) ->
                                spec.commandLine()
                                        .getOut()
                                        .printf(Locale.ROOT, "  %-40s %.4f%n", name, value));
        evaluated.comparisons().stream()
                .flatMap(one -> ComparisonTable.lines(one).stream())
                .forEach(spec.commandLine().getOut()::println);
    }

    private record Report(
            String kind,
            String version,
            String digest,
            boolean starter,
            int rows,
            double coverage,
            Map<String, Double> metrics,
            List<Comparison> comparisons) {}
}

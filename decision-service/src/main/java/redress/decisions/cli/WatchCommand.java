package redress.decisions.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.drift.PrioritySample;
import redress.decisions.drift.Reference;
import redress.decisions.drift.Report;
import redress.decisions.drift.Sample;
import redress.decisions.drift.TriageSample;
import redress.decisions.drift.Watch;
import redress.decisions.maps.MapFile;
import redress.decisions.maps.PriorityMap;
import redress.decisions.maps.TriageMap;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;
import redress.decisions.priority.Fact;
import redress.decisions.priority.PriorityModel;
import redress.decisions.rows.PriorityRows;
import redress.decisions.rows.TriageRows;
import redress.decisions.tables.Table;
import redress.decisions.triage.TriageModel;

@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description =
                "Compares later rows with those that a model learnt from. Answers are not needed; with"
                        + " them, calibration is watched too.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing differs too much",
            "1:alarm: something does",
            "2:bad input or bad usage"
        },
        footer = {
            "",
            "Example:",
            "  models watch case_priority --data this-month.csv.gz --map households.yaml; echo $?"
        })
final class WatchCommand implements Callable<Integer> {
    private static final int ALARM = 1;

    @Parameters(paramLabel = "KIND", description = "case_priority or grievance_triage")
    String kind = "";

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

    @Option(
            names = "--model",
            paramLabel = "VERSION",
            description = "a version (default: the one trained last)")
    @Nullable String version;

    @Option(names = "--json", description = "print every figure as JSON")
    boolean json;

    @Mixin StoreOption store = new StoreOption();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        MapFile read = MapFile.read(map);
        if (!read.map().kind().equals(Kind.of(kind))) {
            throw new BadInput(
                    Reason.BAD_MAP,
                    map + ": kind: " + read.map().kind().label() + " (expected: " + kind + ")");
        }
        StoredModel stored = load(read.map().kind());
        Reference reference =
                Reference.in(stored)
                        .orElseThrow(
                                () ->
                                        new BadInput(
                                                Reason.NO_MODEL,
                                                "model "
                                                        + stored.manifest().version()
                                                        + ": no reference (expected: a version"
                                                        + " trained since there is one; train it"
                                                        + " again)"));
        Report report = Watch.compare(reference, sample(stored, read));
        print(stored, report);
        return report.alarm() ? ALARM : 0;
    }

    private StoredModel load(Kind asked) {
        ModelStore models = store.open();
        return version == null ? models.loadCurrent(asked) : models.load(asked, version);
    }

    private Sample sample(StoredModel stored, MapFile read) {
        try (Table table = Table.open(data)) {
            return switch (read.map()) {
                case TriageMap triage ->
                        TriageSample.later(
                                TriageModel.from(stored),
                                TriageRows.read(table, triage.answeredIn(table.header())));
                case PriorityMap priority -> sample(PriorityModel.from(stored), table, priority);
            };
        }
    }

    private static Sample sample(PriorityModel model, Table table, PriorityMap map) {
        return PrioritySample.later(
                model,
                PriorityRows.readLater(
                        table, map, model.facts().stream().map(Fact::column).toList()));
    }

    private void print(StoredModel stored, Report report) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    Json.pretty(
                            new Watched(
                                    stored.manifest().kind(),
                                    stored.manifest().version(),
                                    report)));
            return;
        }
        out.println(stored.manifest().kind() + " " + stored.manifest().version());
        report.lines().forEach(out::println);
    }

    private record Watched(String kind, String version, @JsonUnwrapped Report report) {}
}

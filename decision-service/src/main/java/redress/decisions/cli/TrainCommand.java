package redress.decisions.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.maps.MapFile;
import redress.decisions.models.Kind;
import redress.decisions.models.Manifest;
import redress.decisions.tables.Table;
import redress.decisions.training.DataStamp;
import redress.decisions.training.Training;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Trains a version; it answers once it is promoted. The same data, map and program give the same version.",
        footer = {
            "",
            "Example:",
            "  models train grievance_triage --data messages.csv.gz --map messages.yaml --models models"
        })
final class TrainCommand implements Callable<Integer> {
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

    @Option(names = "--json", description = "print the manifest as JSON")
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
        Instant start = Instant.now();
        try (Table table = Table.open(data)) {
            Manifest manifest =
                    store.open()
                            .add(
                                    Training.train(
                                            table,
                                            read,
                                            DataStamp.sha256(data),
                                            false,
                                            this::progress));
            progress("trained in " + Duration.between(start, Instant.now()).toSeconds() + " s");
            spec.commandLine().getOut().println(json ? Json.pretty(manifest) : summary(manifest));
        }
        return 0;
    }

    private static String summary(Manifest manifest) {
        return manifest.kind()
                + " "
                + manifest.version()
                + " is trained ("
                + manifest.dataRows()
                + " rows); it answers once it is promoted";
    }

    private synchronized void progress(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}

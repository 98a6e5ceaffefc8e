package redress.local.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import redress.local.call.BearerToken;
import redress.local.call.ServiceChannels;
import redress.local.importing.BadInput;
import redress.local.importing.Digest;
import redress.local.importing.GrpcIntake;
import redress.local.importing.Import;
import redress.local.importing.ImportKind;
import redress.local.importing.ImportMap;
import redress.local.importing.ImportStopped;
import redress.local.importing.Intake;
import redress.local.importing.Ledger;
import redress.local.importing.MapFile;
import redress.local.importing.RowFile;
import redress.local.importing.RowRequests;
import redress.local.importing.Tally;
import redress.local.mesh.LocalMesh;
import redress.local.process.Pause;
import redress.local.realm.FreshToken;

/// Imports a file.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Import the rows of a CSV file (plain or gzip) as grievances or cases.",
        footer = {
            "",
            "Example:",
            "  ./redress import cases households.csv.gz \\",
            "      --map local-mesh/maps/needs-colombia-cases.yaml",
            "An import that was interrupted goes on where it was; no row is stored twice.",
            "Exit codes: 0 all rows are in, 1 stopped, 2 file or map not usable, 3 some rows"
                    + " rejected."
        })
final class ImportCommand implements Callable<Integer> {
    private static final int SOME_REJECTED = 3;
    private static final int MOST_PARALLEL = 200;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            converter = KindWord.class,
            description = "grievances or cases.")
    @SuppressWarnings("NullAway.Init")
    private ImportKind kind;

    @Parameters(index = "1", paramLabel = "FILE")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--map",
            required = true,
            description = "What the columns mean (YAML); see local-mesh/maps.")
    @SuppressWarnings("NullAway.Init")
    private Path map;

    @Option(
            names = "--user",
            description = "The local user (default: officer for grievances, worker for cases).")
    private @Nullable String user;

    @Option(
            names = "--parallel",
            defaultValue = "32",
            description = "Calls in flight, 1 to 200 (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where rejected lines and reasons go (default: beside the state).")
    private @Nullable Path rejects;

    @Option(names = "--restart", description = "Begin with the first row again.")
    private boolean restart;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    static final class KindWord implements ITypeConverter<ImportKind> {
        @Override
        public ImportKind convert(String word) {
            return Arrays.stream(ImportKind.values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            word + " (expected: grievances or cases)"));
        }
    }

    @Override
    public Integer call() {
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            return failed("--parallel: " + parallel + " (expected: 1 to 200)", ExitCode.USAGE);
        }
        try {
            return run(ChosenMesh.open());
        } catch (BadInput e) {
            return failed(e.getMessage(), ExitCode.USAGE);
        } catch (ImportStopped e) {
            String hint = "; the same command goes on from there";
            return failed("stopped: " + e.getMessage() + hint, ExitCode.SOFTWARE);
        }
    }

    private int failed(@Nullable String message, int code) {
        spec.commandLine().getErr().println("redress: " + message);
        return code;
    }

    private int run(LocalMesh mesh) {
        ImportMap meaning = MapFile.read(map, kind);
        Digest digest = Digest.of(file, map);
        try (RowFile rows = RowFile.open(file);
                Ledger ledger = ledger(mesh, digest)) {
            long before = ledger.tally().rows();
            long begin = System.nanoTime();
            send(mesh, rows, new RowRequests(meaning, rows, digest), ledger);
            return summary(ledger, before, seconds(begin));
        }
    }

    private Ledger ledger(LocalMesh mesh, Digest digest) {
        Path folder = mesh.home().folder().resolve("imports");
        Path state = folder.resolve(digest.hex() + ".json");
        Path usual = folder.resolve(file.getFileName() + ".rejects.csv");
        Optional<Path> wanted = Optional.ofNullable(rejects).map(Path::toAbsolutePath);
        return restart
                ? Ledger.begin(state, wanted.orElse(usual))
                : Ledger.resume(state, usual, wanted);
    }

    private void send(LocalMesh mesh, RowFile rows, RowRequests requests, Ledger ledger) {
        var identity = CallCommand.identity(mesh, "importer");
        try (var channel = new ServiceChannels(identity, mesh.ports()).follow(kind.service())) {
            new Import(rows, requests, ledger, intake(mesh, channel), TICK, progress(ledger))
                    .run(parallel);
        }
    }

    private Intake intake(LocalMesh mesh, Channel channel) {
        String name = user != null ? user : kind == ImportKind.CASES ? "worker" : "officer";
        var token = new FreshToken(() -> mesh.token(name), InstantSource.system());
        return new GrpcIntake(
                kind, ClientInterceptors.intercept(channel, new BearerToken(token)), Pause::of);
    }

    private Consumer<Tally> progress(Ledger ledger) {
        PrintWriter err = spec.commandLine().getErr();
        long before = ledger.tally().rows();
        long begin = System.nanoTime();
        return tally ->
                err.printf(
                        "  %s: %,d rows, %,.0f rows/s, %,d rejected%n",
                        kind.word(),
                        tally.rows(),
                        (tally.rows() - before) / seconds(begin),
                        tally.rejected());
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private int summary(Ledger ledger, long before, double seconds) {
        Tally tally = ledger.tally();
        long sent = tally.rows() - before;
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? json(ledger, sent, seconds) : words(ledger, sent, seconds));
        return tally.rejected() == 0 ? ExitCode.OK : SOME_REJECTED;
    }

    private String words(Ledger ledger, long sent, double seconds) {
        Tally tally = ledger.tally();
        String text =
                "%s: %,d rows: %,d stored, %,d rejected, %,d texts shortened; %,d in this run, %.1f s, %,.0f rows/s"
                        .formatted(
                                kind.word(),
                                tally.rows(),
                                tally.stored(),
                                tally.rejected(),
                                tally.shortened(),
                                sent,
                                seconds,
                                sent / seconds);
        return tally.rejected() == 0 ? text : text + "\nrejected: " + ledger.rejects();
    }

    private String json(Ledger ledger, long sent, double seconds) {
        Tally tally = ledger.tally();
        var node = JSON.createObjectNode();
        node.put("kind", kind.word()).put("rows", tally.rows()).put("stored", tally.stored());
        node.put("rejected", tally.rejected()).put("shortened", tally.shortened());
        node.put("rows_this_run", sent).put("seconds", seconds);
        node.put("rows_per_second", sent / seconds);
        node.put("rejects", ledger.rejects().toString());
        return node.toPrettyString();
    }
}

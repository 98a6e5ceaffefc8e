package redress.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import redress.bench.micro.Measured;
import redress.local.home.Checkout;

/// Measures what the gate costs, on a mesh of its own.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures calls through the gate against bare grpc-java and a pair of sidecars, in turn,",
            "on a mesh of its own, what a user notices of another who floods, then single steps of the",
            "gate; prints tables."
        },
        footer = {
            "",
            "Example: ./redress bench --seconds 10 --rounds 7",
            "Keep the machine quiet meanwhile. Ratios hold between machines; calls/s do not."
        })
public final class Bench implements Callable<Integer> {
    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "How long each kind of call is measured in a round (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Rounds; the table has their medians (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "Seconds of each kind of call before the first round (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--in-flight",
            defaultValue = "32",
            description = "Calls at the same time (${DEFAULT-VALUE}).")
    private int inFlight;

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new Bench())
                        .setExecutionExceptionHandler(
                                (failure, command, parsed) -> {
                                    command.getErr().println("bench: " + failure.getMessage());
                                    return CommandLine.ExitCode.SOFTWARE;
                                })
                        .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        Path home = Checkout.find().root().resolve("bench/target/mesh");
        try (var stand = TestStand.start(home, new StepLines())) {
            List<Kind> kinds = stand.kinds();
            for (Kind kind : kinds) {
                StepLines.say("warming up", kind.name());
                tell(loop(warmUp).run(kind.call().get()));
            }
            var comparison = new Comparison();
            for (int round = 0; round < rounds; round++) {
                StepLines.say("measuring", "round %d of %d".formatted(round + 1, rounds));
                measure(kinds, comparison);
            }
            var flood =
                    stand.flood(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), rounds);
            System.out.println(comparison.table());
            System.out.println(flood.table());
            System.out.println(Machine.words(inFlight));
            Measured.run(stand.identity("console"), home.resolve("scratch"));
            return comparison.failures() + flood.failures() == 0 ? 0 : 1;
        }
    }

    private void measure(List<Kind> kinds, Comparison comparison) {
        for (Kind kind : kinds) {
            var measured = loop(seconds).run(kind.call().get());
            tell(measured);
            comparison.add(kind, measured);
        }
    }

    private static void tell(ClosedLoop.Measured measured) {
        var failure = measured.failure();
        if (failure != null) {
            StepLines.say("failed", "%d calls, first: %s".formatted(measured.failed(), failure));
        }
    }

    private ClosedLoop loop(int time) {
        return new ClosedLoop(inFlight, Duration.ofSeconds(time));
    }
}

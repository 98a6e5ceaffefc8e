package redress.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import redress.bench.load.ClosedLoop.Measured;
import redress.bench.load.FlooderProcess.Flooded;

/// What one caller notices of another who floods the same service: calls at a steady pace, alone
/// and beside the flood, in turn.
final class Flood {
    static final int PER_SECOND = 20;

    private final List<Measured> alone = new ArrayList<>();
    private final List<Measured> beside = new ArrayList<>();
    private final List<Flooded> floods = new ArrayList<>();
    private final Duration time;

    Flood(Duration time) {
        this.time = time;
    }

    /// Measures one round.
    ///
    /// @param quiet calls of who keeps the pace
    /// @param flooding floods for the time that it is given
    void round(Supplier<ClosedLoop.Call> quiet, Function<Duration, Flooded> flooding) {
        var pace = new SteadyPace(PER_SECOND, time);
        alone.add(pace.run(quiet.get()));
        var calls = quiet.get();
        var flood = CompletableFuture.supplyAsync(() -> flooding.apply(time));
        beside.add(pace.run(calls));
        floods.add(flood.join());
    }

    /// How many calls of who keeps the pace were not answered.
    long failures() {
        return alone.stream().mapToLong(Measured::failed).sum()
                + beside.stream().mapToLong(Measured::failed).sum();
    }

    /// The table, in Markdown: medians over the rounds.
    String table() {
        return """
        | one user, %d calls/s | p50 ms | p99 ms | failed |
        |---|--:|--:|--:|
        %s%s"""
                .formatted(PER_SECOND, row("alone", alone), row(besideWhat(), beside));
    }

    private String besideWhat() {
        return String.format(
                Locale.ROOT,
                "beside another user with %d calls in flight (%,.0f calls/s answered, %,.0f refused)",
                Flooder.IN_FLIGHT,
                median(floods, Flooded::answered),
                median(floods, Flooded::refused));
    }

    private static String row(String name, List<Measured> measured) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %d |%n",
                name,
                median(measured, Measured::median),
                median(measured, Measured::high),
                measured.stream().mapToLong(Measured::failed).sum());
    }

    private static <T> double median(List<T> measured, ToDoubleFunction<T> value) {
        double[] sorted = measured.stream().mapToDouble(value).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

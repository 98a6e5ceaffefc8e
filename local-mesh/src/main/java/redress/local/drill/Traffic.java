package redress.local.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import redress.local.home.LaunchFailure;

/// Exercises that go on side by side, each by a caller of its own, until they are told to end.
///
/// Nothing is tried again: what fails once has failed.
final class Traffic implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final List<Exercise> exercises;
    private final Map<String, EdgeTally> tallies;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);

    private Traffic(List<Exercise> exercises) {
        this.exercises = List.copyOf(exercises);
        var byEdge = new TreeMap<String, EdgeTally>();
        exercises.forEach(each -> byEdge.put(each.edge(), new EdgeTally()));
        this.tallies = Collections.unmodifiableMap(byEdge);
    }

    /// Each once before it counts: whoever does not answer now does not take part.
    ///
    /// @throws LaunchFailure naming the edge that does not work
    static void warmUp(List<Exercise> exercises) {
        for (Exercise each : exercises) {
            String failure = "";
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                failure = attempt(each);
                if (failure.isEmpty()) {
                    break;
                }
            }
            if (!failure.isEmpty()) {
                throw new LaunchFailure(
                        each.edge() + ": before the drill: " + failure + " (expected: an answer)");
            }
        }
    }

    private static String attempt(Exercise exercise) {
        try {
            exercise.once();
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    static Traffic begin(List<Exercise> exercises) {
        var traffic = new Traffic(exercises);
        traffic.exercises.forEach(each -> traffic.callers.execute(() -> traffic.repeat(each)));
        return traffic;
    }

    private void repeat(Exercise exercise) {
        EdgeTally tally = tallies.getOrDefault(exercise.edge(), new EdgeTally());
        try (exercise) {
            do {
                count(exercise, tally);
            } while (!end.await(exercise.pause().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void count(Exercise exercise, EdgeTally tally) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            exercise.once();
            tally.answered(Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            tally.failed(Instant.now(), String.valueOf(e.getMessage()));
        }
    }

    /// By edge, and still counting until the end.
    Map<String, EdgeTally> tallies() {
        return tallies;
    }

    int answered() {
        return tallies.values().stream().mapToInt(EdgeTally::answered).sum();
    }

    /// How many were answered and how many failed, in words.
    String calls() {
        return "%d answered, %d failed".formatted(answered(), failed());
    }

    /// Forgets all calls that have ended.
    void countAnew() {
        tallies.values().forEach(EdgeTally::clear);
    }

    int failed() {
        return tallies.values().stream().mapToInt(EdgeTally::failed).sum();
    }

    /// Ends all, each after the call that it is at.
    @Override
    public void close() {
        end.countDown();
        callers.close();
    }
}

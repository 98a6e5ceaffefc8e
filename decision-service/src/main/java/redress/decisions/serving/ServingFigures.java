package redress.decisions.serving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import redress.decisions.calibration.Calibration;
import redress.decisions.drift.Histogram;
import redress.decisions.drift.PrioritySample;
import redress.decisions.drift.Reference;
import redress.decisions.drift.TriageSample;
import redress.decisions.models.Kind;
import redress.decisions.models.StoredModel;
import redress.decisions.v1.Recommendation;

/// The recommendations of this service in numbers, by kind and version: how long each took, what
/// scores were given, how often the model abstained, and how far its scores have moved from those
/// at training.
///
/// A shadow is counted under its own version. Labels are kinds and versions, never people. Each
/// replica counts its own, from its start.
@Singleton
public class ServingFigures {
    private static final String RULES = "rules";
    private static final double[] TENTHS = {10, 20, 30, 40, 50, 60, 70, 80, 90};

    private final MeterRegistry registry;
    private final Map<String, LiveScores> live = new ConcurrentHashMap<>();

    public ServingFigures(MeterRegistry registry) {
        this.registry = registry;
    }

    /// The version, whose scores are watched from now on, if it remembers those at training.
    StoredModel watched(StoredModel stored) {
        Kind kind = Kind.of(stored.manifest().kind());
        String version = stored.manifest().version();
        Reference.in(stored)
                .flatMap(reference -> reference.score(score(kind)))
                .ifPresent(
                        scores ->
                                live.computeIfAbsent(
                                        version, added -> live(kind, version, scores)));
        return stored;
    }

    private LiveScores live(Kind kind, String version, Histogram scores) {
        LiveScores added = new LiveScores(scores);
        Gauge.builder("redress.recommendation.score.psi", added, LiveScores::psi)
                .tags(tags(kind.label(), version))
                .register(registry);
        return added;
    }

    private static String score(Kind kind) {
        return switch (kind) {
            case CASE_PRIORITY -> PrioritySample.NEED;
            case GRIEVANCE_TRIAGE -> TriageSample.URGENCY;
        };
    }

    /// Makes a recommendation and counts it.
    Recommendation count(Kind kind, Supplier<Recommendation> recommending) {
        long begin = System.nanoTime();
        Recommendation given = recommending.get();
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        String version = given.hasModel() ? given.getModel().getVersion() : RULES;
        Tags tags = tags(kind.label(), version);
        Timer.builder("redress.recommendation")
                .serviceLevelObjectives(
                        Duration.ofNanos(100_000),
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(50))
                .tags(tags)
                .register(registry)
                .record(taken);
        DistributionSummary.builder("redress.recommendation.score")
                .serviceLevelObjectives(TENTHS)
                .tags(tags)
                .register(registry)
                .record(given.getScore());
        Counter.builder("redress.recommendations.abstained")
                .tags(tags)
                .register(registry)
                .increment(given.getAbstained() ? 1 : 0);
        LiveScores scores = live.get(version);
        if (scores != null) {
            scores.add(Calibration.probability(given.getBreakdown().getRawScore()));
        }
        return given;
    }

    private static Tags tags(String kind, String version) {
        return Tags.of("kind", kind, "version", version);
    }
}

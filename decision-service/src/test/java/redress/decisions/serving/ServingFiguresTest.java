package redress.decisions.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.decisions.drift.Histogram;
import redress.decisions.drift.Reference;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;
import redress.decisions.priority.Fact;
import redress.decisions.priority.PriorityRecommender;
import redress.decisions.starter.StarterModels;
import redress.decisions.v1.CaseFacts;

@DisplayName("decisions 11: live figures of each version")
class ServingFiguresTest {
    private static final String PSI = "redress.recommendation.score.psi";

    @TempDir Path folder;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ServingFigures figures = new ServingFigures(registry);

    private StoredModel stored() {
        ModelStore store = new ModelStore(folder, Clock.systemUTC());
        StarterModels.addMissing(store, line -> {});
        return store.loadCurrent(Kind.CASE_PRIORITY);
    }

    private void recommend(PriorityRecommender model, Map<String, Double> facts) {
        var _ =
                figures.count(
                        Kind.CASE_PRIORITY,
                        () ->
                                PriorityAnswer.of(
                                        model,
                                        CaseFacts.newBuilder().putAllFacts(facts).build(),
                                        Instant.EPOCH));
    }

    private static Map<String, Double> household(PriorityRecommender model, Random random) {
        return model.schema().stream()
                .collect(
                        Collectors.toMap(
                                Fact::column,
                                fact ->
                                        Math.rint(
                                                fact.mean()
                                                        + fact.spread() * random.nextGaussian())));
    }

    @Test
    void countTimeScoresAndAbstentions() {
        StoredModel stored = stored();
        var _ = figures.watched(stored);
        PriorityRecommender model = PriorityRecommender.of(stored);
        recommend(model, household(model, new Random(1)));
        recommend(model, Map.of());
        recommend(PriorityRecommender.withoutModel(), Map.of());
        String version = stored.manifest().version();
        assertThat(registry.get("redress.recommendation").tag("version", version).timer().count())
                .isEqualTo(2);
        assertThat(
                        registry.get("redress.recommendation.score")
                                .tag("version", version)
                                .summary()
                                .max())
                .isBetween(0.0, 100.0);
        assertThat(
                        List.of(version, "rules").stream()
                                .map(
                                        one ->
                                                registry.get("redress.recommendations.abstained")
                                                        .tags(
                                                                "kind",
                                                                "case_priority",
                                                                "version",
                                                                one)
                                                        .counter()
                                                        .count()))
                .containsExactly(1.0, 1.0);
    }

    @Test
    void compareLiveScoresWithThoseAtTraining() {
        StoredModel stored = stored();
        var _ = figures.watched(stored);
        PriorityRecommender model = PriorityRecommender.of(stored);
        Random random = new Random(2);
        for (int i = 0; i < LiveScores.LEAST - 1; i++) {
            recommend(model, household(model, random));
        }
        assertThat(registry.get(PSI).gauge().value()).isNaN();
        Map<String, Double> same = household(model, random);
        for (int i = 0; i < LiveScores.LATEST; i++) {
            recommend(model, same);
        }
        assertThat(registry.get(PSI).gauge().value()).isGreaterThan(1);
    }

    @Test
    void forgetScoresOfLongAgo() {
        StoredModel stored = stored();
        var bins = Reference.in(stored).flatMap(one -> one.score("need")).orElseThrow();
        LiveScores scores = new LiveScores(bins);
        for (int i = 0; i < LiveScores.LATEST; i++) {
            scores.add(.999);
        }
        double shifted = scores.psi();
        for (int i = 0; i < LiveScores.LATEST; i++) {
            scores.add(asAtTraining(bins, i));
        }
        assertThat(shifted).isGreaterThan(1);
        assertThat(scores.psi()).isLessThan(.1);
    }

    /// A score in the bin of the row at training that has this number, counted round and round.
    private static double asAtTraining(Histogram bins, int number) {
        long left = number % bins.counts().stream().mapToLong(Long::longValue).sum();
        int bin = 0;
        while (left >= bins.counts().get(bin)) {
            left -= bins.counts().get(bin++);
        }
        return bin < bins.cuts().size() ? bins.cuts().get(bin) : 1;
    }
}

package redress.decisions.serving;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import redress.decisions.models.Kind;
import redress.decisions.models.StoredModel;
import redress.decisions.priority.PriorityModel;
import redress.decisions.priority.PriorityRecommender;
import redress.decisions.rules.FloorRules;
import redress.decisions.text.Words;
import redress.decisions.triage.Reading;
import redress.decisions.triage.TriageModel;
import redress.decisions.triage.TriageRecommender;
import redress.decisions.triage.TriageScores;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.Recommendation;

/// One recommendation in the service, without the gate and the store: scores alone, and the whole
/// answer with its reasons.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecommendationBenchmark {
    private static final int INPUTS = 256;

    private final StoredModel storedTriage = MeasuredModels.stored(Kind.GRIEVANCE_TRIAGE);
    private final StoredModel storedPriority = MeasuredModels.stored(Kind.CASE_PRIORITY);
    private final TriageModel triageModel = TriageModel.from(storedTriage);
    private final PriorityModel priorityModel = PriorityModel.from(storedPriority);
    private final TriageRecommender triage =
            TriageRecommender.of(storedTriage, FloorRules.standard());
    private final PriorityRecommender priority = PriorityRecommender.of(storedPriority);
    private final List<String> texts = MeasuredModels.texts(triageModel, INPUTS);
    private final List<GrievanceText> grievances =
            texts.stream().map(one -> GrievanceText.newBuilder().setText(one).build()).toList();
    private final List<Map<String, Double>> households =
            MeasuredModels.households(priorityModel.facts(), INPUTS);
    private final List<double[]> rows = households.stream().map(priorityModel::row).toList();
    private final List<CaseFacts> cases =
            households.stream()
                    .map(one -> CaseFacts.newBuilder().putAllFacts(one).build())
                    .toList();
    private int at;

    private int next() {
        at = (at + 1) % INPUTS;
        return at;
    }

    /// Words, vector, and a probability for each flag, from the raw text.
    @Benchmark
    public double[] textScores() {
        Reading reading = Reading.of(Words.of(texts.get(next())), Map.of(), "", triageModel);
        return TriageScores.flags(triageModel, reading.vector());
    }

    /// The trees' score of a row of facts.
    @Benchmark
    public double treeScore() {
        return priorityModel.scorer().score(rows.get(next()));
    }

    /// A grievance's answer with rules, categories and reasons.
    @Benchmark
    public Recommendation triageWithReasons() {
        return TriageAnswer.of(triage, grievances.get(next()), Instant.EPOCH);
    }

    /// A case's answer with rules and the exact share of every fact.
    @Benchmark
    public Recommendation priorityWithReasons() {
        return PriorityAnswer.of(priority, cases.get(next()), Instant.EPOCH);
    }
}

package redress.decisions.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.cards.Cards;
import redress.decisions.drift.PrioritySample;
import redress.decisions.drift.Reference;
import redress.decisions.evaluation.PriorityQuality;
import redress.decisions.fairness.Comparison;
import redress.decisions.fairness.FairnessReport;
import redress.decisions.fairness.Outcome;
import redress.decisions.maps.PriorityMap;
import redress.decisions.models.Kind;
import redress.decisions.models.TrainedModel;
import redress.decisions.priority.BandThresholds;
import redress.decisions.priority.Fact;
import redress.decisions.priority.PriorityModel;
import redress.decisions.priority.PriorityScorer;
import redress.decisions.rows.PriorityRows;
import redress.decisions.text.SparseVector;

/// Trains a priority model: boosted trees, or logistic regression as the plain fall-back.
///
/// A quarter of the rows is held back to choose the bands, the calibration and the manifest's
/// metrics; the model kept is trained on every row. Columns with one value only are left out. The
/// same rows, map and seed give the same bytes.
public final class PriorityTraining {
    private static final int PARTS = 4;
    private static final int LEAST_ROWS = 40;
    private static final int ROUNDS = 300;
    private static final double RATE = .07;
    private static final double COST = .01;

    private final PriorityRows rows;
    private final PriorityMap map;
    private final long seed;
    private final Consumer<String> progress;
    private final List<Fact> facts;
    private final double[][] values;

    /// `progress` is told one line per step.
    public PriorityTraining(
            PriorityRows rows, PriorityMap map, long seed, Consumer<String> progress) {
        this.rows = rows;
        this.map = map;
        this.seed = seed;
        this.progress = progress;
        int[] kept = IntStream.range(0, rows.columns().size()).filter(this::varies).toArray();
        this.facts = Arrays.stream(kept).mapToObj(this::fact).toList();
        this.values =
                Arrays.stream(rows.values())
                        .map(
                                row ->
                                        Arrays.stream(kept)
                                                .mapToDouble(column -> row[column])
                                                .toArray())
                        .toArray(double[][]::new);
        requireEnough();
    }

    private void requireEnough() {
        long positives = IntStream.range(0, rows.size()).filter(i -> rows.answers()[i]).count();
        if (rows.size() < LEAST_ROWS
                || positives < PARTS
                || rows.size() - positives < PARTS
                || facts.isEmpty()) {
            throw new BadInput(
                    Reason.TOO_LITTLE_DATA,
                    "rows: "
                            + rows.size()
                            + ", "
                            + positives
                            + " of them with "
                            + map.target()
                            + " "
                            + map.positive()
                            + " (expected: "
                            + LEAST_ROWS
                            + " or more, some of each, and facts that vary)");
        }
    }

    public TrainedModel train(DataStamp stamp) {
        Folds folds = Folds.byKey(rows.ids(), PARTS, seed);
        progress.accept(rows.size() + " rows, " + facts.size() + " facts, " + map.algorithm());
        int[] heldBack = folds.inside(0);
        PriorityScorer trial = fit(folds.outside(0));
        boolean[] answers = answers(heldBack);
        Scored scored =
                Scored.of(
                        Arrays.stream(heldBack)
                                .mapToDouble(row -> trial.score(values[row]))
                                .toArray(),
                        answers);
        BandThresholds bands = BandThresholds.choose(scored.probabilities(), answers);
        progress.accept(
                "bands chosen on " + answers.length + " rows held back; now training on all");
        PriorityScorer scorer =
                fit(IntStream.range(0, rows.size()).toArray())
                        .rescaled(scored.calibration().slope(), scored.calibration().intercept());
        FairnessReport fairness =
                fairness(
                        heldBack,
                        new Outcome(
                                PriorityQuality.RAISED,
                                scored.probabilities(),
                                answers,
                                bands.high()));
        PriorityModel model = new PriorityModel(facts, scorer, bands);
        Map<String, Double> metrics =
                PriorityQuality.measure(scored.probabilities(), answers, bands.high());
        double coverage = coverage(model, heldBack);
        metrics.put("coverage", coverage);
        TrainedModel trained =
                Cards.addTo(
                        trained(model, stamp, metrics),
                        Subjects.of(rows, map, facts, heldBack.length),
                        fairness);
        return Reference.addTo(
                trained,
                PrioritySample.atTraining(
                        facts, values, scored.probabilities(), answers, coverage));
    }

    private double coverage(PriorityModel model, int[] chosen) {
        long spoken =
                Arrays.stream(chosen).filter(row -> model.doubt(values[row]).isEmpty()).count();
        return spoken / (double) chosen.length;
    }

    private boolean[] answers(int[] chosen) {
        boolean[] answers = new boolean[chosen.length];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = rows.answers()[chosen[i]];
        }
        return answers;
    }

    private FairnessReport fairness(int[] heldBack, Outcome outcome) {
        progress.accept("comparing groups by " + rows.groupings().size() + " columns");
        return new FairnessReport(
                Comparison.all(
                        rows.groupings().stream().map(one -> one.only(heldBack)).toList(), outcome),
                new ProxyMeasure(
                                row -> PriorityScorer.Linear.vector(facts, values[row]),
                                facts.size(),
                                COST,
                                seed)
                        .measure(rows.groupings()));
    }

    private PriorityScorer fit(int[] chosen) {
        return switch (map.algorithm()) {
            case XGBOOST -> new PriorityScorer.Trees(boosted().fit(chosen, rows.answers()));
            case LINEAR -> new PriorityScorer.Linear(facts, logistic().fit(chosen, rows.answers()));
        };
    }

    private BoostedTrainer boosted() {
        return new BoostedTrainer(values, facts.size(), ROUNDS, RATE, seed);
    }

    private LogisticTrainer logistic() {
        List<SparseVector> vectors =
                Arrays.stream(values).map(row -> PriorityScorer.Linear.vector(facts, row)).toList();
        return new LogisticTrainer(
                new SharedRows(vectors, facts.size()), vectors, facts.size(), COST, seed);
    }

    private boolean varies(int column) {
        return known(column).distinct().limit(2).count() == 2;
    }

    private java.util.stream.DoubleStream known(int column) {
        return Arrays.stream(rows.values())
                .mapToDouble(row -> row[column])
                .filter(value -> !Double.isNaN(value));
    }

    private Fact fact(int column) {
        String name = rows.columns().get(column);
        double mean = known(column).average().orElse(0);
        double spread =
                Math.sqrt(known(column).map(v -> (v - mean) * (v - mean)).average().orElse(0));
        return new Fact(
                name,
                map.label(name),
                known(column).min().orElse(0),
                known(column).max().orElse(0),
                mean,
                spread);
    }

    private TrainedModel trained(
            PriorityModel model, DataStamp stamp, Map<String, Double> metrics) {
        BandThresholds bands = model.bands();
        return new TrainedModel(
                Kind.CASE_PRIORITY,
                map.name(),
                stamp.starter(),
                model.toFiles(),
                stamp.dataSha256(),
                rows.size(),
                stamp.mapSha256(),
                seed,
                metrics,
                Map.of("medium", bands.medium(), "high", bands.high(), "urgent", bands.urgent()),
                switch (map.algorithm()) {
                    case XGBOOST -> Provenances.of(boosted().fresh().getProvenance());
                    case LINEAR -> Provenances.of(logistic().provenance());
                });
    }
}

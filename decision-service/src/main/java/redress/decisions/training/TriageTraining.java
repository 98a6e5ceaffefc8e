package redress.decisions.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.calibration.Thresholds;
import redress.decisions.cards.Cards;
import redress.decisions.drift.Reference;
import redress.decisions.drift.TriageSample;
import redress.decisions.evaluation.TriageQuality;
import redress.decisions.fairness.FairnessReport;
import redress.decisions.linear.LinearModel;
import redress.decisions.maps.TriageMap;
import redress.decisions.models.Kind;
import redress.decisions.models.TrainedModel;
import redress.decisions.rows.TriageRows;
import redress.decisions.text.SparseVector;
import redress.decisions.text.Vocabulary;
import redress.decisions.text.Words;
import redress.decisions.triage.Reading;
import redress.decisions.triage.TriageModel;
import redress.decisions.triage.TriageScores;

/// Trains a triage model: one logistic regression per flag, and one per category against the rest.
///
/// Thresholds, calibration and the manifest's metrics come from rows scored by a model that had not
/// seen them (three parts, each scored by a model of the other two); the model kept is trained on
/// every row. The vocabulary is learnt from all rows, without their answers. The same rows, map and
/// seed give the same bytes.
public final class TriageTraining {
    private static final int PARTS = 3;
    private static final int LEAST_ROWS = 20;
    private static final int LEAST_TEXTS = 2;
    private static final double FLAG_COST = 2;
    private static final double CATEGORY_COST = 8;

    private final TriageRows rows;
    private final TriageMap map;
    private final long seed;
    private final Consumer<String> progress;
    private final Vocabulary vocabulary;
    private final List<SparseVector> vectors;
    private final SharedRows prepared;
    private final Folds folds;
    private final int[] everyRow;
    private final AtomicInteger done = new AtomicInteger();

    /// `progress` is told one line per step.
    public TriageTraining(TriageRows rows, TriageMap map, long seed, Consumer<String> progress) {
        if (rows.size() < LEAST_ROWS) {
            throw new BadInput(
                    Reason.TOO_LITTLE_DATA,
                    "rows: " + rows.size() + " (expected: " + LEAST_ROWS + " or more)");
        }
        this.rows = rows;
        this.map = map;
        this.seed = seed;
        this.progress = progress;
        List<List<String>> terms =
                rows.grievances().stream()
                        .map(one -> Reading.terms(Words.of(one.text()), one.context()))
                        .toList();
        this.vocabulary = Vocabulary.learn(terms, LEAST_TEXTS);
        this.vectors = terms.stream().map(vocabulary::vector).toList();
        this.prepared = new SharedRows(vectors, vocabulary.size());
        this.folds =
                Folds.byKey(
                        rows.grievances().stream().map(TriageRows.Grievance::text).toList(),
                        PARTS,
                        seed);
        this.everyRow = IntStream.range(0, rows.size()).toArray();
    }

    public TrainedModel train(DataStamp stamp) {
        progress.accept(
                rows.size()
                        + " texts, "
                        + vocabulary.size()
                        + " terms, "
                        + rows.flags().size()
                        + " flags");
        List<Learnt> flags = learn(rows.flags(), rows.answers(), FLAG_COST);
        List<String> categories = rows.categories().stream().distinct().sorted().toList();
        List<Learnt> shares = learn(categories, categoryAnswers(categories), CATEGORY_COST);
        List<Double> thresholds = new ArrayList<>();
        for (int i = 0; i < flags.size(); i++) {
            thresholds.add(
                    Thresholds.bestF1(flags.get(i).scored().probabilities(), rows.answers()[i]));
        }
        TriageModel model =
                new TriageModel(
                        vocabulary,
                        rows.flags(),
                        thresholds,
                        join(flags),
                        categories,
                        join(shares),
                        map.languages());
        Map<String, Double> metrics = metrics(flags, thresholds, categories, shares);
        double coverage = coverage(model);
        metrics.put("coverage", coverage);
        TrainedModel trained =
                Cards.addTo(
                        trained(model, stamp, metrics),
                        Subjects.of(rows, map, vocabulary.size()),
                        fairness(flags, thresholds));
        return Reference.addTo(
                trained,
                TriageSample.atTraining(
                        rows,
                        vocabulary,
                        LEAST_TEXTS,
                        probabilities(flags),
                        recommended(categories, shares),
                        coverage));
    }

    private double coverage(TriageModel model) {
        long spoken =
                rows.grievances().stream()
                        .map(one -> Reading.of(Words.of(one.text()), one.context(), "", model))
                        .filter(reading -> reading.doubt().isEmpty())
                        .count();
        return spoken / (double) rows.size();
    }

    private FairnessReport fairness(List<Learnt> flags, List<Double> thresholds) {
        return new FairnessReport(
                TriageQuality.comparisons(
                        rows.groupings(),
                        rows.flags(),
                        probabilities(flags),
                        rows.answers(),
                        thresholds),
                new ProxyMeasure(vectors::get, vocabulary.size(), FLAG_COST, seed)
                        .measure(rows.groupings()));
    }

    private static double[][] probabilities(List<Learnt> flags) {
        return flags.stream().map(one -> one.scored().probabilities()).toArray(double[][]::new);
    }

    private List<Learnt> learn(List<String> names, boolean[][] answers, double cost) {
        LogisticTrainer trainer = trainer(cost);
        return IntStream.range(0, names.size())
                .parallel()
                .mapToObj(
                        i -> {
                            Learnt learnt = learn(trainer, answers[i]);
                            progress.accept(
                                    "learnt " + names.get(i) + " (" + done.incrementAndGet() + ")");
                            return learnt;
                        })
                .toList();
    }

    private LogisticTrainer trainer(double cost) {
        return new LogisticTrainer(prepared, vectors, vocabulary.size(), cost, seed);
    }

    private Learnt learn(LogisticTrainer trainer, boolean[] answers) {
        double[] heldBack =
                Scored.heldBack(
                        folds,
                        chosen -> {
                            LinearModel fitted = trainer.fit(chosen, answers);
                            return row -> fitted.scores(vectors.get(row))[0];
                        });
        Scored scored = Scored.of(heldBack, answers);
        LinearModel all = trainer.fit(everyRow, answers);
        return new Learnt(
                all.rescaled(
                        new double[] {scored.calibration().slope()},
                        new double[] {scored.calibration().intercept()}),
                scored);
    }

    private boolean[][] categoryAnswers(List<String> categories) {
        boolean[][] answers = new boolean[categories.size()][rows.categories().size()];
        for (int row = 0; row < rows.categories().size(); row++) {
            answers[categories.indexOf(rows.categories().get(row))][row] = true;
        }
        return answers;
    }

    private LinearModel join(List<Learnt> learnt) {
        return LinearModel.join(
                learnt.stream().map(Learnt::model).toArray(LinearModel[]::new), vocabulary.size());
    }

    private Map<String, Double> metrics(
            List<Learnt> flags,
            List<Double> thresholds,
            List<String> categories,
            List<Learnt> shares) {
        Map<String, Double> found =
                new HashMap<>(
                        TriageQuality.flags(
                                rows.flags(), probabilities(flags), rows.answers(), thresholds));
        if (!categories.isEmpty()) {
            int[] actual = rows.categories().stream().mapToInt(categories::indexOf).toArray();
            found.putAll(TriageQuality.category(categories.size(), predicted(shares), actual));
        }
        return found;
    }

    private List<String> recommended(List<String> categories, List<Learnt> shares) {
        return categories.isEmpty()
                ? List.of()
                : Arrays.stream(predicted(shares)).mapToObj(categories::get).toList();
    }

    private int[] predicted(List<Learnt> shares) {
        return Arrays.stream(everyRow)
                .map(
                        row ->
                                TriageScores.largest(
                                        shares.stream()
                                                .mapToDouble(
                                                        one -> one.scored().probabilities()[row])
                                                .toArray()))
                .toArray();
    }

    private TrainedModel trained(TriageModel model, DataStamp stamp, Map<String, Double> metrics) {
        Map<String, Double> thresholds = new HashMap<>();
        for (int i = 0; i < model.flags().size(); i++) {
            thresholds.put(model.flags().get(i), model.thresholds().get(i));
        }
        return new TrainedModel(
                Kind.GRIEVANCE_TRIAGE,
                map.name(),
                stamp.starter(),
                model.toFiles(),
                stamp.dataSha256(),
                rows.size(),
                stamp.mapSha256(),
                seed,
                metrics,
                thresholds,
                Provenances.of(
                        trainer(model.flags().isEmpty() ? CATEGORY_COST : FLAG_COST).provenance()));
    }

    /// A model fitted on every row, and how the same recipe did on rows held back.
    private record Learnt(LinearModel model, Scored scored) {}
}

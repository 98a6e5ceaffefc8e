package redress.decisions.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import redress.decisions.evaluation.Binary;
import redress.decisions.fairness.Cells;
import redress.decisions.fairness.Proxy;
import redress.decisions.linear.LinearModel;
import redress.decisions.rows.Grouping;
import redress.decisions.text.SparseVector;

/// Measures how well facts give away a group: a linear learner is trained to tell the group from
/// all other rows whose group is known.
///
/// Two thirds of at most [#MOST_ROWS] rows, spread over the table, are learnt from, the rest is
/// measured; a group with fewer than [Cells#LEAST_ROWS] rows there is left out.
final class ProxyMeasure {
    static final int MOST_ROWS = 6_000;
    private static final int PARTS = 3;

    private final IntFunction<SparseVector> vectors;
    private final int terms;
    private final double cost;
    private final long seed;

    /// `vectors` gives the facts of a row as the linear learner sees them.
    ProxyMeasure(IntFunction<SparseVector> vectors, int terms, double cost, long seed) {
        this.vectors = vectors;
        this.terms = terms;
        this.cost = cost;
        this.seed = seed;
    }

    List<Proxy> measure(List<Grouping> groupings) {
        return groupings.stream()
                .filter(one -> Cells.of(one).obstacle().isEmpty())
                .flatMap(one -> measure(one).stream())
                .toList();
    }

    private List<Proxy> measure(Grouping grouping) {
        int[] sample = sample(grouping);
        List<SparseVector> rows = Arrays.stream(sample).mapToObj(vectors).toList();
        LogisticTrainer trainer =
                new LogisticTrainer(new SharedRows(rows, terms), rows, terms, cost, seed);
        List<String> groups = List.copyOf(Cells.of(grouping).shown().keySet());
        List<Proxy> found = new ArrayList<>();
        // Telling the first of two groups from the second is telling the second from the first.
        for (String group : grouping.groups().size() == 2 ? groups.subList(0, 1) : groups) {
            boolean[] answers = new boolean[sample.length];
            for (int i = 0; i < answers.length; i++) {
                answers[i] = grouping.labels().get(sample[i]).equals(group);
            }
            measure(trainer, rows, answers, grouping.attribute(), group).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Proxy> measure(
            LogisticTrainer trainer,
            List<SparseVector> rows,
            boolean[] answers,
            String attribute,
            String group) {
        int[] unseen = IntStream.range(0, answers.length).filter(i -> i % PARTS == 0).toArray();
        int[] seen = IntStream.range(0, answers.length).filter(i -> i % PARTS != 0).toArray();
        LinearModel learnt = trainer.fit(seen, answers);
        boolean[] actual = new boolean[unseen.length];
        double[] scores = new double[unseen.length];
        for (int i = 0; i < unseen.length; i++) {
            actual[i] = answers[unseen[i]];
            scores[i] = learnt.scores(rows.get(unseen[i]))[0];
        }
        return isShowable(actual)
                ? Optional.of(
                        new Proxy(
                                attribute,
                                group,
                                Binary.auc(scores, actual),
                                seen.length,
                                unseen.length))
                : Optional.empty();
    }

    private static boolean isShowable(boolean[] inGroup) {
        long inside = IntStream.range(0, inGroup.length).filter(i -> inGroup[i]).count();
        return inside >= Cells.LEAST_ROWS && inGroup.length - inside >= Cells.LEAST_ROWS;
    }

    /// Rows whose group is known, evenly spread over the table.
    private static int[] sample(Grouping grouping) {
        int[] known =
                IntStream.range(0, grouping.labels().size())
                        .filter(row -> !grouping.labels().get(row).isEmpty())
                        .toArray();
        int size = Math.min(MOST_ROWS, known.length);
        return IntStream.range(0, size)
                .map(i -> known[(int) ((long) i * known.length / size)])
                .toArray();
    }
}

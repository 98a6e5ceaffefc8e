package redress.decisions.trees;

import java.util.Arrays;

/// Exact Shapley values of a tree ensemble (path-dependent TreeSHAP, algorithm 2 of Lundberg, Erion
/// and Lee, "Consistent Individualized Feature Attribution for Tree Ensembles", arXiv:1802.03888).
///
/// The contributions plus [#bias] are the ensemble's score within 1e-6; they are in log-odds and
/// say what moved this score away from the average row, not what causes the outcome. Costs about
/// depth² per leaf: milliseconds, not microseconds. Thread safe.
///
/// Two things make it faster than the paper's text: a feature whose test the row fails on the way
/// to a leaf gets the same contribution there as every other such feature, and nothing is divided
/// in the inner loops.
public final class TreeShap {
    private final TreeEnsemble ensemble;
    private final double bias;
    private final int deepest;
    private final double[] inverses;

    public TreeShap(TreeEnsemble ensemble) {
        this.ensemble = ensemble;
        this.bias =
                ensemble.base() + ensemble.trees().stream().mapToDouble(tree -> tree.mean(0)).sum();
        this.deepest = ensemble.trees().stream().mapToInt(tree -> tree.depth(0)).max().orElse(0);
        this.inverses = new double[deepest + 2];
        Arrays.setAll(inverses, i -> 1.0 / i);
    }

    /// The score of the average training row, in log-odds.
    public double bias() {
        return bias;
    }

    /// What each feature adds to this row's score, in log-odds; one value per feature.
    public double[] contributions(float[] row) {
        double[] sums = new double[ensemble.features()];
        Path[] paths = new Path[deepest + 1];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = new Path(inverses);
        }
        for (Tree tree : ensemble.trees()) {
            new Walk(tree, row, sums, paths).visit(0, 0, 0, 1, 1, -1);
        }
        return sums;
    }

    @SuppressWarnings("ArrayRecordComponent") // work space, never compared
    private record Walk(Tree tree, float[] row, double[] sums, Path[] paths) {
        void visit(int node, int level, int length, double zero, double one, int feature) {
            Path path = paths[level];
            if (level > 0) {
                path.copy(paths[level - 1], length);
            }
            path.extend(length, zero, one, feature);
            if (tree.isLeaf(node)) {
                path.addLeaf(length, tree.value[node], sums);
            } else {
                fork(node, level, length);
            }
        }

        private void fork(int node, int level, int length) {
            Path path = paths[level];
            int split = tree.feature[node];
            int hot = tree.next(node, row);
            int cold = hot == tree.left[node] ? tree.right[node] : tree.left[node];
            int seen = path.find(split, length);
            double zero = seen < 0 ? 1 : path.zero[seen];
            double one = seen < 0 ? 1 : path.one[seen];
            if (seen >= 0) {
                path.unwind(length, seen);
            }
            int next = seen < 0 ? length + 1 : length;
            visit(hot, level + 1, next, zero * tree.share(hot, node), one, split);
            visit(cold, level + 1, next, zero * tree.share(cold, node), 0, split);
        }
    }

    /// The features met on the way down: the share of rows that pass without (zero) and with (one)
    /// knowing each, and the weights of the subsets by size.
    private static final class Path {
        final int[] feature;
        final double[] zero;
        final double[] one;
        final double[] weight;

        private final double[] inverse;

        /// `inverses` holds `1 / i` for each place of the path and one more.
        Path(double[] inverses) {
            int size = inverses.length;
            inverse = inverses;
            feature = new int[size];
            zero = new double[size];
            one = new double[size];
            weight = new double[size];
        }

        void copy(Path from, int length) {
            System.arraycopy(from.feature, 0, feature, 0, length);
            System.arraycopy(from.zero, 0, zero, 0, length);
            System.arraycopy(from.one, 0, one, 0, length);
            System.arraycopy(from.weight, 0, weight, 0, length);
        }

        int find(int split, int last) {
            for (int i = 1; i <= last; i++) {
                if (feature[i] == split) {
                    return i;
                }
            }
            return -1;
        }

        void extend(int last, double zeroShare, double oneShare, int split) {
            feature[last] = split;
            zero[last] = zeroShare;
            one[last] = oneShare;
            weight[last] = last == 0 ? 1 : 0;
            double upper = oneShare * inverse[last + 1];
            double lower = zeroShare * inverse[last + 1];
            for (int i = last - 1; i >= 0; i--) {
                weight[i + 1] += upper * weight[i] * (i + 1);
                weight[i] = lower * weight[i] * (last - i);
            }
        }

        void unwind(int last, int at) {
            double next = weight[last];
            for (int i = last - 1; i >= 0; i--) {
                if (one[at] != 0) {
                    double before = weight[i];
                    weight[i] = next * (last + 1) / ((i + 1) * one[at]);
                    next = before - weight[i] * zero[at] * (last - i) / (last + 1);
                } else {
                    weight[i] = weight[i] * (last + 1) / (zero[at] * (last - i));
                }
            }
            System.arraycopy(feature, at + 1, feature, at, last - at);
            System.arraycopy(zero, at + 1, zero, at, last - at);
            System.arraycopy(one, at + 1, one, at, last - at);
        }

        void addLeaf(int last, double value, double[] sums) {
            double failed = -value * failedSum(last);
            for (int i = 1; i <= last; i++) {
                sums[feature[i]] +=
                        one[i] == 0 ? failed : passedSum(last, zero[i]) * (1 - zero[i]) * value;
            }
        }

        /// The weights of all subsets without a feature whose test failed, times its `zero`.
        private double failedSum(int last) {
            double total = 0;
            for (int i = last - 1; i >= 0; i--) {
                total += weight[i] * (last + 1) * inverse[last - i];
            }
            return total;
        }

        /// The weights of all subsets without a feature whose test was passed.
        private double passedSum(int last, double share) {
            double next = weight[last];
            double back = share * inverse[last + 1];
            double total = 0;
            for (int i = last - 1; i >= 0; i--) {
                double part = next * (last + 1) * inverse[i + 1];
                total += part;
                next = weight[i] - part * back * (last - i);
            }
            return total;
        }
    }
}

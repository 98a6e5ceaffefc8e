package redress.decisions.trees;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A sum of trees: `base + Σ tree(row)`, in log-odds.
///
/// A row is an array of one float per feature; `NaN` means "not known". Immutable and thread safe.
/// The score differs from XGBoost's own by rounding only (it sums 32-bit floats, this sums 64-bit
/// ones): below 1e-5 in log-odds.
public final class TreeEnsemble {
    private static final int MOST_TREES = 100_000;

    private final int features;
    private final double base;
    private final List<Tree> trees;

    TreeEnsemble(int features, double base, List<Tree> trees) {
        this.features = features;
        this.base = base;
        this.trees = List.copyOf(trees);
    }

    public int features() {
        return features;
    }

    double base() {
        return base;
    }

    List<Tree> trees() {
        return trees;
    }

    /// The score of a row, in log-odds.
    public double score(float[] row) {
        double sum = base;
        for (Tree tree : trees) {
            sum += tree.score(row);
        }
        return sum;
    }

    /// The same model with every score `s` replaced by `slope · s + intercept`.
    public TreeEnsemble rescaled(double slope, double intercept) {
        return new TreeEnsemble(
                features,
                slope * base + intercept,
                trees.stream().map(tree -> tree.scaled(slope)).toList());
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(features);
        out.writeDouble(base);
        out.writeInt(trees.size());
        for (Tree tree : trees) {
            tree.writeTo(out);
        }
    }

    public static TreeEnsemble readFrom(DataInput in) throws IOException {
        int features = in.readInt();
        double base = in.readDouble();
        int size = in.readInt();
        if (size < 0 || size > MOST_TREES) {
            throw new IOException("trees: " + size + " (expected: 0.." + MOST_TREES + ")");
        }
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            trees.add(Tree.readFrom(in, features));
        }
        return new TreeEnsemble(features, base, trees);
    }
}

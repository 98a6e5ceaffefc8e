package redress.decisions.priority;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import redress.decisions.linear.LinearModel;
import redress.decisions.text.SparseVector;
import redress.decisions.trees.TreeEnsemble;
import redress.decisions.trees.TreeShap;

/// Scores and explains a row of facts (one value per fact, `NaN` when not known), in calibrated
/// log-odds.
///
/// `bias() + Σ contributions(row) = score(row)` within 1e-6. Thread safe.
public sealed interface PriorityScorer {
    double score(double[] row);

    double[] contributions(double[] row);

    double bias();

    /// The same scorer with every score `s` replaced by `slope · s + intercept`.
    PriorityScorer rescaled(double slope, double intercept);

    void writeTo(DataOutput out) throws IOException;

    /// Reads what [#writeTo] wrote; the facts are those of the model around it.
    static PriorityScorer readFrom(DataInput in, List<Fact> facts) throws IOException {
        byte type = in.readByte();
        return switch (type) {
            case Trees.TYPE -> new Trees(TreeEnsemble.readFrom(in));
            case Linear.TYPE -> new Linear(facts, LinearModel.readFrom(in));
            default -> throw new IOException("scorer: " + type + " (expected: 1 or 2)");
        };
    }

    /// Boosted trees.
    record Trees(TreeEnsemble trees, TreeShap shap) implements PriorityScorer {
        static final byte TYPE = 1;

        public Trees(TreeEnsemble trees) {
            this(trees, new TreeShap(trees));
        }

        @Override
        public double score(double[] row) {
            return trees.score(floats(row));
        }

        @Override
        public double[] contributions(double[] row) {
            return shap.contributions(floats(row));
        }

        @Override
        public double bias() {
            return shap.bias();
        }

        @Override
        public PriorityScorer rescaled(double slope, double intercept) {
            return new Trees(trees.rescaled(slope, intercept));
        }

        @Override
        public void writeTo(DataOutput out) throws IOException {
            out.writeByte(TYPE);
            trees.writeTo(out);
        }

        private static float[] floats(double[] row) {
            float[] floats = new float[row.length];
            for (int i = 0; i < row.length; i++) {
                floats[i] = (float) row[i];
            }
            return floats;
        }
    }

    /// One weight per standardised fact; a fact not known counts as the mean.
    record Linear(List<Fact> facts, LinearModel weights) implements PriorityScorer {
        static final byte TYPE = 2;

        public Linear {
            facts = List.copyOf(facts);
        }

        @Override
        public double score(double[] row) {
            return weights.scores(vector(facts, row))[0];
        }

        @Override
        public double[] contributions(double[] row) {
            double[] shares = new double[row.length];
            for (int i = 0; i < row.length; i++) {
                shares[i] = weights.contribution(i, facts.get(i).standardised(row[i]), 0);
            }
            return shares;
        }

        @Override
        public double bias() {
            return weights.bias(0);
        }

        @Override
        public PriorityScorer rescaled(double slope, double intercept) {
            return new Linear(
                    facts, weights.rescaled(new double[] {slope}, new double[] {intercept}));
        }

        @Override
        public void writeTo(DataOutput out) throws IOException {
            out.writeByte(TYPE);
            weights.writeTo(out);
        }

        /// A row as the linear model sees it; also used to train it.
        public static SparseVector vector(List<Fact> facts, double[] row) {
            int[] ids = new int[row.length];
            double[] values = new double[row.length];
            for (int i = 0; i < row.length; i++) {
                ids[i] = i;
                values[i] = facts.get(i).standardised(row[i]);
            }
            return new SparseVector(ids, values);
        }
    }
}

package redress.decisions.linear;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import redress.decisions.text.SparseVector;

/// One linear score per label: `bias + Σ weight · value`, in log-odds.
///
/// Weights lie term by term (`weight(term, label) = weights[term · labels + label]`), so that one
/// pass over a vector scores every label. Immutable and thread safe; the sum of [#contribution]
/// over a vector plus [#bias] is the score up to rounding (below 1e-9 for texts of ordinary
/// length).
public final class LinearModel {
    private static final int MOST_WEIGHTS = 200_000_000;

    private final double[] bias;
    private final double[] weights;

    /// Takes the arrays as they are: `weights.length` is terms × `bias.length`.
    public LinearModel(double[] bias, double[] weights) {
        if (bias.length > 0 && weights.length % bias.length != 0) {
            throw new IllegalArgumentException(
                    "weights: "
                            + weights.length
                            + " (expected: a multiple of "
                            + bias.length
                            + ")");
        }
        this.bias = bias.clone();
        this.weights = weights.clone();
    }

    /// Joins models of one label each into one, in the given order.
    public static LinearModel join(LinearModel[] models, int terms) {
        double[] bias = new double[models.length];
        double[] weights = new double[terms * models.length];
        for (int label = 0; label < models.length; label++) {
            bias[label] = models[label].bias[0];
            for (int term = 0; term < terms; term++) {
                weights[term * models.length + label] = models[label].weights[term];
            }
        }
        return new LinearModel(bias, weights);
    }

    public int labels() {
        return bias.length;
    }

    public double bias(int label) {
        return bias[label];
    }

    /// The score of every label, in log-odds.
    public double[] scores(SparseVector vector) {
        double[] sums = bias.clone();
        for (int i = 0; i < vector.size(); i++) {
            int from = vector.ids()[i] * sums.length;
            double value = vector.values()[i];
            for (int label = 0; label < sums.length; label++) {
                sums[label] += weights[from + label] * value;
            }
        }
        return sums;
    }

    /// What one term with this value adds to a label's score, in log-odds.
    public double contribution(int term, double value, int label) {
        return weights[term * bias.length + label] * value;
    }

    /// The same model with each label's score `s` replaced by `slope · s + intercept`.
    public LinearModel rescaled(double[] slope, double[] intercept) {
        LinearModel scaled = new LinearModel(bias, weights);
        for (int label = 0; label < bias.length; label++) {
            scaled.bias[label] = slope[label] * bias[label] + intercept[label];
        }
        for (int i = 0; i < weights.length; i++) {
            scaled.weights[i] = slope[i % bias.length] * weights[i];
        }
        return scaled;
    }

    public void writeTo(DataOutput out) throws IOException {
        write(bias, out);
        write(weights, out);
    }

    public static LinearModel readFrom(DataInput in) throws IOException {
        return new LinearModel(read(in), read(in));
    }

    private static void write(double[] values, DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] read(DataInput in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST_WEIGHTS) {
            throw new IOException("weights: " + size + " (expected: 0.." + MOST_WEIGHTS + ")");
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }
}

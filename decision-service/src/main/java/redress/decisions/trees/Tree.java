package redress.decisions.trees;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// One binary tree as parallel arrays; node 0 is the root, a leaf has `left[node] == -1`.
///
/// A row goes left when its value is below the threshold (compared as 32-bit floats, as XGBoost
/// does), and the way `missingLeft` says when the value is `NaN`. `value` is the leaf's log-odds,
/// `cover` the training weight that passed.
final class Tree {
    private static final int MOST_NODES = 1 << 20;

    final int[] feature;
    final float[] threshold;
    final int[] left;
    final int[] right;
    final boolean[] missingLeft;
    final double[] value;
    final double[] cover;

    Tree(int nodes) {
        feature = new int[nodes];
        threshold = new float[nodes];
        left = new int[nodes];
        right = new int[nodes];
        missingLeft = new boolean[nodes];
        value = new double[nodes];
        cover = new double[nodes];
    }

    boolean isLeaf(int node) {
        return left[node] < 0;
    }

    int next(int node, float[] row) {
        float at = row[feature[node]];
        boolean goesLeft = Float.isNaN(at) ? missingLeft[node] : at < threshold[node];
        return goesLeft ? left[node] : right[node];
    }

    double score(float[] row) {
        int node = 0;
        while (left[node] >= 0) {
            node = next(node, row);
        }
        return value[node];
    }

    int depth(int node) {
        return isLeaf(node) ? 0 : 1 + Math.max(depth(left[node]), depth(right[node]));
    }

    /// The mean of the leaves below a node, weighted by the share of cover at each fork.
    double mean(int node) {
        if (isLeaf(node)) {
            return value[node];
        }
        return share(left[node], node) * mean(left[node])
                + share(right[node], node) * mean(right[node]);
    }

    double share(int child, int parent) {
        return cover[child] / cover[parent];
    }

    Tree scaled(double factor) {
        Tree copy = new Tree(feature.length);
        System.arraycopy(feature, 0, copy.feature, 0, feature.length);
        System.arraycopy(threshold, 0, copy.threshold, 0, feature.length);
        System.arraycopy(left, 0, copy.left, 0, feature.length);
        System.arraycopy(right, 0, copy.right, 0, feature.length);
        System.arraycopy(missingLeft, 0, copy.missingLeft, 0, feature.length);
        System.arraycopy(cover, 0, copy.cover, 0, feature.length);
        for (int node = 0; node < value.length; node++) {
            copy.value[node] = factor * value[node];
        }
        return copy;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(feature.length);
        for (int node = 0; node < feature.length; node++) {
            out.writeInt(feature[node]);
            out.writeFloat(threshold[node]);
            out.writeInt(left[node]);
            out.writeInt(right[node]);
            out.writeBoolean(missingLeft[node]);
            out.writeDouble(value[node]);
            out.writeDouble(cover[node]);
        }
    }

    static Tree readFrom(DataInput in, int features) throws IOException {
        int nodes = in.readInt();
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new IOException("nodes: " + nodes + " (expected: 1.." + MOST_NODES + ")");
        }
        Tree tree = new Tree(nodes);
        for (int node = 0; node < nodes; node++) {
            tree.feature[node] = in.readInt();
            tree.threshold[node] = in.readFloat();
            tree.left[node] = in.readInt();
            tree.right[node] = in.readInt();
            tree.missingLeft[node] = in.readBoolean();
            tree.value[node] = in.readDouble();
            tree.cover[node] = in.readDouble();
            tree.check(node, features);
        }
        return tree;
    }

    /// Children follow their parent, so that no file can send a row round in circles.
    private void check(int node, int features) throws IOException {
        boolean fork =
                left[node] > node
                        && right[node] > node
                        && Math.max(left[node], right[node]) < feature.length
                        && feature[node] >= 0
                        && feature[node] < features;
        if (!isLeaf(node) && !fork) {
            throw new IOException("node " + node + ": children or feature out of range");
        }
    }
}

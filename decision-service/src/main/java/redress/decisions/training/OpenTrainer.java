package redress.decisions.training;

import com.oracle.labs.mlrg.olcut.util.Pair;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.common.liblinear.LibLinearModel;
import org.tribuo.provenance.ModelProvenance;

/// Tribuo's LibLinear trainer for L2-regularised logistic regression, without two detours that cost
/// more than the training: rows come in LibLinear's form already, and the weights are handed out
/// without being printed and read back.
final class OpenTrainer extends LibLinearClassificationTrainer {
    private static final double STOP = .01;
    private static final int MOST_ROUNDS = 1000;

    private final SharedRows rows;
    private final int[] chosen;
    private @Nullable Model inner;

    OpenTrainer(SharedRows rows, int[] chosen, double cost, long seed) {
        super(new LinearClassificationType(LinearType.L2R_LR), cost, MOST_ROUNDS, STOP, seed);
        this.rows = rows;
        this.chosen = chosen.clone();
    }

    @Override
    protected Pair<FeatureNode[][], double[][]> extractData(
            Dataset<Label> data,
            ImmutableOutputInfo<Label> outputInfo,
            ImmutableFeatureMap featureMap) {
        FeatureNode[][] nodes = new FeatureNode[chosen.length][];
        double[][] outputs = new double[1][chosen.length];
        int at = 0;
        for (Example<Label> example : data) {
            nodes[at] = rows.nodes(chosen[at]);
            outputs[0][at++] = outputInfo.getID(example.getOutput());
        }
        return new Pair<>(nodes, outputs);
    }

    @Override
    protected LibLinearModel<Label> createModel(
            ModelProvenance provenance,
            ImmutableFeatureMap featureIDMap,
            ImmutableOutputInfo<Label> outputIDInfo,
            List<Model> models) {
        inner = models.getFirst();
        return super.createModel(provenance, featureIDMap, outputIDInfo, models);
    }

    /// LibLinear's own model of the last training.
    Model inner() {
        if (inner == null) {
            throw new IllegalStateException("nothing trained yet");
        }
        return inner;
    }
}

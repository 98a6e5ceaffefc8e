package redress.decisions.training;

import de.bwaldvogel.liblinear.FeatureNode;
import java.util.List;
import java.util.Locale;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.common.liblinear.LibLinearTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import redress.decisions.text.SparseVector;

/// Rows prepared for Tribuo once and shared by many fits: examples, the feature map, and
/// LibLinear's form of each row.
///
/// Features are named by number, so no word of a text reaches Tribuo; their order is that of the
/// numbers.
final class SharedRows {
    private final List<ArrayExample<Label>> examples;
    private final ImmutableFeatureMap features;
    private final List<FeatureNode[]> nodes;

    SharedRows(List<SparseVector> vectors, int terms) {
        String[] names = new String[terms];
        for (int i = 0; i < terms; i++) {
            names[i] = String.format(Locale.ROOT, "%08d", i);
        }
        this.examples = vectors.stream().map(vector -> example(vector, names)).toList();
        MutableDataset<Label> all = new MutableDataset<>(provenance(), new LabelFactory());
        examples.stream().filter(one -> one.size() > 0).forEach(all::add);
        this.features = all.getFeatureIDMap();
        this.nodes =
                examples.stream()
                        .map(one -> LibLinearTrainer.exampleToNodes(one, features, null))
                        .toList();
    }

    private static ArrayExample<Label> example(SparseVector vector, String[] names) {
        String[] used = new String[vector.size()];
        for (int i = 0; i < used.length; i++) {
            used[i] = names[vector.ids()[i]];
        }
        return new ArrayExample<>(new Label(LogisticTrainer.NO), used, vector.values());
    }

    static SimpleDataSourceProvenance provenance() {
        return new SimpleDataSourceProvenance("table", new LabelFactory());
    }

    ArrayExample<Label> example(int row) {
        return examples.get(row);
    }

    ImmutableFeatureMap features() {
        return features;
    }

    FeatureNode[] nodes(int row) {
        return nodes.get(row);
    }

    /// The term a Tribuo feature stands for.
    int term(int featureId) {
        return Integer.parseInt(features.get(featureId).getName());
    }
}

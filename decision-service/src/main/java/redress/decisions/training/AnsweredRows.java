package redress.decisions.training;

import java.util.Set;
import org.tribuo.Dataset;
import org.tribuo.FeatureMap;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableOutputInfo;
import org.tribuo.OutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.DatasetProto;
import org.tribuo.provenance.DatasetProvenance;

/// Some of the shared rows with the answers to one question: a Tribuo data set that does not count
/// features again.
final class AnsweredRows extends Dataset<Label> {
    private static final long serialVersionUID = 1L;

    private final transient SharedRows rows;
    private final transient MutableOutputInfo<Label> outputs = new LabelFactory().generateInfo();

    AnsweredRows(SharedRows rows, int[] chosen, boolean[] answers) {
        super(SharedRows.provenance(), new LabelFactory());
        this.rows = rows;
        Label yes = new Label(LogisticTrainer.YES);
        Label no = new Label(LogisticTrainer.NO);
        for (int row : chosen) {
            Label answer = answers[row] ? yes : no;
            data.add(new ArrayExample<>(answer, rows.example(row), 1f));
            outputs.observe(answer);
        }
    }

    @Override
    public Set<Label> getOutputs() {
        return outputs.getDomain();
    }

    @Override
    public ImmutableOutputInfo<Label> getOutputIDInfo() {
        return outputs.generateImmutableOutputInfo();
    }

    @Override
    public OutputInfo<Label> getOutputInfo() {
        return outputs;
    }

    @Override
    public ImmutableFeatureMap getFeatureIDMap() {
        return rows.features();
    }

    @Override
    public FeatureMap getFeatureMap() {
        return rows.features();
    }

    @Override
    public DatasetProvenance getProvenance() {
        return new DatasetProvenance(
                sourceProvenance,
                new com.oracle.labs.mlrg.olcut.provenance.ListProvenance<>(),
                this);
    }

    @Override
    public DatasetProto serialize() {
        throw new UnsupportedOperationException(
                "training rows are personal data: they are not written anywhere");
    }
}

package redress.decisions.training;

import java.util.function.Consumer;
import redress.decisions.maps.MapFile;
import redress.decisions.maps.PriorityMap;
import redress.decisions.maps.TriageMap;
import redress.decisions.models.TrainedModel;
import redress.decisions.rows.PriorityRows;
import redress.decisions.rows.TriageRows;
import redress.decisions.tables.Table;

/// Trains the kind of model that a map asks for.
public final class Training {
    /// The seed when none is given.
    public static final long SEED = 20261122;

    private Training() {}

    /// Reads the table to its end and trains; `progress` is told one line per step.
    public static TrainedModel train(
            Table table,
            MapFile map,
            String dataSha256,
            boolean starter,
            Consumer<String> progress) {
        DataStamp stamp = new DataStamp(dataSha256, map.sha256(), starter);
        return switch (map.map()) {
            case TriageMap triage ->
                    new TriageTraining(TriageRows.read(table, triage), triage, SEED, progress)
                            .train(stamp);
            case PriorityMap priority ->
                    new PriorityTraining(
                                    PriorityRows.read(table, priority), priority, SEED, progress)
                            .train(stamp);
        };
    }
}

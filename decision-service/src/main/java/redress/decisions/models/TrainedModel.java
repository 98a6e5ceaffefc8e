package redress.decisions.models;

import java.util.HashMap;
import java.util.Map;

/// A model just trained, not yet in a store: its files by name and what the manifest shall say of
/// it.
///
/// `metrics` were measured on rows each model had not seen. File contents are shared, not copied.
public record TrainedModel(
        Kind kind,
        String name,
        boolean starter,
        Map<String, byte[]> files,
        String dataSha256,
        long dataRows,
        String mapSha256,
        long seed,
        Map<String, Double> metrics,
        Map<String, Double> thresholds,
        Map<String, String> provenance) {
    public TrainedModel {
        files = Map.copyOf(files);
        metrics = Map.copyOf(metrics);
        thresholds = Map.copyOf(thresholds);
        provenance = Map.copyOf(provenance);
    }

    /// The same with one more file, which the version's digest then covers.
    public TrainedModel with(String file, byte[] bytes) {
        Map<String, byte[]> more = new HashMap<>(files);
        more.put(file, bytes);
        return new TrainedModel(
                kind,
                name,
                starter,
                more,
                dataSha256,
                dataRows,
                mapSha256,
                seed,
                metrics,
                thresholds,
                provenance);
    }
}

package redress.decisions.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redress.decisions.advice.InputDigest;
import redress.decisions.advice.ModelStamp;

/// What is known about one trained model; stored beside its files as `manifest.json`.
///
/// The digest covers every field except `version`, `digest` and `created_at`, and through `files`
/// every model file. The version is the digest's first 12 hex digits: the same data, map and seed
/// give the same version, whoever trains.
public record Manifest(
        String kind,
        String name,
        String version,
        String digest,
        String createdAt,
        boolean starter,
        Map<String, String> files,
        String dataSha256,
        long dataRows,
        String mapSha256,
        long seed,
        Map<String, Double> metrics,
        Map<String, Double> thresholds,
        Map<String, String> provenance) {
    static final int VERSION_LENGTH = 12;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    public Manifest {
        files = new TreeMap<>(files);
        metrics = new TreeMap<>(metrics);
        thresholds = new TreeMap<>(thresholds);
        provenance = new TreeMap<>(provenance);
    }

    /// The stamp that recommendations carry.
    public ModelStamp stamp() {
        return new ModelStamp(name, version, digest, starter);
    }

    /// The digest as it follows from the other fields.
    String computedDigest() {
        ObjectNode covered = JSON.valueToTree(this);
        covered.remove(List.of("version", "digest", "created_at"));
        try {
            return InputDigest.of(JSON.writeValueAsBytes(covered));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is always JSON", e);
        }
    }

    Manifest sealed() {
        String sum = computedDigest();
        return new Manifest(
                kind,
                name,
                sum.substring(0, VERSION_LENGTH),
                sum,
                createdAt,
                starter,
                files,
                dataSha256,
                dataRows,
                mapSha256,
                seed,
                metrics,
                thresholds,
                provenance);
    }

    byte[] toJson() throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    static Manifest fromJson(byte[] json) throws java.io.IOException {
        return JSON.readValue(json, Manifest.class);
    }
}

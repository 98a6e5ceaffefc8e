package redress.decisions.fairness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/// How a model treats groups, as measured on rows it had not seen when it was trained; kept in the
/// version as `fairness.json`.
public record FairnessReport(List<Comparison> comparisons, List<Proxy> proxies) {
    public static final String FILE = "fairness.json";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    public FairnessReport {
        comparisons = List.copyOf(comparisons);
        proxies = List.copyOf(proxies);
    }

    public byte[] toJson() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}

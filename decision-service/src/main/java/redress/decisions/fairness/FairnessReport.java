package redress.decisions.fairness;

import java.util.List;

/// How a model treats groups, as measured on rows it had not seen when it was trained.
public record FairnessReport(List<Comparison> comparisons, List<Proxy> proxies) {
    public FairnessReport {
        comparisons = List.copyOf(comparisons);
        proxies = List.copyOf(proxies);
    }
}

package redress.decisions.fairness;

import java.util.Map;
import java.util.TreeMap;

/// What a model does to one group, and how far that is from the reference group (group minus
/// reference).
///
/// A measure over fewer rows than [Cells#LEAST_ROWS] is absent; the reference group has no gaps.
public record GroupFigures(
        String group, int rows, Map<Measure, Estimate> figures, Map<Measure, Estimate> gaps) {
    public GroupFigures {
        figures = new TreeMap<>(figures);
        gaps = new TreeMap<>(gaps);
    }

    /// The same with its gaps to another group.
    GroupFigures against(GroupFigures reference) {
        Map<Measure, Estimate> found = new TreeMap<>();
        figures.forEach(
                (measure, estimate) -> {
                    Estimate other = reference.figures().get(measure);
                    if (other != null) {
                        found.put(measure, estimate.minus(other));
                    }
                });
        return new GroupFigures(group, rows, figures, found);
    }
}

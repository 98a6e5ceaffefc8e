package redress.decisions.rows;

import java.util.Arrays;
import java.util.List;

/// The group of each row by one attribute; an empty label means that it is not known.
public record Grouping(String attribute, List<String> labels) {
    public Grouping {
        labels = List.copyOf(labels);
    }

    /// The same for some of the rows, in their order.
    public Grouping only(int[] rows) {
        return new Grouping(attribute, Arrays.stream(rows).mapToObj(labels::get).toList());
    }

    /// The groups that occur, in alphabetical order.
    public List<String> groups() {
        return labels.stream().filter(label -> !label.isEmpty()).distinct().sorted().toList();
    }
}

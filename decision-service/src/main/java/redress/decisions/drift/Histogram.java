package redress.decisions.drift;

import java.util.List;

/// How often each of some bins was met at training; all that is kept of the rows.
///
/// For numbers, bin `i` ends at `cuts[i]` (included), one more bin holds what is above, and the
/// last one counts the rows in which the number is not known. For names there is a bin each, one
/// for all other names, and one for "not known". For words there are counts only: which word a bin
/// stands for follows from the model's vocabulary.
public record Histogram(
        Part part, String name, List<Double> cuts, List<String> names, List<Long> counts) {
    public Histogram {
        cuts = List.copyOf(cuts);
        names = List.copyOf(names);
        counts = List.copyOf(counts);
    }

    long[] array() {
        return counts.stream().mapToLong(Long::longValue).toArray();
    }

    /// The bin of a number.
    public int bin(double value) {
        if (Double.isNaN(value)) {
            return cuts.size() + 1;
        }
        int bin = 0;
        while (bin < cuts.size() && value > cuts.get(bin)) {
            bin++;
        }
        return bin;
    }

    int bin(String value) {
        if (value.isBlank()) {
            return names.size() + 1;
        }
        int at = names.indexOf(value);
        return at < 0 ? names.size() : at;
    }
}

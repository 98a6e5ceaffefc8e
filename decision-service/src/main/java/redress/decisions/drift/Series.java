package redress.decisions.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// What was observed of one thing in a set of rows.
public sealed interface Series {
    Part part();

    String name();

    /// Whether the bins follow upon one another, so that shares may be summed; "not known" is last.
    default boolean isOrdered() {
        return false;
    }

    /// Bins that suit these observations, with their counts.
    Histogram histogram();

    /// The counts of these observations in the bins of others.
    long[] countsIn(Histogram bins);

    /// A number of each row; `NaN` is "not known".
    @SuppressWarnings("ArrayRecordComponent") // large and read only
    record Numbers(Part part, String name, double[] values) implements Series {
        static final int MOST_BINS = 20;

        /// Bins of about equal counts; a value that fills several has one of its own, so that what
        /// is below it is told apart even if nothing was.
        @Override
        public Histogram histogram() {
            double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
            var cuts = new TreeSet<Double>();
            for (int i = 1; i < MOST_BINS && known.length > 0; i++) {
                double cut = known[(int) ((long) i * known.length / MOST_BINS)];
                if (!cuts.add(cut)) {
                    cuts.add(Math.nextDown(cut));
                }
            }
            cuts.removeIf(cut -> cut == known[known.length - 1]);
            var bins = new Histogram(part, name, List.copyOf(cuts), List.of(), List.of());
            return new Histogram(part, name, bins.cuts(), List.of(), boxed(countsIn(bins)));
        }

        @Override
        public boolean isOrdered() {
            return true;
        }

        @Override
        public long[] countsIn(Histogram bins) {
            return counts(values, bins);
        }
    }

    /// A probability of each row. The bins are tenths, not equal counts: a rare flag's scores crowd
    /// near 0, where moving means nothing to anybody.
    @SuppressWarnings("ArrayRecordComponent") // large and read only
    record Scores(String name, double[] values) implements Series {
        private static final List<Double> TENTHS = List.of(.1, .2, .3, .4, .5, .6, .7, .8, .9);

        @Override
        public Part part() {
            return Part.SCORE;
        }

        @Override
        public boolean isOrdered() {
            return true;
        }

        @Override
        public Histogram histogram() {
            var bins = new Histogram(part(), name, TENTHS, List.of(), List.of());
            return new Histogram(part(), name, TENTHS, List.of(), boxed(countsIn(bins)));
        }

        @Override
        public long[] countsIn(Histogram bins) {
            return counts(values, bins);
        }
    }

    /// A name of each row; blank is "not known".
    record Names(Part part, String name, List<String> values) implements Series {
        static final int MOST_NAMES = 60;
        static final int LEAST_ROWS = 30;

        public Names {
            values = List.copyOf(values);
        }

        /// A bin for each frequent name; what few rows say is not written down.
        @Override
        public Histogram histogram() {
            Map<String, Integer> counts = new HashMap<>();
            values.stream()
                    .filter(value -> !value.isBlank())
                    .forEach(value -> counts.merge(value, 1, Integer::sum));
            List<String> names =
                    counts.entrySet().stream()
                            .filter(entry -> entry.getValue() >= LEAST_ROWS)
                            .sorted(
                                    Map.Entry.<String, Integer>comparingByValue(
                                                    Comparator.reverseOrder())
                                            .thenComparing(Map.Entry.comparingByKey()))
                            .limit(MOST_NAMES)
                            .map(Map.Entry::getKey)
                            .toList();
            var bins = new Histogram(part, name, List.of(), names, List.of());
            return new Histogram(part, name, List.of(), names, boxed(countsIn(bins)));
        }

        @Override
        public long[] countsIn(Histogram bins) {
            long[] counts = new long[bins.names().size() + 2];
            values.forEach(value -> counts[bins.bin(value)]++);
            return counts;
        }
    }

    /// In how many texts each of some words was met; the order of the words is the model's.
    @SuppressWarnings("ArrayRecordComponent") // read only
    record Words(Part part, String name, long[] texts) implements Series {
        @Override
        public Histogram histogram() {
            return new Histogram(part, name, List.of(), List.of(), boxed(texts));
        }

        @Override
        public long[] countsIn(Histogram bins) {
            if (bins.counts().size() != texts.length) {
                throw new IllegalArgumentException(
                        "words: " + texts.length + " (expected: " + bins.counts().size() + ")");
            }
            return texts;
        }
    }

    private static long[] counts(double[] values, Histogram bins) {
        long[] counts = new long[bins.cuts().size() + 2];
        for (double value : values) {
            counts[bins.bin(value)]++;
        }
        return counts;
    }

    private static List<Long> boxed(long[] counts) {
        return LongStream.of(counts).boxed().toList();
    }
}

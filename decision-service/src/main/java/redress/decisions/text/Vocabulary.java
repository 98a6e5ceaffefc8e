package redress.decisions.text;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The terms a model knows, in alphabetical order, each with its inverse document frequency.
///
/// A vector's value is `(1 + ln tf) · idf`, scaled to length 1, with `idf = ln((1 + n) / (1 + df))
/// + 1` over n texts (the smoothed form of scikit-learn's TfidfTransformer). Values have no unit.
///   Immutable and thread safe. A vocabulary holds words people wrote: treat it as personal data.
public final class Vocabulary {
    private static final int MOST_TERMS = 5_000_000;

    private final String[] terms;
    private final double[] idf;
    private final Map<String, Integer> ids;

    private Vocabulary(String[] terms, double[] idf) {
        this.terms = terms;
        this.idf = idf;
        this.ids = HashMap.newHashMap(terms.length);
        for (int i = 0; i < terms.length; i++) {
            ids.put(terms[i], i);
        }
    }

    /// Learns the terms that at least `leastTexts` of the texts hold; each text is given as its
    /// terms.
    public static Vocabulary learn(List<List<String>> texts, int leastTexts) {
        Map<String, Integer> counts = new HashMap<>();
        for (List<String> text : texts) {
            new HashSet<>(text).forEach(term -> counts.merge(term, 1, Integer::sum));
        }
        String[] kept =
                counts.keySet().stream()
                        .filter(term -> counts.getOrDefault(term, 0) >= leastTexts)
                        .sorted()
                        .toArray(String[]::new);
        double[] idf =
                Arrays.stream(kept)
                        .mapToDouble(term -> idf(texts.size(), counts.getOrDefault(term, 0)))
                        .toArray();
        return new Vocabulary(kept, idf);
    }

    private static double idf(int texts, int holding) {
        return StrictMath.log((1.0 + texts) / (1.0 + holding)) + 1;
    }

    public int size() {
        return terms.length;
    }

    /// Whether at least `holding` of the `texts` that were learnt from hold the term.
    public boolean knows(String term, int holding, int texts) {
        Integer id = ids.get(term);
        return id != null && idf[id] <= idf(texts, holding);
    }

    /// Single words of texts, those that most texts hold first, then by alphabet.
    public List<String> frequentWords(int most) {
        return IntStream.range(0, terms.length)
                .filter(id -> terms[id].indexOf(' ') < 0 && !Words.holdsContext(terms[id]))
                .boxed()
                .sorted(Comparator.comparingDouble(id -> idf[id]))
                .limit(most)
                .map(id -> terms[id])
                .toList();
    }

    public String term(int id) {
        return terms[id];
    }

    public boolean knows(String term) {
        return ids.containsKey(term);
    }

    /// The vector of a text's terms; terms not known are left out, so it may be empty.
    public SparseVector vector(List<String> text) {
        int[] found = new int[text.size()];
        int n = 0;
        for (String term : text) {
            Integer id = ids.get(term);
            if (id != null) {
                found[n++] = id;
            }
        }
        Arrays.sort(found, 0, n);
        return weigh(found, n);
    }

    private SparseVector weigh(int[] sorted, int n) {
        int[] unique = new int[n];
        double[] values = new double[n];
        int size = 0;
        for (int from = 0; from < n; size++) {
            int to = from;
            while (to < n && sorted[to] == sorted[from]) {
                to++;
            }
            unique[size] = sorted[from];
            values[size] = (1 + StrictMath.log(to - from)) * idf[sorted[from]];
            from = to;
        }
        return new SparseVector(
                Arrays.copyOf(unique, size), toLengthOne(Arrays.copyOf(values, size)));
    }

    private static double[] toLengthOne(double[] values) {
        double square = 0;
        for (double value : values) {
            square += value * value;
        }
        double length = Math.sqrt(square);
        for (int i = 0; i < values.length; i++) {
            values[i] /= length;
        }
        return values;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(terms.length);
        for (int i = 0; i < terms.length; i++) {
            out.writeUTF(terms[i]);
            out.writeDouble(idf[i]);
        }
    }

    public static Vocabulary readFrom(DataInput in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST_TERMS) {
            throw new IOException("terms: " + size + " (expected: 0.." + MOST_TERMS + ")");
        }
        List<String> terms = new ArrayList<>();
        double[] idf = new double[size];
        for (int i = 0; i < size; i++) {
            terms.add(in.readUTF());
            idf[i] = in.readDouble();
        }
        return new Vocabulary(terms.toArray(String[]::new), idf);
    }
}

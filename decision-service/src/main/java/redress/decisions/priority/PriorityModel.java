package redress.decisions.priority;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.advice.Explanation;
import redress.decisions.models.StoredModel;

/// A trained priority model: the facts it knows (its schema), a scorer, and where the bands begin.
///
/// One file, `priority.bin`, big-endian, no code in it. Immutable and thread safe.
public record PriorityModel(List<Fact> facts, PriorityScorer scorer, BandThresholds bands) {
    public static final String FILE = "priority.bin";
    private static final int FORMAT = 0x52505231; // "RPR1"
    private static final int MOST_FACTS = 100_000;
    private static final double LEAST_KNOWN = .5;

    public PriorityModel {
        facts = List.copyOf(facts);
    }

    /// Puts facts into the order of the schema; those not given are `NaN`, those not in the schema
    /// are left out.
    public double[] row(Map<String, Double> given) {
        double[] row = new double[facts.size()];
        Arrays.setAll(row, i -> given.getOrDefault(facts.get(i).column(), Double.NaN));
        return row;
    }

    /// Why the model would rather not judge a row: too few facts, or one far outside what it has
    /// seen.
    public Optional<String> doubt(double[] row) {
        int found = 0;
        for (int i = 0; i < row.length; i++) {
            Fact fact = facts.get(i);
            if (fact.isOutside(row[i])) {
                return Optional.of(
                        fact.label()
                                + " is "
                                + Explanation.plain(row[i])
                                + ", far outside what the model has seen ("
                                + Explanation.plain(fact.least())
                                + " to "
                                + Explanation.plain(fact.most())
                                + ")");
            }
            found += Double.isNaN(row[i]) ? 0 : 1;
        }
        return found >= LEAST_KNOWN * row.length
                ? Optional.empty()
                : Optional.of("only " + found + " of " + row.length + " facts are known");
    }

    public Map<String, byte[]> toFiles() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeInt(facts.size());
            for (Fact fact : facts) {
                write(fact, out);
            }
            out.writeDouble(bands.medium());
            out.writeDouble(bands.high());
            out.writeDouble(bands.urgent());
            scorer.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(FILE, bytes.toByteArray());
    }

    public static PriorityModel from(StoredModel stored) {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(stored.file(FILE)))) {
            if (in.readInt() != FORMAT) {
                throw new IOException("not a priority model of format 1");
            }
            List<Fact> facts = readFacts(in);
            BandThresholds bands =
                    new BandThresholds(in.readDouble(), in.readDouble(), in.readDouble());
            return new PriorityModel(facts, PriorityScorer.readFrom(in, facts), bands);
        } catch (IOException e) {
            throw new BadInput(Reason.TAMPERED_MODEL, FILE + ": " + e.getMessage(), e);
        }
    }

    private static void write(Fact fact, DataOutputStream out) throws IOException {
        out.writeUTF(fact.column());
        out.writeUTF(fact.label());
        out.writeDouble(fact.least());
        out.writeDouble(fact.most());
        out.writeDouble(fact.mean());
        out.writeDouble(fact.spread());
    }

    private static List<Fact> readFacts(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST_FACTS) {
            throw new IOException("facts: " + size + " (expected: 0.." + MOST_FACTS + ")");
        }
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            facts.add(
                    new Fact(
                            in.readUTF(),
                            in.readUTF(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble()));
        }
        return facts;
    }
}

package redress.decisions.triage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.linear.LinearModel;
import redress.decisions.models.StoredModel;
import redress.decisions.text.Vocabulary;

/// A trained triage model: one vocabulary, a linear score per flag and per category, a threshold
/// per flag.
///
/// Scores are calibrated log-odds. One file, `triage.bin`, big-endian, no code in it. Immutable and
/// thread safe.
public record TriageModel(
        Vocabulary vocabulary,
        List<String> flags,
        List<Double> thresholds,
        LinearModel flagScores,
        List<String> categories,
        LinearModel categoryScores,
        List<String> languages) {
    public static final String FILE = "triage.bin";
    private static final int FORMAT = 0x52545231; // "RTR1"
    private static final int MOST_NAMES = 10_000;

    public TriageModel {
        flags = List.copyOf(flags);
        thresholds = List.copyOf(thresholds);
        categories = List.copyOf(categories);
        languages = List.copyOf(languages);
        if (flags.size() != thresholds.size()
                || flags.size() != flagScores.labels()
                || categories.size() != categoryScores.labels()) {
            throw new IllegalArgumentException(
                    "flags, thresholds, categories: sizes do not match the scores");
        }
    }

    public Map<String, byte[]> toFiles() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            writeNames(languages, out);
            writeNames(flags, out);
            for (double threshold : thresholds) {
                out.writeDouble(threshold);
            }
            writeNames(categories, out);
            vocabulary.writeTo(out);
            flagScores.writeTo(out);
            categoryScores.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(FILE, bytes.toByteArray());
    }

    public static TriageModel from(StoredModel stored) {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(stored.file(FILE)))) {
            if (in.readInt() != FORMAT) {
                throw new IOException("not a triage model of format 1");
            }
            List<String> languages = readNames(in);
            List<String> flags = readNames(in);
            List<Double> thresholds = new ArrayList<>();
            for (int i = 0; i < flags.size(); i++) {
                thresholds.add(in.readDouble());
            }
            List<String> categories = readNames(in);
            return new TriageModel(
                    Vocabulary.readFrom(in),
                    flags,
                    thresholds,
                    LinearModel.readFrom(in),
                    categories,
                    LinearModel.readFrom(in),
                    languages);
        } catch (IOException e) {
            throw new BadInput(Reason.TAMPERED_MODEL, FILE + ": " + e.getMessage(), e);
        }
    }

    private static void writeNames(List<String> names, DataOutputStream out) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
    }

    private static List<String> readNames(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST_NAMES) {
            throw new IOException("names: " + size + " (expected: 0.." + MOST_NAMES + ")");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add(in.readUTF());
        }
        return names;
    }
}

package redress.decisions.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.models.StoredModel;
import redress.decisions.models.TrainedModel;

/// What a version remembers of the rows that it learnt from, so that later rows can be held against
/// them: counts in bins, the share of yes to each question, and the coverage.
///
/// Training writes it into the version as `reference.json`; the version's digest covers it. It
/// holds no row, and no word of a text.
public record Reference(
        int rows, List<Histogram> histograms, Map<String, Answers> answers, double coverage) {
    public static final String FILE = "reference.json";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    public Reference {
        histograms = List.copyOf(histograms);
        answers = new TreeMap<>(answers);
    }

    /// The share of yes to a question, over so many rows.
    public record Answers(double share, int rows) {}

    public static Reference of(Sample sample) {
        Map<String, Answers> answers = new TreeMap<>();
        sample.asked()
                .forEach(
                        one ->
                                answers.put(
                                        one.name(),
                                        new Answers(one.share(), one.answers().length)));
        return new Reference(
                sample.rows(),
                sample.series().stream().map(Series::histogram).toList(),
                answers,
                sample.coverage());
    }

    /// The same model with its reference in it.
    public static TrainedModel addTo(TrainedModel model, Sample sample) {
        try {
            return model.with(FILE, JSON.writeValueAsBytes(of(sample)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reference is always JSON", e);
        }
    }

    /// The reference of a version; empty when it was trained before there were any.
    public static Optional<Reference> in(StoredModel stored) {
        return Optional.ofNullable(stored.files().get(FILE)).map(bytes -> read(stored, bytes));
    }

    private static Reference read(StoredModel stored, byte[] bytes) {
        try {
            return JSON.readValue(bytes, Reference.class);
        } catch (IOException e) {
            throw new BadInput(
                    Reason.TAMPERED_MODEL,
                    "model " + stored.manifest().version() + ": " + FILE + ": not usable",
                    e);
        }
    }

    /// The distribution of a score.
    public Optional<Histogram> score(String name) {
        return histograms.stream()
                .filter(one -> one.part() == Part.SCORE && one.name().equals(name))
                .findFirst();
    }
}

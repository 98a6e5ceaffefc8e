package redress.decisions.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import redress.decisions.drift.Sample.Asked;
import redress.decisions.rows.TriageRows;
import redress.decisions.rows.TriageRows.Grievance;
import redress.decisions.text.Vocabulary;
import redress.decisions.text.Words;
import redress.decisions.triage.Reading;
import redress.decisions.triage.TriageModel;
import redress.decisions.triage.TriageScores;

/// Grievances as drift is measured on them: each context, the words, and each score.
public final class TriageSample {
    /// The score that ranks grievances.
    public static final String URGENCY = "urgency";

    private static final String CATEGORY = "category";
    private static final int FREQUENT_WORDS = 100;

    private final List<Grievance> grievances;
    private final List<Series> series = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();

    private TriageSample(List<Grievance> grievances) {
        this.grievances = grievances;
    }

    /// At training. `probabilities` are indexed flag, then row; they and the categories come from
    /// models that had not seen the row. A word that only `leastTexts` texts hold, the fewest that
    /// a vocabulary asks for, would not be known without this row's text.
    public static Sample atTraining(
            TriageRows rows,
            Vocabulary vocabulary,
            int leastTexts,
            double[][] probabilities,
            List<String> categories,
            double coverage) {
        TriageSample sample = new TriageSample(rows.grievances());
        sample.context();
        sample.words(vocabulary, word -> vocabulary.knows(word, leastTexts + 1, rows.size()));
        sample.scores(rows.flags(), probabilities, categories);
        for (int flag = 0; flag < rows.flags().size(); flag++) {
            sample.asked.add(
                    new Asked(rows.flags().get(flag), probabilities[flag], rows.answers()[flag]));
        }
        return sample.with(coverage);
    }

    /// Rows that came after training; answers to flags that the model does not have are left out.
    public static Sample later(TriageModel model, TriageRows rows) {
        List<Reading> readings =
                rows.grievances().stream()
                        .map(one -> Reading.of(Words.of(one.text()), one.context(), "", model))
                        .toList();
        double[][] probabilities = probabilities(model, readings);
        TriageSample sample = new TriageSample(rows.grievances());
        sample.context();
        sample.words(model.vocabulary(), model.vocabulary()::knows);
        sample.scores(model.flags(), probabilities, categories(model, readings));
        for (int flag = 0; flag < model.flags().size(); flag++) {
            int answers = rows.flags().indexOf(model.flags().get(flag));
            if (answers >= 0) {
                sample.asked.add(
                        new Asked(
                                model.flags().get(flag),
                                probabilities[flag],
                                rows.answers()[answers]));
            }
        }
        long judged = readings.stream().filter(one -> one.doubt().isEmpty()).count();
        return sample.with(judged / (double) rows.size());
    }

    private static double[][] probabilities(TriageModel model, List<Reading> readings) {
        double[][] found = new double[model.flags().size()][readings.size()];
        for (int row = 0; row < readings.size(); row++) {
            double[] scores = TriageScores.flags(model, readings.get(row).vector());
            for (int flag = 0; flag < scores.length; flag++) {
                found[flag][row] = scores[flag];
            }
        }
        return found;
    }

    private static List<String> categories(TriageModel model, List<Reading> readings) {
        return model.categories().isEmpty()
                ? List.of()
                : readings.stream()
                        .map(one -> TriageScores.categories(model, one.vector()))
                        .map(shares -> model.categories().get(TriageScores.largest(shares)))
                        .toList();
    }

    private Sample with(double coverage) {
        return new Sample(grievances.size(), series, asked, coverage);
    }

    private void context() {
        for (String column : grievances.getFirst().context().keySet().stream().sorted().toList()) {
            series.add(
                    new Series.Names(
                            Part.FEATURE,
                            column,
                            grievances.stream()
                                    .map(one -> one.context().getOrDefault(column, ""))
                                    .toList()));
        }
    }

    private void words(Vocabulary vocabulary, Predicate<String> knows) {
        Map<String, Integer> places = new HashMap<>();
        vocabulary.frequentWords(FREQUENT_WORDS).forEach(word -> places.put(word, places.size()));
        double[] known = new double[grievances.size()];
        double[] length = new double[grievances.size()];
        long[] texts = new long[places.size()];
        for (int row = 0; row < known.length; row++) {
            List<String> words =
                    Words.of(grievances.get(row).text()).stream()
                            .filter(word -> word.length() > 1)
                            .toList();
            length[row] = words.size();
            known[row] = words.stream().filter(knows).count() / (double) words.size();
            for (String word : new HashSet<>(words)) {
                Integer place = places.get(word);
                if (place != null) {
                    texts[place]++;
                }
            }
        }
        series.add(new Series.Numbers(Part.VOCABULARY, "known words", known));
        series.add(new Series.Numbers(Part.VOCABULARY, "words in a text", length));
        series.add(new Series.Words(Part.VOCABULARY, "frequent words", texts));
    }

    private void scores(List<String> flags, double[][] probabilities, List<String> categories) {
        if (!flags.isEmpty()) {
            double[] urgency =
                    IntStream.range(0, grievances.size())
                            .mapToDouble(row -> urgency(flags, probabilities, row))
                            .toArray();
            series.add(new Series.Scores(URGENCY, urgency));
        }
        for (int flag = 0; flag < flags.size(); flag++) {
            series.add(new Series.Scores(flags.get(flag), probabilities[flag]));
        }
        if (!categories.isEmpty()) {
            series.add(new Series.Names(Part.SCORE, CATEGORY, categories));
        }
    }

    private static double urgency(List<String> flags, double[][] probabilities, int row) {
        double[] scores =
                IntStream.range(0, flags.size())
                        .mapToDouble(flag -> probabilities[flag][row])
                        .toArray();
        return scores[TriageScores.urgent(flags, scores)];
    }
}

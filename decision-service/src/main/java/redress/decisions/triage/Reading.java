package redress.decisions.triage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import redress.decisions.text.SparseVector;
import redress.decisions.text.Vocabulary;
import redress.decisions.text.Words;

/// What a model sees of a text: its vector, and why it would rather not judge it.
///
/// Only the first [#MOST_WORDS] words are scored, so that a long text costs no more than a long
/// letter.
public record Reading(SparseVector vector, Optional<String> doubt) {
    public static final int MOST_WORDS = 4_000;
    private static final int LEAST_WORDS = 3;
    private static final double LEAST_KNOWN = .5;

    /// Reads words (see `Words.of`) that are said to be in this language; empty means not known.
    public static Reading of(
            List<String> allWords,
            Map<String, String> context,
            String language,
            TriageModel model) {
        List<String> words = allWords.subList(0, Math.min(MOST_WORDS, allWords.size()));
        return new Reading(
                model.vocabulary().vector(terms(words, context)), doubt(words, language, model));
    }

    /// The terms of a text as training and service see them: its context first, then its words.
    public static List<String> terms(List<String> words, Map<String, String> context) {
        List<String> all = Words.ofContext(context);
        all.addAll(words);
        return Words.terms(all);
    }

    private static Optional<String> doubt(List<String> words, String language, TriageModel model) {
        if (!language.isBlank()
                && !model.languages().isEmpty()
                && !model.languages().contains(language)) {
            return Optional.of("the model was not trained on texts in " + language);
        }
        int count = 0;
        int known = 0;
        for (String word : words) {
            count += word.length() > 1 ? 1 : 0;
            known += word.length() > 1 && model.vocabulary().knows(word) ? 1 : 0;
        }
        return doubt(count, known, model.vocabulary());
    }

    private static Optional<String> doubt(int count, int known, Vocabulary vocabulary) {
        if (count == 0) {
            return Optional.of("the text holds no words");
        }
        if (count < LEAST_WORDS) {
            return Optional.of(
                    "the text is too short: "
                            + count
                            + " words (expected: "
                            + LEAST_WORDS
                            + " or more)");
        }
        if (known < LEAST_KNOWN * count || vocabulary.size() == 0) {
            return Optional.of(
                    "only "
                            + known
                            + " of "
                            + count
                            + " words are known to the model: it may be another language or another subject");
        }
        return Optional.empty();
    }
}

package redress.decisions.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Splits a text into lower-case words: runs of letters and the marks on them, in any script.
///
/// Numbers, words holding a digit, e-mail and web addresses become [#BREAK]: they carry identity,
/// not meaning, so no model learns them and no pair of words reaches across them. Names are
/// ordinary words: only their rarity keeps them out.
public final class Words {
    /// Stands where something was left out.
    public static final String BREAK = "";

    private static final String CONTEXT = "=";

    private Words() {}

    /// Where a text comes from, as words of the form `column=value`, in alphabetical order of
    /// columns.
    ///
    /// No text can hold such a word, so context and text are never taken for each other.
    public static List<String> ofContext(Map<String, String> context) {
        List<String> words = new ArrayList<>();
        new TreeMap<>(context)
                .forEach(
                        (column, value) -> {
                            if (!value.isBlank()) {
                                words.add(column + CONTEXT + value.strip());
                            }
                        });
        return words;
    }

    /// Whether a term holds a word of [#ofContext].
    public static boolean holdsContext(String term) {
        return term.contains(CONTEXT);
    }

    /// The words of a text in order, with breaks.
    public static List<String> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>(plain.length() / 5 + 1);
        int at = 0;
        while (at < plain.length()) {
            int end = chunkEnd(plain, at);
            addChunk(plain, at, end, words);
            at = end + 1;
        }
        return words;
    }

    private static int chunkEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static void addChunk(String text, int from, int to, List<String> words) {
        if (isAddress(text, from, to)) {
            words.add(BREAK);
            return;
        }
        int at = from;
        while (at < to) {
            int end = wordEnd(text, at, to);
            if (end > at) {
                words.add(hasDigit(text, at, end) ? BREAK : text.substring(at, end));
            }
            at = Math.max(end, at + 1);
        }
    }

    private static boolean isAddress(String text, int from, int to) {
        int at = text.indexOf('@', from, to);
        return (at > from && at < to - 1)
                || text.startsWith("www.", from)
                || text.indexOf("://", from, to) >= 0;
    }

    private static int wordEnd(String text, int from, int to) {
        int end = from;
        while (end < to && isWordPart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean isWordPart(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean hasDigit(String text, int from, int to) {
        for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
            if (Character.isDigit(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// The terms a model may learn: words of two letters or more, and pairs of neighbours among
    /// them.
    public static List<String> terms(List<String> words) {
        List<String> terms = new ArrayList<>(2 * words.size());
        String before = BREAK;
        for (String word : words) {
            if (word.length() == 1) {
                continue;
            }
            if (!word.isEmpty()) {
                terms.add(word);
                if (!before.isEmpty()) {
                    terms.add(before + ' ' + word);
                }
            }
            before = word;
        }
        return terms;
    }
}

package redress.decisions.rules;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import redress.decisions.advice.InputDigest;
import redress.decisions.text.Words;

/// Written rules that put a grievance on top, urgent and sensitive, without any model.
///
/// A rule holds when one of its phrases stands in the text as whole words, in order. Negation is
/// not understood ("no one was raped" matches): a false alarm costs a look, a missed one may cost a
/// life. The lists are short and in English, Spanish and French; they find what they name and
/// nothing else. Immutable and thread safe.
public final class FloorRules {
    private final Map<String, List<Phrase>> byFirstWord;
    private final String digest;

    private FloorRules(List<Rule> rules, String digest) {
        this.digest = digest;
        this.byFirstWord = new HashMap<>();
        for (Rule rule : rules) {
            for (String phrase : rule.phrases()) {
                List<String> words = Words.of(phrase);
                byFirstWord
                        .computeIfAbsent(words.getFirst(), first -> new ArrayList<>())
                        .add(new Phrase(rule, words));
            }
        }
    }

    /// The rules that come with the service.
    public static FloorRules standard() {
        try (InputStream in = FloorRules.class.getResourceAsStream("/rules/floor-rules.yaml")) {
            byte[] bytes = Objects.requireNonNull(in, "rules/floor-rules.yaml").readAllBytes();
            List<Rule> rules =
                    new ObjectMapper(new YAMLFactory()).readValue(bytes, new TypeReference<>() {});
            return new FloorRules(rules, InputDigest.of(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SHA-256 of the rule file: names the version of the rules.
    public String digest() {
        return digest;
    }

    /// The first rule that holds, in order of the text.
    public Optional<Match> firstMatch(List<String> words) {
        for (int at = 0; at < words.size(); at++) {
            for (Phrase phrase : byFirstWord.getOrDefault(words.get(at), List.of())) {
                if (phrase.standsAt(at, words)) {
                    return Optional.of(new Match(phrase.rule(), String.join(" ", phrase.words())));
                }
            }
        }
        return Optional.empty();
    }

    /// A named rule and the phrases that make it hold.
    public record Rule(String name, String says, List<String> phrases) {
        public Rule {
            phrases = List.copyOf(phrases);
        }
    }

    /// A rule that holds and the phrase that was found.
    public record Match(Rule rule, String phrase) {
        /// The reason in plain words.
        public String reason() {
            return "the rule “" + rule.says() + "” holds: the text says “" + phrase + "”";
        }
    }

    private record Phrase(Rule rule, List<String> words) {
        boolean standsAt(int at, List<String> text) {
            int end = at + words.size();
            return end <= text.size() && text.subList(at, end).equals(words);
        }
    }
}

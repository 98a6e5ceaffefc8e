package redress.grievances.notification;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The words for complainants, in several languages. All words are there with all placeholders, or
/// there are no templates.
public final class Templates {
    private static final List<String> SHIPPED = List.of("ar", "en", "es", "fr");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
    private static final String SUBJECT = "subject";
    private static final Map<String, Set<String>> DEMANDED = demanded();

    private final Map<String, Map<String, String>> languages;
    private final String fallback;

    /// @param languages for each language its words by their keys
    /// @param fallback language for whom none of the others is theirs
    /// @throws IllegalArgumentException if words or placeholders are missing, or unknown
    Templates(Map<String, Map<String, String>> languages, String fallback) {
        languages.forEach(Templates::requireWhole);
        if (!languages.containsKey(fallback)) {
            throw new IllegalArgumentException(
                    "redress.notifications.language: %s (expected: one of %s)"
                            .formatted(fallback, new TreeMap<>(languages).keySet()));
        }
        this.languages = Map.copyOf(languages);
        this.fallback = fallback;
    }

    /// The words that the service ships with.
    public static Templates shipped(String fallback) {
        return new Templates(
                SHIPPED.stream().collect(Collectors.toMap(each -> each, Templates::read)),
                fallback);
    }

    /// The language that is spoken to somebody.
    ///
    /// @param wanted BCP 47; empty if unknown
    String language(String wanted) {
        String spoken = Locale.forLanguageTag(wanted).getLanguage();
        return languages.containsKey(spoken) ? spoken : fallback;
    }

    /// The line that names the mail: the same for all news, since others may see it.
    ///
    /// @param language one of [#language]
    String subject(String language, String number) {
        return words(language, SUBJECT).replace("{number}", number);
    }

    /// The words of the mail.
    ///
    /// @param language one of [#language]
    /// @param contact where the complainant can ask
    String text(String language, News news, String number, String contact) {
        return words(language, news.key()).replace("{number}", number)
                + "\n\n"
                + words(language, "footer").replace("{contact}", contact)
                + "\n";
    }

    private String words(String language, String key) {
        return languages.getOrDefault(language, Map.of()).getOrDefault(key, "");
    }

    private static Map<String, Set<String>> demanded() {
        var demanded = new TreeMap<String, Set<String>>();
        demanded.put(SUBJECT, Set.of("number"));
        demanded.put("footer", Set.of("contact"));
        for (News each : News.values()) {
            demanded.put(each.key(), Set.of("number"));
        }
        return demanded;
    }

    private static void requireWhole(String language, Map<String, String> words) {
        if (!words.keySet().equals(DEMANDED.keySet())) {
            throw new IllegalArgumentException(
                    "words in %s: %s (expected: %s)"
                            .formatted(language, new TreeMap<>(words).keySet(), DEMANDED.keySet()));
        }
        DEMANDED.forEach(
                (key, placeholders) -> {
                    var found = placeholders(words.getOrDefault(key, ""));
                    if (!found.equals(placeholders)) {
                        throw new IllegalArgumentException(
                                "words in %s: %s: placeholders %s (expected: %s)"
                                        .formatted(language, key, found, placeholders));
                    }
                });
    }

    private static Set<String> placeholders(String words) {
        var found = new HashSet<String>();
        var matcher = PLACEHOLDER.matcher(words);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Map<String, String> read(String language) {
        var file = language + ".properties";
        var words = new Properties();
        try (Reader in =
                new InputStreamReader(
                        Objects.requireNonNull(Templates.class.getResourceAsStream(file), file),
                        StandardCharsets.UTF_8)) {
            words.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
        return words.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, words::getProperty));
    }
}

package redress.decisions.maps;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What only people can say about a model and its data; it goes into the model card and data sheet.
///
/// What is not said stays visible as "not stated".
public record About(Map<String, String> said) {
    static final Set<String> KEYS =
            Set.of("purpose", "not_for", "source", "collected", "licence", "limits");

    public About {
        said = new TreeMap<>(said);
    }

    public Optional<String> purpose() {
        return Optional.ofNullable(said.get("purpose"));
    }

    public Optional<String> notFor() {
        return Optional.ofNullable(said.get("not_for"));
    }

    public Optional<String> limits() {
        return Optional.ofNullable(said.get("limits"));
    }

    /// Where the data come from.
    public String source() {
        return said.getOrDefault("source", "not stated");
    }

    /// When, how and by whom the data were collected.
    public String collected() {
        return said.getOrDefault("collected", "not stated");
    }

    public String licence() {
        return said.getOrDefault("licence", "not stated");
    }
}

package redress.local.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One level of a map file; every complaint names the file and the key.
record MapSection(String where, JsonNode node) {
    MapSection {
        if (!node.isObject()) {
            throw new BadInput(where + ": not a map of keys to values");
        }
    }

    /// Refuses keys that are not in the set.
    MapSection allowing(Set<String> keys) {
        for (var pair : node.properties()) {
            if (!keys.contains(pair.getKey())) {
                throw new BadInput(
                        "%s: unknown key %s (expected: %s)"
                                .formatted(where, pair.getKey(), new TreeSet<>(keys)));
            }
        }
        return this;
    }

    Optional<MapSection> section(String key) {
        return node.has(key)
                ? Optional.of(new MapSection(where + ": " + key, node.path(key)))
                : Optional.empty();
    }

    String text(String key) {
        return optionalText(key).orElseThrow(() -> wrong(key, "a text"));
    }

    Optional<String> optionalText(String key) {
        return node.has(key) ? Optional.of(value(key, node.path(key))) : Optional.empty();
    }

    /// A list of texts; an absent key is an empty list.
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (node.has(key) && !node.path(key).isArray()) {
            throw wrong(key, "a list of texts");
        }
        node.path(key).forEach(one -> texts.add(value(key, one)));
        return texts;
    }

    /// An absent key is an empty map.
    Map<String, String> pairs(String key) {
        Map<String, String> pairs = new LinkedHashMap<>();
        section(key)
                .ifPresent(
                        section ->
                                section.node()
                                        .properties()
                                        .forEach(
                                                pair ->
                                                        pairs.put(
                                                                pair.getKey(),
                                                                section.value(
                                                                        pair.getKey(),
                                                                        pair.getValue()))));
        return pairs;
    }

    private String value(String key, JsonNode found) {
        if (!found.isValueNode() || found.isNull()) {
            throw wrong(key, "a text");
        }
        return found.asText();
    }

    private BadInput wrong(String key, String expected) {
        return new BadInput(
                "%s: %s: absent or not usable (expected: %s)".formatted(where, key, expected));
    }
}

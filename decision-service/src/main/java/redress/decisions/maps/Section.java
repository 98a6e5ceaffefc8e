package redress.decisions.maps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;

/// One level of a map file; every complaint names the file and the key.
record Section(String file, Optional<JsonNode> node) {
    Section {
        if (!node.map(JsonNode::isObject).orElse(false)) {
            throw new BadInput(Reason.BAD_MAP, file + ": not a map of keys to values");
        }
    }

    /// Refuses keys that are not in the set.
    Section allowing(Set<String> keys) {
        for (String key : (Iterable<String>) () -> value().fieldNames()) {
            if (!keys.contains(key)) {
                throw new BadInput(
                        Reason.BAD_MAP,
                        file + ": unknown key " + key + " (expected: " + new TreeSet<>(keys) + ")");
            }
        }
        return this;
    }

    private JsonNode value() {
        return node.orElse(MissingNode.getInstance());
    }

    Section section(String key) {
        if (!value().has(key)) {
            throw wrong(key, "a map of keys to values");
        }
        return new Section(file + ": " + key, Optional.of(value().path(key)));
    }

    boolean isSection(String key) {
        return value().path(key).isObject();
    }

    /// The keys below a key, in the order of the file; none when it is absent.
    List<String> keys(String key) {
        List<String> names = new ArrayList<>();
        if (value().has(key)) {
            section(key).value().fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    String text(String key) {
        return optionalText(key).orElseThrow(() -> wrong(key, "a text"));
    }

    Optional<String> optionalText(String key) {
        JsonNode found = value().path(key);
        if (found.isMissingNode() || found.isNull()) {
            return Optional.empty();
        }
        if (!found.isValueNode()) {
            throw wrong(key, "a text");
        }
        return Optional.of(found.asText());
    }

    /// A list of texts; a single text is a list of one, an absent key an empty list.
    List<String> texts(String key) {
        JsonNode found = value().path(key);
        List<String> texts = new ArrayList<>();
        if (found.isValueNode() && !found.isNull()) {
            texts.add(found.asText());
        }
        for (JsonNode one : found) {
            if (!one.isValueNode() || found.isObject()) {
                throw wrong(key, "a list of texts");
            }
            texts.add(one.asText());
        }
        return texts;
    }

    Map<String, String> pairs(String key) {
        JsonNode found = value().path(key);
        if (found.isMissingNode() || found.isNull()) {
            return Map.of();
        }
        if (!found.isObject()) {
            throw wrong(key, "a map of texts to texts");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        found.properties().forEach(pair -> pairs.put(pair.getKey(), pair.getValue().asText()));
        return pairs;
    }

    BadInput wrong(String key, String expected) {
        return new BadInput(
                Reason.BAD_MAP,
                file + ": " + key + ": absent or not usable (expected: " + expected + ")");
    }
}

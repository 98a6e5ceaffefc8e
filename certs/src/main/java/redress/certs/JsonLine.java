package redress.certs;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One flat JSON object on one line, its members in the order they were added.
public final class JsonLine {
    private final Map<String, String> members = new LinkedHashMap<>();

    public JsonLine with(String name, Object value) {
        members.put(name, quoted(value));
        return this;
    }

    public JsonLine with(String name, boolean value) {
        members.put(name, Boolean.toString(value));
        return this;
    }

    public JsonLine with(String name, Collection<?> values) {
        members.put(
                name,
                values.stream().map(JsonLine::quoted).collect(Collectors.joining(",", "[", "]")));
        return this;
    }

    @Override
    public String toString() {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(Object value) {
        return value.toString()
                .chars()
                .mapToObj(JsonLine::escaped)
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default ->
                    character < ' '
                            ? "\\u%04x".formatted(character)
                            : Character.toString(character);
        };
    }
}

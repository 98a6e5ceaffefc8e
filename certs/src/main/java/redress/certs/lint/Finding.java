package redress.certs.lint;

import java.util.Locale;

/// One broken rule.
///
/// @param rule its name, such as `one-uri`
/// @param source the section that demands it
/// @param where the file, and which certificate of it
/// @param found what is there instead of `expected`
public record Finding(
        String rule,
        Severity severity,
        String source,
        String where,
        String found,
        String expected) {

    static Finding of(Rule<?> rule, String where, String found) {
        return new Finding(
                rule.name(), rule.severity(), rule.source(), where, found, rule.expected());
    }

    @Override
    public String toString() {
        return "%s %s (%s): %s: %s (expected: %s)"
                .formatted(
                        severity.name().toLowerCase(Locale.ROOT),
                        rule,
                        source,
                        where,
                        found,
                        expected);
    }
}

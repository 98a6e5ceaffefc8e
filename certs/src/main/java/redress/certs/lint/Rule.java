package redress.certs.lint;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// One thing that must be true of a `T`.
///
/// @param source the section that demands it
/// @param expected what is right, as the end of a message
/// @param broken what was found instead, one text each; empty when the rule is kept
record Rule<T>(
        String name,
        Severity severity,
        String source,
        String expected,
        Function<T, Stream<String>> broken) {

    static <T> Rule<T> error(
            String name, String source, String expected, Function<T, Stream<String>> broken) {
        return new Rule<>(name, Severity.ERROR, source, expected, broken);
    }

    static <T> Rule<T> warning(
            String name, String source, String expected, Function<T, Stream<String>> broken) {
        return new Rule<>(name, Severity.WARNING, source, expected, broken);
    }

    /// `found` when something is wrong, else nothing.
    static Stream<String> unless(boolean right, Object found) {
        return right ? Stream.empty() : Stream.of(found.toString());
    }

    static <T> Stream<Finding> judge(List<Rule<T>> rules, T sample, String where) {
        return rules.stream()
                .flatMap(
                        rule ->
                                rule.broken
                                        .apply(sample)
                                        .map(found -> Finding.of(rule, where, found)));
    }
}

package redress.cases.states;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A state machine of types as a Mermaid diagram: what leads from where to where.
final class StateDiagram {
    private StateDiagram() {}

    /// @param states the sealed interface of the states; it begins where its static methods without
    ///   a state as argument lead
    static String of(Class<?> states) {
        var records = states.getPermittedSubclasses();
        return Stream.of(
                        beginnings(states),
                        Arrays.stream(records).flatMap(StateDiagram::arrows),
                        Arrays.stream(records).flatMap(StateDiagram::ends))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "```mermaid\nstateDiagram-v2\n", "\n```\n"));
    }

    private static Stream<String> beginnings(Class<?> states) {
        return Arrays.stream(states.getDeclaredMethods())
                .map(java.lang.reflect.Method::getReturnType)
                .filter(type -> !type.equals(states) && states.isAssignableFrom(type))
                .map(type -> "    [*] --> " + id(type.getSimpleName()));
    }

    private static Stream<String> arrows(Class<?> state) {
        return Transition.from(state).stream()
                .map(
                        each ->
                                "    %s --> %s : %s"
                                        .formatted(
                                                id(state.getSimpleName()),
                                                id(each.to()),
                                                each.name()));
    }

    private static Stream<String> ends(Class<?> state) {
        return Transition.from(state).isEmpty()
                ? Stream.of("    %s --> [*]".formatted(id(state.getSimpleName())))
                : Stream.of();
    }

    private static String id(String name) {
        return Transition.words(name).replace(' ', '_');
    }
}

package redress.cases.states;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// A legal transition of a state machine whose states are types: a sealed interface with a record
/// for each state. A record's own methods that return a state are what may happen in it; the
/// interface refuses each of them for all other states ([#refused]).
///
/// @param name what happens, in words
/// @param to the state that follows
public record Transition(String name, String to) {
    /// What may happen in a state, in the order of the alphabet.
    ///
    /// @param state a record of the sealed interface
    public static List<Transition> from(Class<?> state) {
        var kind = state.getInterfaces()[0];
        return Arrays.stream(state.getDeclaredMethods())
                .filter(
                        method ->
                                !method.isSynthetic()
                                        && kind.isAssignableFrom(method.getReturnType()))
                .map(Transition::of)
                .sorted(Comparator.comparing(Transition::name))
                .toList();
    }

    /// What to answer when a state does not allow something.
    ///
    /// @param state the state as it is
    /// @param transition name of the method that was called
    public static Refusal refused(Object state, String transition) {
        String possible =
                from(state.getClass()).stream()
                        .map(Transition::name)
                        .collect(Collectors.joining(", "));
        return new Refusal(
                Reason.REASON_ILLEGAL_TRANSITION,
                "%s: not possible in state %s (expected: %s)"
                        .formatted(
                                words(transition),
                                words(state.getClass().getSimpleName()),
                                possible.isEmpty() ? "nothing, it has ended" : possible));
    }

    /// A name of the code as words: `changeStage` is `change stage`.
    public static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static Transition of(Method method) {
        return new Transition(
                words(method.getName()), words(method.getReturnType().getSimpleName()));
    }
}

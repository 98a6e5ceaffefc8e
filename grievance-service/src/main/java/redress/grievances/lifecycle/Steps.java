package redress.grievances.lifecycle;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which steps each state has, read from the types: those methods of [GrievanceState] that lead to
/// a state and that the state, or a kind of states that it belongs to, declares.
final class Steps {
    private Steps() {}

    /// The steps of a state and where they lead, by name.
    static SortedMap<String, Class<?>> of(Class<? extends GrievanceState> state) {
        var steps = new TreeMap<String, Class<?>>();
        Stream.of(state.getMethods())
                .filter(method -> !method.isBridge())
                .filter(method -> method.getDeclaringClass() != GrievanceState.class)
                .filter(Steps::isStep)
                .forEach(method -> steps.put(method.getName(), leadsTo(method, state)));
        return Collections.unmodifiableSortedMap(steps);
    }

    // A step that says nothing nearer stays where it is.
    private static Class<?> leadsTo(Method method, Class<? extends GrievanceState> state) {
        return method.getReturnType().isRecord() ? method.getReturnType() : state;
    }

    private static boolean isStep(Method method) {
        return Arrays.stream(GrievanceState.class.getDeclaredMethods())
                .filter(declared -> declared.isDefault())
                .filter(declared -> GrievanceState.class.isAssignableFrom(declared.getReturnType()))
                .anyMatch(declared -> declared.getName().equals(method.getName()));
    }
}

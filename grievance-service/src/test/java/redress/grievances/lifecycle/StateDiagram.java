package redress.grievances.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The page of the states of a grievance, made from their types.
final class StateDiagram {
    private static final String HEAD =
            """
            # States of a grievance

            Made from the types (`GrievanceState` of grievance-service); a test fails when this page is not what they say.
            A step that is not drawn is refused with `ILLEGAL_TRANSITION`. What each call writes into the log is in the
            README of grievance-service.

            ```mermaid
            stateDiagram-v2
                [*] --> received
            """;

    private StateDiagram() {}

    static String page() {
        return states().stream()
                .map(StateDiagram::steps)
                .collect(Collectors.joining("", HEAD, "```\n"));
    }

    /// All states, in the order of the contract.
    static List<Class<? extends GrievanceState>> states() {
        var states = new ArrayList<Class<? extends GrievanceState>>();
        collect(GrievanceState.class, states);
        states.sort((one, other) -> Integer.compare(order(one), order(other)));
        return states;
    }

    private static void collect(Class<?> type, List<Class<? extends GrievanceState>> states) {
        if (type.isRecord()) {
            states.add(type.asSubclass(GrievanceState.class));
        } else {
            for (var permitted : type.getPermittedSubclasses()) {
                collect(permitted, states);
            }
        }
    }

    private static String steps(Class<? extends GrievanceState> state) {
        return Steps.of(state).entrySet().stream()
                .map(
                        step ->
                                "    %s --> %s: %s\n"
                                        .formatted(
                                                name(state), name(step.getValue()), step.getKey()))
                .collect(Collectors.joining());
    }

    private static int order(Class<?> state) {
        return redress.grievances.v1.GrievanceState.valueOf(
                        "GRIEVANCE_STATE_" + name(state).toUpperCase(Locale.ROOT))
                .getNumber();
    }

    private static String name(Class<?> state) {
        return state.getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }
}

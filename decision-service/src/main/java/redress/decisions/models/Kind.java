package redress.decisions.models;

import java.util.Arrays;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;

/// What a model recommends; the label is its name in maps, folders and recommendations.
public enum Kind {
    CASE_PRIORITY("case_priority"),
    GRIEVANCE_TRIAGE("grievance_triage");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Kind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadInput(
                                        Reason.BAD_MAP,
                                        "kind: "
                                                + label
                                                + " (expected: case_priority or grievance_triage)"));
    }
}

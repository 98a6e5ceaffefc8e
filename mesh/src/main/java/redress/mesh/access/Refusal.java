package redress.mesh.access;

import java.util.List;
import java.util.Optional;
import redress.access.v1.Reason;

/// A call that is refused, with the reason that its caller may know.
///
/// The message goes out to the caller: it names fields and expectations, never personal data.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<Violation> violations;
    private final transient Optional<Demand> demand;

    /// What is wrong with one field.
    ///
    /// @param field path of the field, empty for the message as a whole
    /// @param description what is expected
    public record Violation(String field, String description) {}

    public Refusal(Reason reason, String message) {
        this(reason, message, List.of());
    }

    public Refusal(Reason reason, String message, List<Violation> violations) {
        this(reason, message, violations, Optional.empty());
    }

    Refusal(Reason reason, String message, List<Violation> violations, Optional<Demand> demand) {
        super(message, null, false, false);
        this.reason = reason;
        this.violations = List.copyOf(violations);
        this.demand = demand;
    }

    /// What needs a user who identified more surely, or more recently.
    public static Refusal stepUp(Demand demand) {
        return new Refusal(
                Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION,
                "the user must identify more surely, or again (expected: acr %s%s)"
                        .formatted(
                                demand.acrValues().replace(" ", " or "),
                                demand.maxAge().isZero()
                                        ? ""
                                        : " within " + demand.maxAge().toSeconds() + " s"),
                List.of(),
                Optional.of(demand));
    }

    /// A request that breaks the contract in one field.
    public static Refusal invalid(String field, String description) {
        return new Refusal(
                Reason.REASON_INVALID_REQUEST,
                field + ": " + description,
                List.of(new Violation(field, description)));
    }

    public Reason reason() {
        return reason;
    }

    public List<Violation> violations() {
        return violations;
    }

    /// What the user must do to be let through, if that is why the call is refused.
    public Optional<Demand> demand() {
        return demand;
    }
}

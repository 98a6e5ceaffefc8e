package redress.mesh.access;

import java.util.List;
import redress.access.v1.Reason;

/// A call that is refused, with the reason that its caller may know.
///
/// The message goes out to the caller: it names fields and expectations, never personal data.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<Violation> violations;

    /// What is wrong with one field.
    ///
    /// @param field path of the field, empty for the message as a whole
    /// @param description what is expected
    public record Violation(String field, String description) {}

    public Refusal(Reason reason, String message) {
        this(reason, message, List.of());
    }

    public Refusal(Reason reason, String message, List<Violation> violations) {
        super(message, null, false, false);
        this.reason = reason;
        this.violations = List.copyOf(violations);
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
}

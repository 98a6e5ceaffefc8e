package redress.grievances.lifecycle;

import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How long after its end a grievance may be reopened (`redress.grievances.reopen-within`).
@Dependent
public class ReopeningWindow {
    private final Duration length;

    /// @param length from the end on; positive
    public ReopeningWindow(
            @ConfigProperty(name = "redress.grievances.reopen-within") Duration length) {
        if (!length.isPositive()) {
            throw new IllegalArgumentException(
                    "redress.grievances.reopen-within: "
                            + length
                            + " (expected: more than nothing)");
        }
        this.length = length;
    }

    /// Until when a grievance that ends now may be reopened.
    Instant from(Instant now) {
        return now.plus(length);
    }
}

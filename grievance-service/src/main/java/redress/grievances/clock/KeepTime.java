package redress.grievances.clock;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import redress.grievances.lifecycle.Clock;
import redress.grievances.v1.Grievance;
import redress.mesh.store.Transaction;

/// Winds the clock of a grievance with every change, and stores the limits that the change moves.
@ApplicationScoped
public class KeepTime implements Clock {
    private final GrievanceClock clock;
    private final Limits limits;

    public KeepTime(GrievanceClock clock, Limits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    @Override
    public Grievance begin(Transaction transaction, Grievance received) {
        var wound = clock.wind(received, received, transaction.now());
        limits.add(transaction, UUID.fromString(wound.getId()), clock.limits(wound));
        return wound;
    }

    @Override
    public Grievance wind(Transaction transaction, Grievance before, Grievance after) {
        var wound = clock.wind(before, after, transaction.now());
        var moved = clock.limits(wound);
        if (!moved.equals(clock.limits(before))) {
            limits.set(transaction, UUID.fromString(wound.getId()), moved);
        }
        return wound;
    }
}

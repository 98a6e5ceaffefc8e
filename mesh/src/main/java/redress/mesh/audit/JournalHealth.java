package redress.mesh.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import redress.mesh.audit.journal.Journal;
import redress.mesh.audit.journal.Sealer;

/// Not ready while calls can't be recorded, or what is recorded can't be sealed.
@Readiness
@ApplicationScoped
public class JournalHealth implements HealthCheck {
    private final Journal journal;
    private final Sealer sealer;

    JournalHealth(Journal journal, Sealer sealer) {
        this.journal = journal;
        this.sealer = sealer;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> failure = journal.failure().or(sealer::failure);
        var answer = HealthCheckResponse.named("audit journal").status(failure.isEmpty());
        failure.ifPresent(reason -> answer.withData("reason", reason));
        return answer.build();
    }
}

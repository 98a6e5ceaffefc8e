package redress.grievances.clock;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import redress.grievances.lifecycle.ActionLog;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.Grievance;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Transaction;

/// Tells that a limit is at risk, and moves a grievance up a level when one has passed: each once
/// for each limit, also with several replicas, and late rather than never after a pause.
@ApplicationScoped
public class RunClock {
    private static final Logger LOG = Logger.getLogger(RunClock.class);
    private static final String SERVICE = "grievance-service";
    private static final int BATCH = 200;
    private static final int RETRIES = 20;
    private static final Duration STEP_BACK = Duration.ofMinutes(1);

    private final Database database;
    private final Grievances grievances;
    private final ActionLog log;
    private final Limits limits;
    private final GrievanceClock clock;

    public RunClock(
            Database database,
            Grievances grievances,
            ActionLog log,
            Limits limits,
            GrievanceClock clock) {
        this.database = database;
        this.grievances = grievances;
        this.log = log;
        this.limits = limits;
        this.clock = clock;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        int looked;
        do {
            looked = runBatch();
        } while (looked >= BATCH);
    }

    /// Looks at some of the grievances that ask for it, and tells at how many. One that fails steps
    /// back: it is looked at again after a minute, and however many fail, the others go on.
    public int runBatch() {
        var waiting = new ArrayList<UUID>(database.asService(SERVICE, this::waiting));
        // Replicas that begin at different ends wait less for one another.
        Collections.shuffle(waiting);
        return (int) waiting.stream().filter(this::looked).count();
    }

    private List<UUID> waiting(Transaction transaction) {
        var now = transaction.now();
        return Stream.concat(
                        limits.waiting(transaction, now, BATCH).stream(),
                        limits.toRetry(transaction, now, RETRIES).stream())
                .distinct()
                .toList();
    }

    private boolean looked(UUID id) {
        try {
            database.writeAsService(SERVICE, transaction -> look(transaction, id));
            return true;
        } catch (RuntimeException e) {
            LOG.errorf(e, "the clock can't look at a grievance id=%s", id);
            stepBack(id);
            return false;
        }
    }

    private void stepBack(UUID id) {
        try {
            database.writeAsService(
                    SERVICE,
                    transaction ->
                            limits.putOff(transaction, id, transaction.now().plus(STEP_BACK)));
        } catch (RuntimeException e) {
            LOG.errorf(e, "the clock can't put off a grievance id=%s", id);
        }
    }

    private void look(Transaction transaction, UUID id) {
        grievances
                .lock(transaction, id)
                .filter(known -> !known.hasRestrictedAt())
                .ifPresent(known -> look(transaction, id, known));
    }

    private void look(Transaction transaction, UUID id, Grievance before) {
        List<Limit> all = clock.limits(before);
        limits.set(transaction, id, all);
        Grievance after = clock.look(before, transaction.now());
        int level = before.getEscalationLevel();
        for (Limit limit : all) {
            if (limits.claimRisk(transaction, id, limit, transaction.now())) {
                transaction.record(
                        new Event(id, "grievance.at_risk", "at risk: to " + words(limit)));
            }
            if (limits.claimBreach(transaction, id, limit, transaction.now())) {
                level++;
                after = after.toBuilder().setEscalationLevel(level).build();
                escalate(transaction, after, limit);
            }
        }
        if (!after.equals(before)) {
            // No new version: the people's part of the grievance is as they read it.
            grievances.replace(transaction, after);
        }
    }

    private void escalate(Transaction transaction, Grievance after, Limit limit) {
        log.add(
                transaction,
                after,
                ActionLog.entry(transaction, after, ActionVerb.ACTION_VERB_ESCALATED));
        transaction.record(
                new Event(
                        UUID.fromString(after.getId()),
                        "grievance.escalated",
                        "escalated to level %d: not done in time: to %s"
                                .formatted(after.getEscalationLevel(), words(limit))));
    }

    private static String words(Limit limit) {
        return switch (limit.kind()) {
            case ACKNOWLEDGE -> "acknowledge by " + limit.dueAt();
            case RESOLVE -> "resolve by " + limit.dueAt();
        };
    }
}

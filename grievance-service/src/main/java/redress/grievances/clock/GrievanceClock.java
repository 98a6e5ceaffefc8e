package redress.grievances.clock;

import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_ON_HOLD;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_RECEIVED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_REOPENED;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import redress.grievances.lifecycle.GrievanceRules;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.SlaStatus;
import redress.mesh.store.Timeline;

/// What the clock says about a grievance. It begins when the grievance arrives, begins anew when it
/// is reopened, and stands still while the complainant is asked for information.
@ApplicationScoped
public class GrievanceClock {
    private final ClockRules rules;

    public GrievanceClock(ClockRules rules) {
        this.rules = rules;
    }

    /// A grievance as a change leaves it, with its limits and its status as they are now.
    public Grievance wind(Grievance before, Grievance after, Instant now) {
        var wound = after.toBuilder();
        if (!before.hasClockStartedAt()) {
            wound.setClockStartedAt(Timeline.timestamp(now));
        } else if (isReopened(before, after)) {
            wound.setClockStartedAt(Timeline.timestamp(now))
                    .setPausedSeconds(0)
                    .setReopenings(before.getReopenings() + 1);
        }
        pause(wound, now);
        setLimits(wound);
        return wound.setSlaStatus(status(before, wound.build(), now)).build();
    }

    /// A grievance with its status as it is now.
    Grievance look(Grievance known, Instant now) {
        return known.toBuilder().setSlaStatus(status(known, known, now)).build();
    }

    /// The limits of a grievance.
    public List<Limit> limits(Grievance known) {
        return List.of(limit(Limit.Kind.ACKNOWLEDGE, known), limit(Limit.Kind.RESOLVE, known));
    }

    private static boolean isReopened(Grievance before, Grievance after) {
        return after.getState() == GRIEVANCE_STATE_REOPENED
                && before.getState() != after.getState();
    }

    private void pause(Grievance.Builder wound, Instant now) {
        boolean waits = wound.getState() == GRIEVANCE_STATE_ON_HOLD;
        if (waits && !wound.hasPausedAt()) {
            wound.setPausedAt(Timeline.timestamp(now));
        } else if (!waits && wound.hasPausedAt()) {
            var paused = time(wound).between(Timeline.instant(wound.getPausedAt()), now);
            wound.setPausedSeconds(wound.getPausedSeconds() + paused.toSeconds()).clearPausedAt();
        }
    }

    // What has been acknowledged keeps the limit that it met or missed.
    private void setLimits(Grievance.Builder wound) {
        var lengths = rules.lengths(wound.getDetails());
        if (wound.getState() == GRIEVANCE_STATE_RECEIVED) {
            wound.setAcknowledgeBy(Timeline.timestamp(by(wound, lengths.acknowledge())));
        }
        wound.setResolveBy(Timeline.timestamp(by(wound, lengths.resolve())));
    }

    private Limit limit(Limit.Kind kind, Grievance known) {
        var wound = known.toBuilder();
        var lengths = rules.lengths(known.getDetails());
        return switch (kind) {
            case ACKNOWLEDGE ->
                    new Limit(
                            kind,
                            1,
                            by(wound, rules.atRiskAfter(lengths.acknowledge())),
                            Timeline.instant(known.getAcknowledgeBy()),
                            known.getState() == GRIEVANCE_STATE_RECEIVED);
            case RESOLVE ->
                    new Limit(
                            kind,
                            known.getReopenings() + 1,
                            by(wound, rules.atRiskAfter(lengths.resolve())),
                            Timeline.instant(known.getResolveBy()),
                            GrievanceRules.isOpen(known) && !known.hasPausedAt());
        };
    }

    private Instant by(Grievance.Builder wound, Duration length) {
        return time(wound)
                .after(
                        Timeline.instant(wound.getClockStartedAt()),
                        length.plusSeconds(wound.getPausedSeconds()));
    }

    private WorkingTime time(Grievance.Builder wound) {
        return rules.time(wound.getDetails().getAreaCode());
    }

    // What has ended keeps the status that it had when it ended.
    private SlaStatus status(Grievance before, Grievance known, Instant now) {
        if (!GrievanceRules.isOpen(known)) {
            return GrievanceRules.isOpen(before)
                    ? status(limits(before), now)
                    : known.getSlaStatus();
        }
        return known.hasPausedAt() ? SlaStatus.SLA_STATUS_PAUSED : status(limits(known), now);
    }

    private static SlaStatus status(List<Limit> limits, Instant now) {
        if (limits.stream().anyMatch(limit -> limit.isDue(now))) {
            return SlaStatus.SLA_STATUS_BREACHED;
        }
        return limits.stream().anyMatch(limit -> limit.isAtRisk(now))
                ? SlaStatus.SLA_STATUS_AT_RISK
                : SlaStatus.SLA_STATUS_ON_TRACK;
    }
}

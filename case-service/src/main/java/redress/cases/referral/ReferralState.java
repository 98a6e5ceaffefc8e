package redress.cases.referral;

import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import redress.cases.states.Transition;
import redress.cases.v1.Referral;
import redress.mesh.store.Timeline;

/// The state of a referral. What may happen in a state is a method of its record, which gives the
/// state that follows; everything else is refused [Primero transitions, FHIR Task].
public sealed interface ReferralState {
    /// The receiver has not answered.
    record Requested() implements ReferralState {
        @Override
        public Accepted accept() {
            return new Accepted();
        }

        @Override
        public Rejected reject() {
            return new Rejected();
        }

        @Override
        public Revoked revoke() {
            return new Revoked();
        }

        @Override
        public Expired expire() {
            return new Expired();
        }
    }

    /// The receiver will serve the person.
    record Accepted() implements ReferralState {
        @Override
        public InProgress start() {
            return new InProgress();
        }

        @Override
        public Revoked revoke() {
            return new Revoked();
        }
    }

    /// The receiver serves the person.
    record InProgress() implements ReferralState {
        @Override
        public Done finish() {
            return new Done();
        }

        @Override
        public Revoked revoke() {
            return new Revoked();
        }
    }

    /// The receiver declined.
    record Rejected() implements ReferralState {}

    /// The sender knows what became of it.
    record Done() implements ReferralState {}

    /// The sender took it back.
    record Revoked() implements ReferralState {}

    /// Nobody answered in time.
    record Expired() implements ReferralState {}

    /// A referral that begins.
    static Requested requested() {
        return new Requested();
    }

    /// The state that a referral is in at an instant: a request expires by itself, also before
    /// anybody has noted it.
    static ReferralState of(Referral known, Instant now) {
        return switch (known.getState()) {
            case REFERRAL_STATE_REQUESTED ->
                    isOver(known, now) ? new Requested().expire() : new Requested();
            case REFERRAL_STATE_ACCEPTED -> new Accepted();
            case REFERRAL_STATE_IN_PROGRESS -> new InProgress();
            case REFERRAL_STATE_REJECTED -> new Rejected();
            case REFERRAL_STATE_DONE -> new Done();
            case REFERRAL_STATE_REVOKED -> new Revoked();
            case REFERRAL_STATE_EXPIRED -> new Expired();
            case REFERRAL_STATE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException(
                            "state of a referral: %s (expected: one of the contract)"
                                    .formatted(known.getState()));
        };
    }

    /// A referral in this state.
    default Referral.Builder applyTo(Referral before) {
        return before.toBuilder().setState(inContract());
    }

    /// Whether the receiver works on it or is asked to: only then they see what is shared.
    default boolean isOpen() {
        return switch (this) {
            case Requested _, Accepted _, InProgress _ -> true;
            case Rejected _, Done _, Revoked _, Expired _ -> false;
        };
    }

    private redress.cases.v1.ReferralState inContract() {
        return switch (this) {
            case Requested _ -> redress.cases.v1.ReferralState.REFERRAL_STATE_REQUESTED;
            case Accepted _ -> redress.cases.v1.ReferralState.REFERRAL_STATE_ACCEPTED;
            case InProgress _ -> redress.cases.v1.ReferralState.REFERRAL_STATE_IN_PROGRESS;
            case Rejected _ -> redress.cases.v1.ReferralState.REFERRAL_STATE_REJECTED;
            case Done _ -> redress.cases.v1.ReferralState.REFERRAL_STATE_DONE;
            case Revoked _ -> redress.cases.v1.ReferralState.REFERRAL_STATE_REVOKED;
            case Expired _ -> redress.cases.v1.ReferralState.REFERRAL_STATE_EXPIRED;
        };
    }

    private static boolean isOver(Referral known, Instant now) {
        var end = known.getDetails().getExpiresAt();
        return Timestamps.compare(end, Timeline.timestamp(now)) <= 0;
    }

    /// The receiver will serve the person.
    default ReferralState accept() {
        throw Transition.refused(this, "accept");
    }

    /// The receiver will not.
    default ReferralState reject() {
        throw Transition.refused(this, "reject");
    }

    /// The receiver begins.
    default ReferralState start() {
        throw Transition.refused(this, "start");
    }

    /// The receiver tells the outcome.
    default ReferralState finish() {
        throw Transition.refused(this, "finish");
    }

    /// The sender takes it back.
    default ReferralState revoke() {
        throw Transition.refused(this, "revoke");
    }

    /// Nobody answered in time.
    default ReferralState expire() {
        throw Transition.refused(this, "expire");
    }
}

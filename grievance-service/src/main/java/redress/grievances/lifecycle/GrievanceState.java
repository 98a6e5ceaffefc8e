package redress.grievances.lifecycle;

import static redress.grievances.v1.ComplainantResponse.COMPLAINANT_RESPONSE_NO_REPLY;
import static redress.grievances.v1.ComplainantResponse.COMPLAINANT_RESPONSE_UNSPECIFIED;

import java.time.Instant;
import redress.access.v1.Reason;
import redress.grievances.v1.Channel;
import redress.grievances.v1.ComplainantResponse;
import redress.grievances.v1.Decision;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDecision;
import redress.mesh.access.Refusal;
import redress.mesh.store.Timeline;

/// The states of a grievance. Each is a type; the steps that are legal in it are the methods that
/// it declares, and each says where it leads. Any other step is refused. So this file is the state
/// diagram, and `docs/grievance-states.md` is drawn from it.
///
/// A state knows only what decides about its steps; [#write] puts it into the grievance.
public sealed interface GrievanceState {
    /// The state that a grievance is in.
    static GrievanceState of(Grievance known) {
        return StateNames.read(known);
    }

    /// The state as the contract names it.
    default redress.grievances.v1.GrievanceState name() {
        return StateNames.of(this);
    }

    /// A grievance as it is in this state.
    default Grievance write(Grievance before) {
        return before.toBuilder().setState(name()).build();
    }

    /// The complainant has been told that the grievance arrived.
    default Acknowledged acknowledge() {
        throw refused("acknowledge");
    }

    /// An officer gets the grievance, or another one.
    default Assigned assign(String officer) {
        throw refused("assign");
    }

    /// The work begins.
    default InProgress start() {
        throw refused("start");
    }

    /// The complainant is asked for information.
    default OnHold requestInformation() {
        throw refused("requestInformation");
    }

    /// The complainant answered, or can't.
    default InProgress provideInformation() {
        throw refused("provideInformation");
    }

    /// Somebody decides.
    default ForApproval proposeDecision(GrievanceDecision decision) {
        throw refused("proposeDecision");
    }

    /// Another person approves.
    ///
    /// @throws Refusal with ROLE_MISSING if it is the same one
    default Resolved approveDecision(String approver, Instant now, Instant reopenBy) {
        throw refused("approveDecision");
    }

    /// The decision is to be made anew.
    default InProgress returnDecision() {
        throw refused("returnDecision");
    }

    /// The complainant has been told the decision.
    default Resolved communicateDecision(Channel via, Instant now) {
        throw refused("communicateDecision");
    }

    /// The complainant says what they think of the decision, once.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if they do not know it, or said it before
    default Resolved recordResponse(ComplainantResponse response, int rating, String comment) {
        throw refused("recordResponse");
    }

    /// Nothing more is to be done.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if the complainant does not know the decision
    default Closed close(Instant reopenBy) {
        throw refused("close");
    }

    /// The complainant takes it back.
    default Withdrawn withdraw(Instant reopenBy) {
        throw refused("withdraw");
    }

    /// It is not taken up.
    default Rejected reject(Instant reopenBy) {
        throw refused("reject");
    }

    /// Another grievance tells of the same matter, and goes on.
    default Closed markDuplicate(Instant reopenBy) {
        throw refused("markDuplicate");
    }

    /// A case is opened for it.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if that was not decided
    default Resolved referToCase() {
        throw refused("referToCase");
    }

    /// It is taken up again.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if the time for it has passed
    default Reopened reopen(Instant now) {
        throw refused("reopen");
    }

    /// The complainant appeals against the outcome: the appeal is a grievance of its own.
    default GrievanceState appeal() {
        throw refused("appeal");
    }

    private Refusal refused(String step) {
        return illegal(this, step, String.join(" or ", Steps.of(getClass()).keySet()));
    }

    private static Refusal illegal(GrievanceState state, String step, String expected) {
        return new Refusal(
                Reason.REASON_ILLEGAL_TRANSITION,
                "%s: not possible, the state of the grievance is %s (expected: %s)"
                        .formatted(step, state.name(), expected));
    }

    /// Work on it goes on, or waits.
    sealed interface Open extends GrievanceState {
        @Override
        default Withdrawn withdraw(Instant reopenBy) {
            return new Withdrawn(reopenBy);
        }
    }

    /// Nobody has taken it up yet.
    sealed interface Fresh extends Open {
        @Override
        default Assigned assign(String officer) {
            return new Assigned(officer);
        }

        @Override
        default Rejected reject(Instant reopenBy) {
            return new Rejected(reopenBy);
        }

        @Override
        default Closed markDuplicate(Instant reopenBy) {
            return new Closed(GrievanceDecision.getDefaultInstance(), reopenBy);
        }
    }

    /// An officer is in charge.
    sealed interface AtWork extends Open {
        @Override
        default Assigned assign(String officer) {
            return new Assigned(officer);
        }

        @Override
        default OnHold requestInformation() {
            return new OnHold();
        }

        @Override
        default ForApproval proposeDecision(GrievanceDecision decision) {
            return new ForApproval(decision);
        }

        @Override
        default Closed markDuplicate(Instant reopenBy) {
            return new Closed(GrievanceDecision.getDefaultInstance(), reopenBy);
        }
    }

    /// Nobody works on it any more. An appeal is possible however it ended: that a complainant took
    /// it back is what staff wrote down.
    sealed interface Ended extends GrievanceState {
        /// Until when it may be taken up again.
        Instant reopenBy();

        @Override
        default GrievanceState appeal() {
            return this;
        }

        @Override
        default Grievance write(Grievance before) {
            return before.toBuilder()
                    .setState(name())
                    .setReopenBy(Timeline.timestamp(reopenBy()))
                    .build();
        }

        @Override
        default Reopened reopen(Instant now) {
            if (now.isAfter(reopenBy())) {
                throw illegal(this, "reopen", "until " + reopenBy());
            }
            return new Reopened();
        }
    }

    /// It has arrived.
    record Received() implements Fresh {
        @Override
        public Acknowledged acknowledge() {
            return new Acknowledged();
        }
    }

    /// The complainant knows that it has arrived.
    record Acknowledged() implements Fresh {}

    /// An officer has it.
    record Assigned(String officer) implements AtWork {
        @Override
        public Grievance write(Grievance before) {
            return before.toBuilder().setState(name()).setAssignedTo(officer).build();
        }

        @Override
        public InProgress start() {
            return new InProgress();
        }
    }

    /// It is worked on; a decision that was returned is forgotten but for the log.
    record InProgress() implements AtWork {
        @Override
        public Grievance write(Grievance before) {
            return before.toBuilder().setState(name()).clearDecision().build();
        }
    }

    /// It waits for information from the complainant.
    record OnHold() implements Open {
        @Override
        public InProgress provideInformation() {
            return new InProgress();
        }
    }

    /// A decision waits for a second person.
    record ForApproval(GrievanceDecision decision) implements Open {
        @Override
        public Grievance write(Grievance before) {
            return before.toBuilder().setState(name()).setDecision(decision).build();
        }

        @Override
        public Resolved approveDecision(String approver, Instant now, Instant reopenBy) {
            if (approver.equals(decision.getDecidedBy())) {
                throw new Refusal(
                        Reason.REASON_ROLE_MISSING,
                        "approved_by: the person who decided (expected: another one)");
            }
            var approved =
                    decision.toBuilder()
                            .setApprovedBy(approver)
                            .setApprovedAt(Timeline.timestamp(now));
            return new Resolved(approved.build(), reopenBy);
        }

        @Override
        public InProgress returnDecision() {
            return new InProgress();
        }
    }

    /// It is decided.
    record Resolved(GrievanceDecision decision, Instant reopenBy) implements Ended {
        @Override
        public Grievance write(Grievance before) {
            return Ended.super.write(before).toBuilder().setDecision(decision).build();
        }

        @Override
        public Resolved communicateDecision(Channel via, Instant now) {
            var told =
                    decision.toBuilder()
                            .setCommunicatedAt(Timeline.timestamp(now))
                            .setCommunicatedVia(via);
            return new Resolved(told.build(), reopenBy);
        }

        @Override
        public Resolved recordResponse(ComplainantResponse response, int rating, String comment) {
            requireCommunicated("recordResponse");
            if (decision.getComplainantResponse() != COMPLAINANT_RESPONSE_UNSPECIFIED) {
                throw illegal(this, "recordResponse", "no response yet");
            }
            var answered =
                    decision.toBuilder()
                            .setComplainantResponse(response)
                            .setRating(rating)
                            .setComment(comment);
            return new Resolved(answered.build(), reopenBy);
        }

        @Override
        public Closed close(Instant newReopenBy) {
            requireCommunicated("close");
            var known = decision.toBuilder();
            if (decision.getComplainantResponse() == COMPLAINANT_RESPONSE_UNSPECIFIED) {
                known.setComplainantResponse(COMPLAINANT_RESPONSE_NO_REPLY);
            }
            return new Closed(known.build(), newReopenBy);
        }

        @Override
        public Resolved referToCase() {
            if (decision.getDecision() != Decision.DECISION_REFERRED_TO_CASE) {
                throw illegal(this, "referToCase", "the decision DECISION_REFERRED_TO_CASE");
            }
            return this;
        }

        private void requireCommunicated(String step) {
            if (!decision.hasCommunicatedAt()) {
                throw illegal(this, step, "communicateDecision");
            }
        }
    }

    /// It has ended with a decision, or as a duplicate without one.
    record Closed(GrievanceDecision decision, Instant reopenBy) implements Ended {
        @Override
        public Grievance write(Grievance before) {
            var after = Ended.super.write(before).toBuilder();
            return decision.equals(GrievanceDecision.getDefaultInstance())
                    ? after.clearDecision().build()
                    : after.setDecision(decision).build();
        }
    }

    /// It was not taken up.
    record Rejected(Instant reopenBy) implements Ended {}

    /// The complainant took it back; what somebody may have decided meanwhile does not count.
    record Withdrawn(Instant reopenBy) implements Ended {
        @Override
        public Grievance write(Grievance before) {
            return Ended.super.write(before).toBuilder().clearDecision().build();
        }
    }

    /// It is taken up again, and waits for an officer. The earlier decision is in the log.
    record Reopened() implements Open {
        @Override
        public Grievance write(Grievance before) {
            return before.toBuilder()
                    .setState(name())
                    .clearAssignedTo()
                    .clearDecision()
                    .clearReopenBy()
                    .clearDuplicateOf()
                    .build();
        }

        @Override
        public Assigned assign(String officer) {
            return new Assigned(officer);
        }
    }
}

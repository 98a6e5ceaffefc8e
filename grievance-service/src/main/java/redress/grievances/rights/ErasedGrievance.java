package redress.grievances.rights;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.Timestamp;
import redress.grievances.lifecycle.GrievanceRules;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceState;
import redress.mesh.privacy.OpenPart;

/// What is left of a grievance without its person: what statistics need.
public final class ErasedGrievance {
    private ErasedGrievance() {}

    /// The grievance without anything personal, and without what leads back to the person: the key
    /// in another system, and the digest of the text, at which one could guess. Work on an open one
    /// ends.
    public static Grievance of(Grievance before, Timestamp now) {
        var after = OpenPart.of(before).toBuilder().setErasedAt(now).clearRestrictedAt();
        after.getDetailsBuilder().clearExternalId();
        if (after.hasRecommendation()) {
            after.getRecommendationBuilder().clearInputDigest().setErasedAt(now);
        }
        if (GrievanceRules.isOpen(before)) {
            after.setState(GrievanceState.GRIEVANCE_STATE_CLOSED);
        }
        return after.build();
    }

    /// The entry of the log about an open grievance that was erased, and so ended.
    public static GrievanceAction ended(Grievance erased) {
        return GrievanceAction.newBuilder()
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setVerb(ActionVerb.ACTION_VERB_CLOSED)
                .setState(erased.getState())
                .setOccurredAt(erased.getErasedAt())
                .setErasedAt(erased.getErasedAt())
                .build();
    }
}

package redress.cases.rights;

import com.google.protobuf.Timestamp;
import redress.cases.lifecycle.TransferRules;
import redress.cases.v1.Case;
import redress.cases.v1.CaseState;
import redress.mesh.privacy.OpenPart;

/// What is left of a case without its person: what statistics need.
public final class ErasedCase {
    private ErasedCase() {}

    /// The case without anything personal, and without what leads back to the person: the key in
    /// another system, and the digest of the facts, at which one could guess. Work on an open one
    /// ends.
    public static Case of(Case before, Timestamp now) {
        var after = OpenPart.of(before).toBuilder().setErasedAt(now).clearRestrictedAt();
        after.getDetailsBuilder().clearExternalId();
        if (after.hasRecommendation()) {
            after.getRecommendationBuilder().clearInputDigest().setErasedAt(now);
        }
        if (after.getState() == CaseState.CASE_STATE_ACTIVE
                || after.getState() == CaseState.CASE_STATE_SUSPENDED) {
            after.setState(CaseState.CASE_STATE_TERMINATED);
        }
        return TransferRules.overtaken(after.build(), now);
    }
}

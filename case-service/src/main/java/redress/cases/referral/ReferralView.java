package redress.cases.referral;

import java.time.Instant;
import redress.cases.v1.Referral;

/// What sender and receiver see of a referral.
final class ReferralView {
    private ReferralView() {}

    static Referral forSender(Referral known, Instant now) {
        return ReferralState.of(known, now).applyTo(known).build();
    }

    /// Nothing of the case but what is shared, and that only while there is something to do.
    static Referral forReceiver(Referral known, Instant now) {
        var state = ReferralState.of(known, now);
        var view = state.applyTo(known).clearCaseId().clearRevokedReason();
        view.getDetailsBuilder()
                .clearConsentId()
                .clearConsentOverridden()
                .clearConsentOverrideReason();
        return state.isOpen() ? view.build() : ended(view.build());
    }

    /// What a receiver was shown, without what is no longer shared with them.
    static Referral ended(Referral shown) {
        var view = shown.toBuilder().clearShared();
        view.getDetailsBuilder().clearReason().clearLevelOfRisk();
        return view.build();
    }
}

package redress.cases.referral;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.lifecycle.CaseRules;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.Consent;
import redress.cases.v1.ConsentPurpose;
import redress.cases.v1.ReferralDetails;
import redress.mesh.access.Refusal;
import redress.mesh.store.Timeline;

/// What may be referred, to whom and on what grounds.
final class ReferralRules {
    private static final Descriptor DETAILS = CaseDetails.getDescriptor();
    private static final Set<String> NEVER_SHARED =
            Set.of("subjects_of_complaint", "supervisor", "team", "external_id");
    private static final Duration LONGEST = Duration.ofDays(366);

    private ReferralRules() {}

    /// Makes sure that a case may be referred so.
    ///
    /// @param consent the consent that `consent_id` names, if there is one of this case
    static void require(Case of, ReferralDetails details, Optional<Consent> consent, Instant now) {
        CaseRules.requireActive(of, "be referred");
        requireSender(of, details);
        requireEnd(details, now);
        requireSystemMaySee(of, details);
        requireConsent(details, consent);
    }

    /// What the receiver is shown.
    static CaseDetails shared(Case of, ReferralDetails details) {
        var shared = CaseDetails.newBuilder();
        for (String name : details.getSharedFieldsList()) {
            var field = DETAILS.findFieldByName(name);
            if (field == null || NEVER_SHARED.contains(name)) {
                throw Refusal.invalid(
                        "shared_fields", "no field of details that may be shared: " + name);
            }
            boolean present =
                    field.isRepeated()
                            ? of.getDetails().getRepeatedFieldCount(field) > 0
                            : !field.hasPresence() || of.getDetails().hasField(field);
            if (present) {
                shared.setField(field, of.getDetails().getField(field));
            }
        }
        return shared.build();
    }

    private static void requireSender(Case of, ReferralDetails details) {
        var programmes = of.getDetails().getProgrammeIdsList();
        String from = details.getFromProgramme();
        if (!programmes.contains(from) && !(from.isEmpty() && programmes.isEmpty())) {
            throw Refusal.invalid("from_programme", "none of the case (expected: one of them)");
        }
    }

    private static void requireEnd(ReferralDetails details, Instant now) {
        var end = details.getExpiresAt();
        var last = Timeline.timestamp(now.plus(LONGEST));
        if (Timestamps.compare(end, Timeline.timestamp(now)) <= 0
                || Timestamps.compare(end, last) > 0) {
            throw Refusal.invalid(
                    "expires_at",
                    "past or too far (expected: within %d days)".formatted(LONGEST.toDays()));
        }
    }

    private static void requireSystemMaySee(Case of, ReferralDetails details) {
        if (details.hasReceiver()
                && of.getDetails().getSensitivityValue() > Sensitivity.SENSITIVITY_STANDARD_VALUE) {
            throw Refusal.invalid(
                    "receiver",
                    "a sensitive case is not given to a system, which can't identify surely"
                            + " (expected: to_programme)");
        }
    }

    private static void requireConsent(ReferralDetails details, Optional<Consent> consent) {
        if (!details.getConsentId().isEmpty()) {
            requireHolds(details, consent);
        } else if (details.hasReceiver() && !details.getConsentOverridden()) {
            throw new Refusal(
                    Reason.REASON_INVALID_REQUEST,
                    "consent_id: none (expected: a consent that names the receiver, or"
                            + " consent_overridden with its reason)");
        }
    }

    private static void requireHolds(ReferralDetails details, Optional<Consent> consent) {
        String to = details.hasReceiver() ? details.getReceiver() : details.getToProgramme();
        boolean holds =
                consent.filter(one -> !one.hasWithdrawnAt() && !one.hasErasedAt())
                        .map(Consent::getDetails)
                        .filter(one -> one.getPurpose() == ConsentPurpose.CONSENT_PURPOSE_REFERRAL)
                        .filter(one -> one.getReceiversList().contains(to))
                        .isPresent();
        if (!holds) {
            throw Refusal.invalid(
                    "consent_id",
                    "no consent of this case that names the receiver and is not withdrawn");
        }
    }
}

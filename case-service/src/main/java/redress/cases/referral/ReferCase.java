package redress.cases.referral;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import redress.cases.lifecycle.Cases;
import redress.cases.records.CaseRecords;
import redress.cases.records.RecordKind;
import redress.cases.referral.ChangeReferral.Change;
import redress.cases.v1.Case;
import redress.cases.v1.Consent;
import redress.cases.v1.ReferCaseRequest;
import redress.cases.v1.Referral;
import redress.cases.v1.ReferralDetails;
import redress.cases.v1.RevokeReferralRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Database;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// The sender's side: refers a case, and takes a referral back.
@ApplicationScoped
public class ReferCase {
    private final Database database;
    private final Cases cases;
    private final CaseRecords records;
    private final Referrals referrals;
    private final ChangeReferral changes;

    ReferCase(
            Database database,
            Cases cases,
            CaseRecords records,
            Referrals referrals,
            ChangeReferral changes) {
        this.database = database;
        this.cases = cases;
        this.records = records;
        this.referrals = referrals;
        this.changes = changes;
    }

    /// Refers a case, once per request. Nobody changes the case or withdraws its consents
    /// meanwhile.
    ///
    /// @throws Refusal if consent is missing, or the case can't be referred so
    public Referral refer(Caller caller, ReferCaseRequest request) {
        UUID caseId = Database.id("case_id", request.getCaseId());
        return database.once(
                caller,
                RequestKey.of(request),
                ChangeReferral.ANSWER,
                transaction -> {
                    Case of =
                            cases.lock(transaction, caseId)
                                    .orElseThrow(() -> cases.missing(transaction, caseId));
                    if (of.hasErasedAt()) {
                        throw ItemMarks.erased();
                    }
                    var referral = referral(transaction, of, request.getDetails());
                    referrals.add(transaction, of, referral);
                    transaction.record(ChangeReferral.event(referral, "requested"));
                    return referral;
                });
    }

    /// Takes back a referral that is open.
    public Referral revoke(Caller caller, RevokeReferralRequest request) {
        var change = new Change(request, request.getId(), request.getEtag(), "revoked");
        return changes.asSender(
                caller,
                change,
                (transaction, before) ->
                        ReferralState.of(before, transaction.now())
                                .revoke()
                                .applyTo(before)
                                .setRevokedReason(request.getReason())
                                .build());
    }

    private Referral referral(Transaction transaction, Case of, ReferralDetails details) {
        ReferralRules.require(of, details, consent(transaction, of, details), transaction.now());
        var now = Timeline.timestamp(transaction.now());
        return ReferralState.requested()
                .applyTo(Referral.getDefaultInstance())
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setCaseId(of.getId())
                .setDetails(details)
                .setShared(ReferralRules.shared(of, details))
                .setRequestedBy(transaction.actor())
                .setRequestedAt(now)
                .setEtag("1")
                .setUpdatedAt(now)
                .build();
    }

    private Optional<Consent> consent(Transaction transaction, Case of, ReferralDetails details) {
        return details.getConsentId().isEmpty()
                ? Optional.empty()
                : records.find(
                                transaction,
                                RecordKind.CONSENT,
                                Database.id("consent_id", details.getConsentId()))
                        .filter(consent -> consent.getCaseId().equals(of.getId()));
    }
}

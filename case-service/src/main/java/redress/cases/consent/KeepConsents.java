package redress.cases.consent;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import redress.access.v1.Reason;
import redress.cases.records.KeepRecords;
import redress.cases.records.KeepRecords.Step;
import redress.cases.records.RecordKind;
import redress.cases.v1.Consent;
import redress.cases.v1.ListConsentsRequest;
import redress.cases.v1.RecordConsentRequest;
import redress.cases.v1.WithdrawConsentRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Records consents with the case of the person, and their withdrawal (GDPR Art. 7).
@ApplicationScoped
public class KeepConsents {
    private final KeepRecords records;
    private final RestsOnConsent resting;

    KeepConsents(KeepRecords records, RestsOnConsent resting) {
        this.records = records;
        this.resting = resting;
    }

    /// Records a consent.
    public Consent record(Caller caller, RecordConsentRequest request) {
        var step =
                new Step(
                        request,
                        request.getCaseId(),
                        "",
                        "case.consent_recorded",
                        "consent recorded: " + request.getDetails().getPurpose());
        return records.add(
                caller,
                RecordKind.CONSENT,
                step,
                (transaction, of) -> consent(transaction, request));
    }

    /// Records that a consent is withdrawn. It holds no more from now on; what rested on it ends
    /// with it.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if it was withdrawn before
    public Consent withdraw(Caller caller, WithdrawConsentRequest request) {
        var step =
                new Step(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.consent_withdrawn",
                        "consent withdrawn");
        return records.end(
                caller,
                RecordKind.CONSENT,
                step,
                (transaction, before) -> withdrawn(transaction, before, request.getEvidence()));
    }

    /// A page of the consents of a case, newest first.
    public Page.Slice<Consent> list(Caller caller, ListConsentsRequest request) {
        return records.list(caller, RecordKind.CONSENT, request.getCaseId(), Page.of(request));
    }

    private Consent withdrawn(Transaction transaction, Consent before, String evidence) {
        if (before.hasWithdrawnAt()) {
            throw new Refusal(Reason.REASON_ILLEGAL_TRANSITION, "the consent was withdrawn before");
        }
        resting.withdrawn(transaction, before);
        return before.toBuilder()
                .setWithdrawnAt(Timeline.timestamp(transaction.now()))
                .setWithdrawalEvidence(evidence)
                .build();
    }

    private static Consent consent(Transaction transaction, RecordConsentRequest request) {
        return Consent.newBuilder()
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setCaseId(request.getCaseId())
                .setDetails(request.getDetails())
                .setRecordedBy(transaction.actor())
                .setCreatedAt(Timeline.timestamp(transaction.now()))
                .build();
    }
}

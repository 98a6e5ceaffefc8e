package redress.cases.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import redress.cases.lifecycle.Cases;
import redress.cases.records.CaseRecords;
import redress.cases.records.KeepRecords;
import redress.cases.v1.Case;
import redress.cases.v1.Consent;
import redress.cases.v1.ConsentForm;
import redress.cases.v1.ConsentPurpose;
import redress.cases.v1.ListConsentsRequest;
import redress.cases.v1.RecordConsentRequest;
import redress.cases.v1.WithdrawConsentRequest;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;

/// Records and withdraws consents.
public record ConsentsForTests(KeepConsents consents) {
    /// On a database.
    public static ConsentsForTests on(
            Database database, Cases cases, CaseRecords records, RestsOnConsent resting) {
        return new ConsentsForTests(
                new KeepConsents(new KeepRecords(database, cases, records), resting));
    }

    /// The person of a case agrees that a receiver gets data.
    public Consent record(Caller caller, Case of, String receiver) {
        var request =
                RecordConsentRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setCaseId(of.getId());
        request.getDetailsBuilder()
                .setPurpose(ConsentPurpose.CONSENT_PURPOSE_REFERRAL)
                .addReceivers(receiver)
                .setForm(ConsentForm.CONSENT_FORM_WRITTEN)
                .setEvidence("folder 12")
                .setGivenAt(Timeline.timestamp(Instant.now().minus(Duration.ofDays(1))));
        return consents.record(caller, request.build());
    }

    /// The person withdraws it.
    public Consent withdraw(Caller caller, Consent before) {
        return consents.withdraw(
                caller,
                WithdrawConsentRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setEvidence("by phone")
                        .build());
    }

    /// The consents of a case.
    public List<Consent> of(Caller caller, Case known) {
        return consents.list(
                        caller, ListConsentsRequest.newBuilder().setCaseId(known.getId()).build())
                .rows();
    }
}

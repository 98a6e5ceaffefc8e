package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import com.google.protobuf.Timestamp;
import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redress.cases.v1.AcceptReferralRequest;
import redress.cases.v1.Case;
import redress.cases.v1.Consent;
import redress.cases.v1.ConsentForm;
import redress.cases.v1.ConsentPurpose;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.GetReferralRequest;
import redress.cases.v1.ListReferralsRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.RecordConsentRequest;
import redress.cases.v1.ReferCaseRequest;
import redress.cases.v1.Referral;
import redress.cases.v1.ReferralState;
import redress.cases.v1.StartReferralRequest;
import redress.cases.v1.WithdrawConsentRequest;
import redress.local.home.MeshService;
import redress.system.mesh.Client;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// A case worker refers a case to another programme's system and hears what became of it.
@Scenario
class ReferralsScenario {
    @Test
    void bringsBackWhatBecameOfAReferral(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER);
        var partner = mesh.as("partner", TestUser.PARTNER);
        var opened = open(worker);
        var sent = refer(worker, opened, consent(worker, opened));

        var received = received(partner, sent);
        assertThat(received.getShared().getTitle()).isEqualTo(opened.getDetails().getTitle());
        assertThat(received.getShared().getPresentingIssue()).isEmpty();
        assertThat(received.getCaseId()).isEmpty();
        assertRefused(
                Code.PERMISSION_DENIED,
                "ROLE_MISSING",
                () -> worker.referrals().acceptReferral(accept(sent)));
        assertRefused(
                Code.PERMISSION_DENIED,
                "WORKLOAD_NOT_ALLOWED",
                () ->
                        partner.cases()
                                .getCase(
                                        GetCaseRequest.newBuilder().setId(opened.getId()).build()));
        var accepted = partner.referrals().acceptReferral(accept(received)).getReferral();
        var started = partner.referrals().startReferral(start(accepted)).getReferral();
        var answer =
                mesh.rest("partner", TestUser.PARTNER)
                        .send(
                                "POST",
                                MeshService.CASES,
                                "/v1/referrals/" + started.getId() + ":finish",
                                "{\"outcome\": \"A tent was set up.\"}",
                                Map.of(
                                        "Idempotency-Key",
                                        Samples.id(),
                                        "If-Match",
                                        '"' + started.getEtag() + '"'));

        assertThat(answer.status()).isEqualTo(200);
        var known = get(worker, sent);
        assertThat(known.getState()).isEqualTo(ReferralState.REFERRAL_STATE_DONE);
        assertThat(known.getOutcome()).isEqualTo("A tent was set up.");
        assertThat(received(partner, sent).hasShared()).isFalse();
    }

    @Test
    void endsWithTheConsentThatItRestsOn(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER);
        var partner = mesh.as("partner", TestUser.PARTNER);
        var opened = open(worker);
        var consent = consent(worker, opened);
        var sent = refer(worker, opened, consent);

        var withdrawn =
                mesh.console(TestUser.DPO)
                        .consents()
                        .withdrawConsent(
                                WithdrawConsentRequest.newBuilder()
                                        .setRequestId(Samples.id())
                                        .setId(consent.getId())
                                        .setEtag(consent.getEtag())
                                        .setEvidence("Told us by phone.")
                                        .build())
                        .getConsent();

        assertThat(withdrawn.hasWithdrawnAt()).isTrue();
        var received = received(partner, sent);
        assertThat(received.getState()).isEqualTo(ReferralState.REFERRAL_STATE_REVOKED);
        assertThat(received.hasShared()).isFalse();
        assertRefused(
                Code.FAILED_PRECONDITION,
                "ILLEGAL_TRANSITION",
                () -> partner.referrals().acceptReferral(accept(received)));
    }

    private static Case open(Client worker) {
        var details =
                Samples.caseDetails(Samples.name("CO-05")).addProgrammeIds("cash_transfer").build();
        return worker.cases()
                .openCase(
                        OpenCaseRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setDetails(details)
                                .build())
                .getCase();
    }

    private static Consent consent(Client worker, Case of) {
        var request =
                RecordConsentRequest.newBuilder().setRequestId(Samples.id()).setCaseId(of.getId());
        request.getDetailsBuilder()
                .setPurpose(ConsentPurpose.CONSENT_PURPOSE_REFERRAL)
                .addReceivers(TestUser.PARTNER.username())
                .setForm(ConsentForm.CONSENT_FORM_WRITTEN)
                .setEvidence("Signed form in folder 12.")
                .setGivenAt(in(Duration.ofHours(-1)));
        return worker.consents().recordConsent(request.build()).getConsent();
    }

    private static Referral refer(Client worker, Case of, Consent consent) {
        var request =
                ReferCaseRequest.newBuilder().setRequestId(Samples.id()).setCaseId(of.getId());
        request.getDetailsBuilder()
                .setService("shelter")
                .setFromProgramme("cash_transfer")
                .setReceiver(TestUser.PARTNER.username())
                .setReason("The rain comes in.")
                .setConsentId(consent.getId())
                .addSharedFields("title")
                .setExpiresAt(in(Duration.ofDays(7)));
        return worker.referrals().referCase(request.build()).getReferral();
    }

    private static Referral received(Client partner, Referral sent) {
        return partner
                .referrals()
                .listReferrals(ListReferralsRequest.newBuilder().setPageSize(200).build())
                .getReferralsList()
                .stream()
                .filter(one -> one.getId().equals(sent.getId()))
                .findFirst()
                .orElseThrow();
    }

    private static Referral get(Client client, Referral known) {
        return client.referrals()
                .getReferral(GetReferralRequest.newBuilder().setId(known.getId()).build())
                .getReferral();
    }

    private static AcceptReferralRequest accept(Referral before) {
        return AcceptReferralRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }

    private static StartReferralRequest start(Referral before) {
        return StartReferralRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }

    private static Timestamp in(Duration time) {
        return Timestamp.newBuilder().setSeconds(Instant.now().plus(time).getEpochSecond()).build();
    }
}

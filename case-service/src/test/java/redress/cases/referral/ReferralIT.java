package redress.cases.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.cases.referral.ReferralDesk.HOUSING;
import static redress.cases.referral.ReferralDesk.PARTNER;
import static redress.cases.referral.ReferralDesk.SENDER;
import static redress.cases.referral.ReferralDesk.details;
import static redress.cases.referral.ReferralDesk.supervisor;
import static redress.cases.referral.ReferralDesk.system;
import static redress.cases.referral.ReferralDesk.worker;

import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Purpose;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.AcceptReferralRequest;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.Consent;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.Referral;
import redress.cases.v1.ReferralState;
import redress.cases.v1.UpdateCaseRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.timeline.v1.TimelineEntry;

class ReferralIT {
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final ReferralDesk desk = new ReferralDesk(POSTGRES);

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void theSenderSeesWhatBecameOfIt() {
        Case of = desk.open();
        var accepted = desk.accept(PARTNER, desk.referToPartner(of));
        var done = desk.finish(PARTNER, desk.start(PARTNER, accepted), "a tent stands");

        var known = desk.reading.get(SENDER, done.getId());
        assertThat(known.getState()).isEqualTo(ReferralState.REFERRAL_STATE_DONE);
        assertThat(known.getOutcome()).isEqualTo("a tent stands");
        assertThat(known.getRespondedBy()).isEqualTo("partner");
        assertThat(events(of))
                .containsSubsequence(
                        "case.referral_requested",
                        "case.referral_accepted",
                        "case.referral_started",
                        "case.referral_finished");
    }

    @Test
    void theReceiverSeesTheSharedFieldsAndNothingElseOfTheCase() {
        Case of = desk.open();
        var sent = desk.referToPartner(of);

        var received = desk.seen(PARTNER, sent).orElseThrow();

        assertThat(received.getShared())
                .isEqualTo(
                        CaseDetails.newBuilder().setTitle("No roof").putFacts("rooms", 1).build());
        assertThat(received.getCaseId()).isEmpty();
        assertThat(received.getDetails().getReason()).isEqualTo("rain comes in");
        assertThat(received.getDetails().getConsentOverrideReason()).isEmpty();
        refused(Reason.REASON_NOT_FOUND, () -> desk.use.reading().get(HOUSING, of.getId()));
    }

    @Test
    void nothingIsSharedOnceItHasEnded() {
        var rejected = desk.reject(PARTNER, desk.referToPartner(desk.open()), "no tent");
        var revoked = desk.revoke(SENDER, desk.referToPartner(desk.open()));

        for (var ended : new Referral[] {rejected, revoked}) {
            var received = desk.seen(PARTNER, ended).orElseThrow();
            assertThat(received.hasShared()).isFalse();
            assertThat(received.getDetails().getReason()).isEmpty();
            assertThat(desk.reading.get(SENDER, ended.getId()).getShared().getTitle())
                    .isEqualTo("No roof");
        }
        assertThat(desk.reading.get(SENDER, rejected.getId()).getRejectedReason())
                .isEqualTo("no tent");
    }

    @Test
    void aRepetitionTellsNothingMoreOnceItHasEnded() {
        Case of = desk.open();
        var consent = desk.consents.record(SENDER, of, "partner");
        var revoked = AcceptReferralRequest.newBuilder().setRequestId(ReferralDesk.id());
        var withdrawn = AcceptReferralRequest.newBuilder().setRequestId(ReferralDesk.id());
        var first = accept(revoked, desk.referToPartner(of));
        assertThat(accept(withdrawn, desk.referWithConsent(of, consent)).hasShared()).isTrue();
        assertThat(desk.answering.accept(PARTNER, revoked.build())).isEqualTo(first);

        var _ = desk.revoke(SENDER, first);
        desk.consents.withdraw(SENDER, consent);

        for (var request : List.of(revoked, withdrawn)) {
            var again = desk.answering.accept(PARTNER, request.build());
            assertThat(again.hasShared()).isFalse();
            assertThat(again.getDetails().getReason()).isEmpty();
            assertThat(again.getState()).isEqualTo(ReferralState.REFERRAL_STATE_ACCEPTED);
        }
    }

    private Referral accept(AcceptReferralRequest.Builder request, Referral sent) {
        request.setId(sent.getId()).setEtag(sent.getEtag());
        return desk.answering.accept(PARTNER, request.build());
    }

    @Test
    void aReceiverOutsideNeedsAConsentThatNamesItAndHolds() {
        Case of = desk.open();
        var consent = desk.consents.record(SENDER, of, "partner");
        var another = desk.consents.record(SENDER, of, "another");
        var foreign = desk.consents.record(SENDER, desk.open(), "partner");

        refused(
                Reason.REASON_INVALID_REQUEST,
                () -> desk.refer(of, details().setReceiver("partner")));
        refused(Reason.REASON_INVALID_REQUEST, () -> desk.referWithConsent(of, another));
        refused(Reason.REASON_INVALID_REQUEST, () -> desk.referWithConsent(of, foreign));
        assertThat(desk.referWithConsent(of, consent).getDetails().getConsentId())
                .isEqualTo(consent.getId());
        desk.consents.withdraw(SENDER, consent);
        refused(Reason.REASON_INVALID_REQUEST, () -> desk.referWithConsent(of, consent));
    }

    @Test
    void withdrawalOfConsentRevokesWhatIsOpenAndNothingElse() {
        Case of = desk.open();
        Consent consent = desk.consents.record(SENDER, of, "partner");
        var open = desk.accept(PARTNER, desk.referWithConsent(of, consent));
        var over = desk.reject(PARTNER, desk.referWithConsent(of, consent), "no");
        var other = desk.referToPartner(of);

        var officer = TestDatabase.person("dpo", Role.ROLE_DATA_PROTECTION_OFFICER);
        var withdrawn = desk.consents.withdraw(officer, consent);

        assertThat(withdrawn.hasWithdrawnAt()).isTrue();
        assertThat(state(open)).isEqualTo(ReferralState.REFERRAL_STATE_REVOKED);
        assertThat(state(over)).isEqualTo(ReferralState.REFERRAL_STATE_REJECTED);
        assertThat(state(other)).isEqualTo(ReferralState.REFERRAL_STATE_REQUESTED);
        assertThat(desk.seen(PARTNER, open).orElseThrow().hasShared()).isFalse();
        assertThat(desk.consents.of(SENDER, of)).containsExactly(withdrawn);
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> desk.consents.withdraw(SENDER, withdrawn));
    }

    @DisplayName("zero-trust 14: data protection officers reach sensitive cases for rights only")
    @Test
    void aConsentOfASensitiveCaseIsWithdrawnByTheDataProtectionOfficer() {
        Case of = desk.open();
        Consent consent = desk.consents.record(SENDER, of, "partner");
        sensitive(of);
        var officer = TestDatabase.person("dpo", Role.ROLE_DATA_PROTECTION_OFFICER);
        var unsure = TestDatabase.unsure("dpo", Role.ROLE_DATA_PROTECTION_OFFICER);

        refused(Reason.REASON_NOT_FOUND, () -> desk.consents.withdraw(officer, consent));
        refused(
                Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION,
                () -> desk.consents.withdraw(forRights(unsure), consent));
        assertThat(desk.consents.of(forRights(officer), of)).containsExactly(consent);
        assertThat(desk.consents.withdraw(forRights(officer), consent).hasWithdrawnAt()).isTrue();
    }

    private static Caller forRights(Caller officer) {
        return new Caller(officer.peer(), officer.user(), Purpose.PURPOSE_DATA_SUBJECT_RIGHTS);
    }

    private void sensitive(Case known) {
        var request = update(known, d -> d.setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE));
        var _ =
                desk.use
                        .updating()
                        .update(
                                supervisor("sender", "cash", "CO"),
                                request.setUpdateMask(
                                                FieldMask.newBuilder().addPaths("sensitivity"))
                                        .build());
    }

    @Test
    void onlyTheReceiverAnswersAndOnlyTheSenderRevokes() {
        var sent = desk.referToHousing(desk.open());

        refused(Reason.REASON_ROLE_MISSING, () -> desk.accept(SENDER, sent));
        refused(Reason.REASON_ROLE_MISSING, () -> desk.revoke(HOUSING, sent));
        assertThat(desk.accept(HOUSING, sent).getState())
                .isEqualTo(ReferralState.REFERRAL_STATE_ACCEPTED);
        refused(Reason.REASON_STALE_ETAG, () -> desk.accept(HOUSING, sent));
    }

    @DisplayName("zero-trust 14: a referral exists for its sender and its receiver only")
    @Test
    void nobodyElseSeesIt() {
        var toHousing = desk.referToHousing(desk.open());
        var toPartner = desk.referToPartner(desk.open());

        assertThat(desk.seen(HOUSING, toHousing)).isPresent();
        assertThat(desk.seen(worker("far", "housing", "CO-06"), toHousing)).isEmpty();
        assertThat(desk.seen(worker("other", "food", "CO-05"), toHousing)).isEmpty();
        assertThat(desk.seen(PARTNER, toHousing)).isEmpty();
        assertThat(desk.seen(HOUSING, toPartner)).isEmpty();
        assertThat(desk.seen(system("second", "cash"), toPartner)).isEmpty();
        refused(Reason.REASON_NOT_FOUND, () -> desk.accept(PARTNER, toHousing));
        refused(Reason.REASON_NOT_FOUND, () -> desk.accept(HOUSING, toPartner));
    }

    @DisplayName("zero-trust 14: what changes who sees a case changes who sees its referrals")
    @Test
    void followsTheCase() {
        Case of = desk.open();
        var sent = desk.referToHousing(of);

        Case about = change(of, d -> d.addSubjectsOfComplaint("Hana"), "subjects_of_complaint");
        assertThat(desk.seen(HOUSING, sent)).isEmpty();
        assertThat(desk.seen(worker("ina", "housing", "CO-05"), sent)).isPresent();
        Case moved = change(about, d -> d.setAreaCode("CO-06"), "area_code");
        assertThat(desk.seen(worker("ina", "housing", "CO-05"), sent)).isEmpty();
        sensitive(moved);
        assertThat(desk.seen(worker("jo", "housing", "CO-06"), sent)).isEmpty();
        assertThat(desk.seen(supervisor("kim", "housing", "CO-06"), sent)).isPresent();
    }

    @Test
    void nobodyAnswersWhatHasExpired() {
        Case of = desk.open();
        var late = desk.overdue(of);

        assertThat(desk.seen(PARTNER, late).orElseThrow().getState())
                .isEqualTo(ReferralState.REFERRAL_STATE_EXPIRED);
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> desk.accept(PARTNER, late));
        desk.ending.expire();
        desk.ending.expire();

        assertThat(events(of)).containsOnlyOnce("case.referral_expired");
        assertThat(desk.reading.get(SENDER, late.getId()).getEtag()).isEqualTo("2");
    }

    @Test
    void refusesWhatCanNotBeReferredSo() {
        Case of = desk.open();

        refused(
                Reason.REASON_INVALID_REQUEST,
                () -> desk.refer(of, details().setToProgramme("housing").setFromProgramme("food")));
        refused(
                Reason.REASON_INVALID_REQUEST,
                () ->
                        desk.refer(
                                of,
                                details()
                                        .setToProgramme("housing")
                                        .addSharedFields("subjects_of_complaint")));
        refused(
                Reason.REASON_INVALID_REQUEST,
                () ->
                        desk.refer(
                                of,
                                details()
                                        .setToProgramme("housing")
                                        .setExpiresAt(ReferralDesk.in(Duration.ofDays(-1)))));
    }

    @Test
    void anErasureEndsTheReferralAndTakesItsWords() {
        Case of = desk.open();
        var consent = desk.consents.record(SENDER, of, "partner");
        var sent = desk.referWithConsent(of, consent);

        var done = desk.held.erase(Set.of(UUID.fromString(of.getId())), "DSR-1");

        assertThat(done).hasSize(1);
        var received = desk.seen(PARTNER, sent).orElseThrow();
        assertThat(received.getState()).isEqualTo(ReferralState.REFERRAL_STATE_REVOKED);
        var left = desk.reading.get(SENDER, sent.getId());
        assertThat(left.hasErasedAt()).isTrue();
        assertThat(left.getShared().getTitle()).isEmpty();
        assertThat(left.getDetails().getService()).isEmpty();
        assertThat(desk.consents.of(SENDER, of).getFirst().getDetails().getEvidence()).isEmpty();
        refused(Reason.REASON_ERASED, () -> desk.accept(PARTNER, received));
    }

    @Test
    void whichServiceIsAskedForIsSealedAndNotInTheHistory() {
        String service = "clinic " + ReferralDesk.id();
        var sent = desk.refer(desk.open(), details().setService(service).setToProgramme("housing"));
        var _ = desk.accept(HOUSING, sent);

        assertThat(desk.reading.get(SENDER, sent.getId()).getDetails().getService())
                .isEqualTo(service);
        assertThat(POSTGRES.dumpOfRows().contains(service)).isFalse();
    }

    @Test
    void theFileOfThePersonHoldsConsentsAndReferrals() {
        Case of = desk.open();
        var consent = desk.consents.record(SENDER, of, "partner");
        var sent = desk.referWithConsent(of, consent);

        assertThat(desk.held.export(UUID.fromString(of.getId()))).contains(consent, sent);
    }

    private ReferralState state(Referral known) {
        return desk.reading.get(SENDER, known.getId()).getState();
    }

    private List<String> events(Case of) {
        var request = ListCaseTimelineRequest.newBuilder().setCaseId(of.getId()).build();
        return desk.use.reading().timeline(SENDER, request).rows().stream()
                .map(TimelineEntry::getType)
                .toList();
    }

    private Case change(Case before, Consumer<CaseDetails.Builder> change, String field) {
        var request = update(before, change).setUpdateMask(FieldMask.newBuilder().addPaths(field));
        return desk.use.updating().update(SENDER, request.build());
    }

    private static UpdateCaseRequest.Builder update(
            Case before, Consumer<CaseDetails.Builder> change) {
        var request =
                UpdateCaseRequest.newBuilder()
                        .setRequestId(ReferralDesk.id())
                        .setId(before.getId())
                        .setEtag(before.getEtag());
        change.accept(request.getDetailsBuilder());
        return request;
    }

    private static void refused(Reason reason, Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .describedAs(refusal.getMessage())
                                        .isEqualTo(reason));
    }
}

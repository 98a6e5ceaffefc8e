package redress.grievances.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.grievances.lifecycle.Requests.about;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.v1.Case;
import redress.cases.v1.IntakeSource;
import redress.cases.v1.OpenCaseRequest;
import redress.grievances.lifecycle.Requests;
import redress.grievances.lifecycle.TestUseCases;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Channel;
import redress.grievances.v1.CommunicateDecisionRequest;
import redress.grievances.v1.Decision;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.ListGrievanceActionsRequest;
import redress.grievances.v1.ReferToCaseRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;

class ReferToCaseIT {
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final TestUseCases use = new TestUseCases(database);
    private final CaseServiceFake cases = new CaseServiceFake();
    private final ReferToCase referring =
            new ReferToCase(database, new PostgresGrievances(), use.changes(), cases);

    /// Opens a case for each request identifier, unless it is away, and one for each external
    /// identifier.
    private static final class CaseServiceFake implements OpensCases {
        final List<OpenCaseRequest> asked = new ArrayList<>();
        final Map<String, String> requests = new HashMap<>();
        boolean away;
        Runnable meanwhile = () -> {};

        @Override
        public Case open(Caller caller, OpenCaseRequest request) {
            asked.add(request);
            if (away) {
                throw new Refusal(Reason.REASON_UNAVAILABLE, "away");
            }
            meanwhile.run();
            String external = request.getDetails().getExternalId();
            if (!requests.computeIfAbsent(external, _ -> request.getRequestId())
                    .equals(request.getRequestId())) {
                throw new Refusal(Reason.REASON_ALREADY_EXISTS, "external_id: taken");
            }
            return Case.newBuilder()
                    .setId(request.getRequestId())
                    .setNumber("CASE-2026-000001")
                    .build();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void opensACaseThatKnowsTheGrievanceAndTheOtherWayRound() {
        Grievance known = decided(Decision.DECISION_REFERRED_TO_CASE, true);
        var request = about(known, referral(""));

        Grievance referred = referring.refer(OFFICER, request);

        assertThat(referred.getCaseId()).isEqualTo(known.getId());
        assertThat(referred.getCaseNumber()).isEqualTo("CASE-2026-000001");
        var details = cases.asked.getFirst().getDetails();
        assertThat(details.getExternalId()).isEqualTo(known.getNumber());
        assertThat(details.getPresentingIssue()).isEqualTo("Nothing since May.");
        assertThat(details.getIntakeSource()).isEqualTo(IntakeSource.INTAKE_SOURCE_GRIEVANCE);
        assertThat(referring.refer(OFFICER, request)).isEqualTo(referred);
        assertThat(cases.asked).hasSize(1);
        refused(
                Reason.REASON_ALREADY_EXISTS,
                () -> referring.refer(OFFICER, about(referred, referral(""))));
    }

    @Test
    void needsConsentOrAReasonThatIsKept() {
        Grievance known = decided(Decision.DECISION_REFERRED_TO_CASE, false);
        refused(
                Reason.REASON_INVALID_REQUEST,
                () -> referring.refer(OFFICER, about(known, referral(""))));
        assertThat(cases.asked).isEmpty();

        var _ = referring.refer(OFFICER, about(known, referral("A child is in danger.")));

        var request = ListGrievanceActionsRequest.newBuilder().setGrievanceId(known.getId());
        assertThat(use.reading().actions(OFFICER, request.build()).rows())
                .last()
                .extracting(GrievanceAction::getText)
                .isEqualTo("A child is in danger.");
    }

    @Test
    void needsThatItWasDecided() {
        Grievance known = decided(Decision.DECISION_UPHELD, true);
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> referring.refer(OFFICER, about(known, referral(""))));
        assertThat(cases.asked).isEmpty();
    }

    @Test
    void aRepetitionAfterAFailureAsksForTheSameCase() {
        Grievance known = decided(Decision.DECISION_REFERRED_TO_CASE, true);
        var request = about(known, referral(""));
        cases.away = true;
        refused(Reason.REASON_UNAVAILABLE, () -> referring.refer(OFFICER, request));
        assertThat(use.reading().get(OFFICER, known.getId())).isEqualTo(known);

        cases.away = false;
        assertThat(referring.refer(OFFICER, request).getCaseId()).isEqualTo(known.getId());
        assertThat(cases.asked.getFirst()).isEqualTo(cases.asked.getLast());
    }

    @Test
    void noCaseIsLeftBehindWhenTheGrievanceChangesMeanwhile() {
        Grievance known = decided(Decision.DECISION_REFERRED_TO_CASE, true);
        cases.meanwhile = () -> tell(known);
        refused(
                Reason.REASON_STALE_ETAG,
                () -> referring.refer(OFFICER, about(known, referral(""))));

        cases.meanwhile = () -> {};
        Grievance changed = use.reading().get(OFFICER, known.getId());
        Grievance referred = referring.refer(OFFICER, about(changed, referral("")));

        assertThat(referred.getCaseId()).isEqualTo(known.getId());
        assertThat(cases.requests).hasSize(1);
    }

    private void tell(Grievance known) {
        var told =
                CommunicateDecisionRequest.newBuilder().setCommunicatedVia(Channel.CHANNEL_PHONE);
        var _ = use.decisions().communicate(OFFICER, about(known, told.build()));
    }

    private Grievance decided(Decision decision, boolean consent) {
        var submission = SubmitGrievanceRequest.newBuilder(Requests.submission());
        submission.getDetailsBuilder().setConsent(consent);
        Grievance known = use.submitting().submit(OFFICER, submission.build());
        known =
                use.progress()
                        .assign(
                                OFFICER,
                                about(
                                        known,
                                        AssignGrievanceRequest.newBuilder()
                                                .setAssignedTo("officer")
                                                .build()));
        var proposal = Requests.decision().toBuilder().setDecision(decision).build();
        known = use.decisions().propose(OFFICER, about(known, proposal));
        return use.decisions()
                .approve(SUPERVISOR, about(known, ApproveDecisionRequest.getDefaultInstance()));
    }

    private static ReferToCaseRequest referral(String reason) {
        return ReferToCaseRequest.newBuilder()
                .setCaseType("household_support")
                .setConsentOverrideReason(reason)
                .build();
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}

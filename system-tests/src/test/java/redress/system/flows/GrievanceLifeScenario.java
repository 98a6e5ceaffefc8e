package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import com.google.protobuf.Message;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.GetCaseRequest;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.AppealGrievanceRequest;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Channel;
import redress.grievances.v1.CloseGrievanceRequest;
import redress.grievances.v1.CommunicateDecisionRequest;
import redress.grievances.v1.ComplainantResponse;
import redress.grievances.v1.Decision;
import redress.grievances.v1.GetGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceLink;
import redress.grievances.v1.GrievanceServiceGrpc.GrievanceServiceBlockingStub;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.LinkGrievanceRequest;
import redress.grievances.v1.ListGrievanceActionsRequest;
import redress.grievances.v1.ProposeDecisionRequest;
import redress.grievances.v1.ProvideInformationRequest;
import redress.grievances.v1.RecordResponseRequest;
import redress.grievances.v1.ReferToCaseRequest;
import redress.grievances.v1.ReopenGrievanceRequest;
import redress.grievances.v1.RequestInformationRequest;
import redress.grievances.v1.SlaStatus;
import redress.grievances.v1.StartGrievanceRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.local.home.MeshService;
import redress.system.mesh.Assured;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// A grievance through its whole life: information, decision, approval, answer, end, and an appeal
/// that other people review.
@Scenario
class GrievanceLifeScenario {
    @Test
    void isDecidedByTwoPeopleAndAppealedAgainstBeforeOthers(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        var supervisor = mesh.console(TestUser.SUPERVISOR).grievances();

        Grievance decided = decided(officer, supervisor);
        Grievance told = officer.communicateDecision(about(decided, byPhone())).getGrievance();
        Grievance answered = officer.recordResponse(about(told, displeased())).getGrievance();
        Grievance closed = officer.closeGrievance(about(answered, closing())).getGrievance();
        assertThat(closed.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_CLOSED);
        assertThat(actions(officer, closed))
                .extracting(GrievanceAction::getVerb)
                .containsExactly(
                        ActionVerb.ACTION_VERB_OPEN,
                        ActionVerb.ACTION_VERB_PROCESSING,
                        ActionVerb.ACTION_VERB_PROCESSING,
                        ActionVerb.ACTION_VERB_INFO_REQUESTED,
                        ActionVerb.ACTION_VERB_INFO_PROVIDED,
                        ActionVerb.ACTION_VERB_RESOLUTION_PROPOSED,
                        ActionVerb.ACTION_VERB_RESOLVED,
                        ActionVerb.ACTION_VERB_RESOLVED,
                        ActionVerb.ACTION_VERB_RESOLUTION_REJECTED,
                        ActionVerb.ACTION_VERB_CLOSED);

        Grievance appeal = officer.appealGrievance(about(closed, appealing())).getGrievance();
        for (String involved : List.of("officer", "supervisor")) {
            refused(
                    Code.PERMISSION_DENIED,
                    "ROLE_MISSING",
                    () -> supervisor.assignGrievance(about(appeal, to(involved))));
        }
        var other = mesh.console(TestUser.SENSITIVE_OFFICER).grievances();
        var reviewer = mesh.console(TestUser.CASH_OFFICER).grievances();
        Grievance given = other.assignGrievance(about(appeal, to("cash-officer"))).getGrievance();
        Grievance proposed = reviewer.proposeDecision(about(given, upheld())).getGrievance();
        refused(
                Code.PERMISSION_DENIED,
                "ROLE_MISSING",
                () -> supervisor.approveDecision(about(proposed, approval())));
        Grievance upheld = other.approveDecision(about(proposed, approval())).getGrievance();
        assertThat(upheld.getDecision().getDecidedBy()).isEqualTo("cash-officer");
    }

    @Test
    @DisplayName("a step that the state does not allow is refused at both doors, and says what is")
    void refusesAnIllegalStepAtEveryDoor(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        Grievance known = officer.submitGrievance(submission()).getGrievance();

        var refusal =
                refused(
                        Code.FAILED_PRECONDITION,
                        "ILLEGAL_TRANSITION",
                        () -> officer.reopenGrievance(about(known, reopening())));
        assertThat(refusal)
                .isEqualTo(
                        "reopen: not possible, the state of the grievance is"
                                + " GRIEVANCE_STATE_RECEIVED (expected: acknowledge or assign or"
                                + " markDuplicate or reject or withdraw)");
        var rest =
                mesh.rest("console", TestUser.OFFICER)
                        .send(
                                "POST",
                                MeshService.GRIEVANCES,
                                "/v1/grievances/" + known.getId() + ":reopen",
                                "{\"reason\": \"again\"}",
                                Map.of(
                                        "Idempotency-Key",
                                        Samples.id(),
                                        "If-Match",
                                        "\"" + known.getEtag() + "\""));
        assertThat(rest.text("reason")).isEqualTo("ILLEGAL_TRANSITION");
        assertThat(actions(officer, known)).hasSize(1);
    }

    @Test
    void isReferredToACaseInTheNameOfTheOfficer(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        var supervisor = mesh.console(TestUser.SUPERVISOR);
        Grievance known = officer.submitGrievance(submission()).getGrievance();
        known = officer.assignGrievance(about(known, to("officer"))).getGrievance();
        var toCase = upheld().toBuilder().setDecision(Decision.DECISION_REFERRED_TO_CASE).build();
        known = officer.proposeDecision(about(known, toCase)).getGrievance();
        Grievance decided =
                supervisor.grievances().approveDecision(about(known, approval())).getGrievance();
        refused(
                Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> officer.referToCase(about(decided, referral(""))));

        Grievance referred =
                officer.referToCase(about(decided, referral("A child is in danger.")))
                        .getGrievance();

        var opened =
                supervisor
                        .cases()
                        .getCase(GetCaseRequest.newBuilder().setId(referred.getCaseId()).build())
                        .getCase();
        assertThat(opened.getNumber()).isEqualTo(referred.getCaseNumber());
        assertThat(opened.getDetails().getExternalId()).isEqualTo(known.getNumber());
    }

    @Test
    void aDuplicateIsClosedAndRemembered(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        Grievance main = officer.submitGrievance(submission()).getGrievance();
        Grievance twin = officer.submitGrievance(submission()).getGrievance();
        var link =
                LinkGrievanceRequest.newBuilder()
                        .setOtherId(main.getId())
                        .setLink(GrievanceLink.GRIEVANCE_LINK_DUPLICATE)
                        .build();

        Grievance closed = officer.linkGrievance(about(twin, link)).getGrievance();

        assertThat(closed.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_CLOSED);
        var get = GetGrievanceRequest.newBuilder().setId(main.getId()).build();
        assertThat(officer.getGrievance(get).getGrievance().getDuplicateIdsList())
                .containsExactly(twin.getId());
    }

    @Test
    void theSensitiveTrackKeepsItsLogFromOthers(TestMesh mesh) {
        var cleared = mesh.console(TestUser.SENSITIVE_OFFICER, Assured.PASSKEY).grievances();
        var officer = mesh.console(TestUser.OFFICER, Assured.PASSKEY).grievances();
        Grievance hidden =
                cleared.submitGrievance(Samples.submitSensitive(Samples.name("log")))
                        .getGrievance();

        refused(Code.NOT_FOUND, "NOT_FOUND", () -> actions(officer, hidden));
        assertThat(actions(cleared, hidden)).hasSize(1);
    }

    private static Grievance decided(
            GrievanceServiceBlockingStub officer, GrievanceServiceBlockingStub supervisor) {
        Grievance known = officer.submitGrievance(submission()).getGrievance();
        known = officer.assignGrievance(about(known, to("officer"))).getGrievance();
        known = officer.startGrievance(about(known, starting())).getGrievance();
        known = officer.requestInformation(about(known, question())).getGrievance();
        assertThat(known.getSlaStatus()).isEqualTo(SlaStatus.SLA_STATUS_PAUSED);
        known = officer.provideInformation(about(known, information())).getGrievance();
        Grievance proposed = officer.proposeDecision(about(known, upheld())).getGrievance();
        refused(
                Code.PERMISSION_DENIED,
                "ROLE_MISSING",
                () -> officer.approveDecision(about(proposed, approval())));
        return supervisor.approveDecision(about(proposed, approval())).getGrievance();
    }

    private static SubmitGrievanceRequest submission() {
        return SubmitGrievanceRequest.newBuilder()
                .setRequestId(Samples.id())
                .setDetails(Samples.grievanceDetails("CO-05").addProgrammeIds("cash_transfer"))
                .build();
    }

    private static List<GrievanceAction> actions(
            GrievanceServiceBlockingStub stub, Grievance known) {
        var request = ListGrievanceActionsRequest.newBuilder().setGrievanceId(known.getId());
        return stub.listGrievanceActions(request.build()).getActionsList();
    }

    private static String refused(Code code, String reason, ThrowingCallable call) {
        return assertRefused(code, reason, call).message();
    }

    @SuppressWarnings("unchecked")
    private static <M extends Message> M about(Grievance known, M request) {
        var builder = request.toBuilder();
        var fields = request.getDescriptorForType();
        builder.setField(fields.findFieldByName("request_id"), Samples.id());
        builder.setField(fields.findFieldByName("id"), known.getId());
        var etag = fields.findFieldByName("etag");
        if (etag != null) {
            builder.setField(etag, known.getEtag());
        }
        return (M) builder.build();
    }

    private static AssignGrievanceRequest to(String officer) {
        return AssignGrievanceRequest.newBuilder().setAssignedTo(officer).build();
    }

    private static StartGrievanceRequest starting() {
        return StartGrievanceRequest.getDefaultInstance();
    }

    private static RequestInformationRequest question() {
        return RequestInformationRequest.newBuilder().setQuestion("Which month?").build();
    }

    private static ProvideInformationRequest information() {
        return ProvideInformationRequest.newBuilder().setInformation("May and June.").build();
    }

    private static ProposeDecisionRequest upheld() {
        return ProposeDecisionRequest.newBuilder()
                .setDecision(Decision.DECISION_UPHELD)
                .setReasons("The bank account was typed wrongly by us.")
                .setResolutionSummary("Paid in full.")
                .build();
    }

    private static ApproveDecisionRequest approval() {
        return ApproveDecisionRequest.getDefaultInstance();
    }

    private static CommunicateDecisionRequest byPhone() {
        return CommunicateDecisionRequest.newBuilder()
                .setCommunicatedVia(Channel.CHANNEL_PHONE)
                .build();
    }

    private static RecordResponseRequest displeased() {
        return RecordResponseRequest.newBuilder()
                .setComplainantResponse(ComplainantResponse.COMPLAINANT_RESPONSE_REJECTED)
                .setRating(2)
                .setComment("It took too long.")
                .build();
    }

    private static CloseGrievanceRequest closing() {
        return CloseGrievanceRequest.getDefaultInstance();
    }

    private static ReopenGrievanceRequest reopening() {
        return ReopenGrievanceRequest.newBuilder().setReason("Not paid.").build();
    }

    private static ReferToCaseRequest referral(String reason) {
        return ReferToCaseRequest.newBuilder()
                .setCaseType("household_support")
                .setConsentOverrideReason(reason)
                .build();
    }

    private static AppealGrievanceRequest appealing() {
        return AppealGrievanceRequest.newBuilder()
                .setTitle("Appeal")
                .setReasons("June is still missing.")
                .setChannel(Channel.CHANNEL_PHONE)
                .build();
    }
}

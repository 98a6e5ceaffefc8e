package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import io.grpc.Status.Code;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.decisions.v1.HumanDecision;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Decision;
import redress.grievances.v1.GetGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceOrder;
import redress.grievances.v1.GrievanceServiceGrpc.GrievanceServiceBlockingStub;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.ListGrievanceTimelineRequest;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.ProposeDecisionRequest;
import redress.grievances.v1.ReviewGrievanceRecommendationRequest;
import redress.grievances.v1.Severity;
import redress.system.mesh.Assured;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;
import redress.timeline.v1.TimelineEntry;

/// Grievances over gRPC, from their arrival to a decision.
@Scenario
class GrievancesScenario {
    @Test
    void carriesAGrievanceFromItsArrivalToADecision(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();

        var arrived =
                officer.submitGrievance(Samples.submitGrievance(Samples.name("flow")))
                        .getGrievance();
        assertThat(arrived.getNumber()).matches("GRV-\\d{4}-\\d{6,}");
        assertThat(arrived.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_RECEIVED);
        assertThat(arrived.getResolveBy().getSeconds())
                .isGreaterThan(arrived.getAcknowledgeBy().getSeconds());

        var acknowledged = officer.acknowledgeGrievance(acknowledge(arrived)).getGrievance();
        var assigned = officer.assignGrievance(assign(acknowledged)).getGrievance();
        var reviewed = officer.reviewGrievanceRecommendation(override(assigned)).getGrievance();
        var proposed = officer.proposeDecision(propose(reviewed)).getGrievance();
        var _ =
                assertRefused(
                        Code.PERMISSION_DENIED,
                        "ROLE_MISSING",
                        () -> officer.approveDecision(approve(proposed)));
        var supervisor = mesh.console(TestUser.SUPERVISOR).grievances();
        var resolved = supervisor.approveDecision(approve(proposed)).getGrievance();

        assertThat(resolved.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_RESOLVED);
        assertThat(resolved.getDecision().getDecidedBy()).isEqualTo("officer");
        assertThat(resolved.getDetails().getSeverity()).isEqualTo(Severity.SEVERITY_HIGH);
        assertThat(officer.getGrievance(get(resolved)).getGrievance()).isEqualTo(resolved);
        assertThat(timeline(officer, resolved.getId()))
                .extracting(TimelineEntry::getType)
                .filteredOn(type -> !type.equals("grievance.recommended"))
                .containsExactly(
                        "grievance.received",
                        "grievance.acknowledged",
                        "grievance.assigned",
                        "grievance.recommendation_reviewed",
                        "grievance.decision_proposed",
                        "grievance.resolved");
    }

    @Test
    void keepsASensitiveGrievanceFromOfficersWhoAreNotCleared(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER, Assured.PASSKEY).grievances();
        var cleared = mesh.console(TestUser.SENSITIVE_OFFICER, Assured.PASSKEY).grievances();
        String area = Samples.name("sensitive");
        var shown = officer.submitGrievance(Samples.submitGrievance(area)).getGrievance();
        var hidden = cleared.submitGrievance(Samples.submitSensitive(area)).getGrievance();

        assertThat(ids(cleared, area, 50)).containsExactly(hidden.getId(), shown.getId());
        assertThat(cleared.getGrievance(get(hidden)).getGrievance().getId())
                .isEqualTo(hidden.getId());
        for (var user : List.of(TestUser.OFFICER, TestUser.SUPERVISOR)) {
            var other = mesh.console(user, Assured.PASSKEY).grievances();
            assertThat(ids(other, area, 50)).containsExactly(shown.getId());
            assertThat(ids(other, area, 1)).containsExactly(shown.getId());
            assertNotFound(() -> other.getGrievance(get(hidden)));
            assertNotFound(() -> timeline(other, hidden.getId()));
            assertNotFound(() -> other.acknowledgeGrievance(acknowledge(hidden)));
        }
        assertThat(timeline(cleared, hidden.getId()))
                .extracting(TimelineEntry::getType)
                .doesNotContain("grievance.acknowledged");
    }

    @Test
    @DisplayName("zero-trust 12: what is sensitive asks for a passkey that was used lately")
    void asksWhoIsClearedToIdentifySurely(TestMesh mesh) {
        String area = Samples.name("surely");
        for (var assured : List.of(Assured.PASSWORD, Assured.CODE, Assured.STALE_PASSKEY)) {
            var cleared = mesh.console(TestUser.SENSITIVE_OFFICER, assured).grievances();
            var hidden = cleared.submitGrievance(Samples.submitSensitive(area)).getGrievance();
            assertThat(ids(cleared, area, 50)).isEmpty();
            assertChallenged(() -> cleared.getGrievance(get(hidden)));
            assertChallenged(() -> timeline(cleared, hidden.getId()));
            assertChallenged(() -> cleared.acknowledgeGrievance(acknowledge(hidden)));
        }
        var sure = mesh.console(TestUser.SENSITIVE_OFFICER, Assured.PASSKEY).grievances();
        assertThat(ids(sure, area, 50)).hasSize(3);
    }

    private static void assertChallenged(ThrowingCallable call) {
        assertRefused(Code.UNAUTHENTICATED, "INSUFFICIENT_USER_AUTHENTICATION", call);
    }

    @Test
    void answersARepetitionWithTheFirstAnswer(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        String area = Samples.name("again");
        var request = Samples.submitGrievance(area);

        var first = officer.submitGrievance(request);
        officer.acknowledgeGrievance(acknowledge(first.getGrievance()));

        assertThat(officer.submitGrievance(request)).isEqualTo(first);
        assertThat(ids(officer, area, 50)).hasSize(1);
    }

    @Test
    void storesOnceWhatIsSentManyTimesAtOnce(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        String area = Samples.name("at-once");
        var request = Samples.submitGrievance(area);

        var answers = Together.run(copies(16, () -> officer.submitGrievance(request)));

        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(ids(officer, area, 50)).hasSize(1);
    }

    @Test
    void givesEveryGrievanceItsOwnNumber(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        String area = Samples.name("numbers");

        var numbers =
                Together.run(
                        copies(
                                32,
                                () ->
                                        officer.submitGrievance(Samples.submitGrievance(area))
                                                .getGrievance()
                                                .getNumber()));

        assertThat(numbers).hasSize(32).doesNotHaveDuplicates();
    }

    @Test
    void pagesShowEveryGrievanceOnce(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        String area = Samples.name("pages");
        var arrived =
                IntStream.range(0, 7)
                        .mapToObj(_ -> submit(officer, area, "The card does not work."))
                        .toList();

        assertThat(ids(officer, area, 3)).containsExactlyElementsOf(arrived.reversed());
    }

    @Test
    void pagesByUrgencyShowTheMostUrgentFirst(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        String area = Samples.name("urgency");
        submit(officer, area, "The office was friendly but the queue was long.");
        submit(officer, area, "We have had no food for three days and the children are ill.");
        submit(officer, area, "Please send me the new form.");
        submit(officer, area, "My payment stopped in May.");
        var filters =
                ListGrievancesRequest.newBuilder()
                        .setAreaCode(area)
                        .setOrder(GrievanceOrder.GRIEVANCE_ORDER_URGENCY);

        var scores =
                Pages.grievances(officer, filters, 3).stream()
                        .map(each -> each.getRecommendation().getScore())
                        .toList();

        assertThat(scores).hasSize(4).isSortedAccordingTo(Collections.reverseOrder());
    }

    private static String submit(
            GrievanceServiceBlockingStub officer, String area, String description) {
        var request =
                Samples.submitGrievance(area).toBuilder()
                        .setDetails(Samples.grievanceDetails(area).setDescription(description))
                        .build();
        return officer.submitGrievance(request).getGrievance().getId();
    }

    private static void assertNotFound(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertRefused(Code.NOT_FOUND, "NOT_FOUND", call);
    }

    private static <T> List<Callable<T>> copies(int count, Callable<T> call) {
        return Collections.nCopies(count, call);
    }

    private static List<String> ids(GrievanceServiceBlockingStub stub, String area, int pageSize) {
        var filters = ListGrievancesRequest.newBuilder().setAreaCode(area);
        return Pages.grievances(stub, filters, pageSize).stream().map(Grievance::getId).toList();
    }

    private static List<TimelineEntry> timeline(GrievanceServiceBlockingStub stub, String id) {
        var request = ListGrievanceTimelineRequest.newBuilder().setGrievanceId(id).build();
        return stub.listGrievanceTimeline(request).getEntriesList();
    }

    private static GetGrievanceRequest get(Grievance known) {
        return GetGrievanceRequest.newBuilder().setId(known.getId()).build();
    }

    private static AcknowledgeGrievanceRequest acknowledge(Grievance before) {
        return AcknowledgeGrievanceRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }

    private static AssignGrievanceRequest assign(Grievance before) {
        return AssignGrievanceRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setAssignedTo("officer")
                .build();
    }

    private static ApproveDecisionRequest approve(Grievance before) {
        return ApproveDecisionRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }

    private static ProposeDecisionRequest propose(Grievance before) {
        return ProposeDecisionRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setDecision(Decision.DECISION_UPHELD)
                .setReasons("The bank account was typed wrongly by us.")
                .setResolutionSummary("Paid in full.")
                .build();
    }

    private static ReviewGrievanceRecommendationRequest override(Grievance before) {
        return ReviewGrievanceRecommendationRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setRecommendationId(before.getRecommendation().getId())
                .setHumanDecision(HumanDecision.HUMAN_DECISION_OVERRIDDEN)
                .setOverrideReason("The family depends on it.")
                .setSeverity(Severity.SEVERITY_HIGH)
                .build();
    }
}

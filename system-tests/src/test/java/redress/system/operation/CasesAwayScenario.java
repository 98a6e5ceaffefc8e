package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redress.system.mesh.Refused.assertRefused;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.Case;
import redress.cases.v1.ListCasesRequest;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Decision;
import redress.grievances.v1.GetGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ProposeDecisionRequest;
import redress.grievances.v1.ReferToCaseRequest;
import redress.local.home.MeshService;
import redress.local.process.Progress;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Without case-service a grievance can't be handed over to a case: who tries is told so and loses
/// nothing, and all else goes on.
@Scenario
class CasesAwayScenario {
    private static final String CASES = "case-service";
    private static final int MORE_THAN_OPEN_THE_CIRCUIT = 15;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AfterEach
    void bringItBack(TestMesh mesh) {
        mesh.local().start(CASES, Progress.silent());
    }

    @Test
    @DisplayName("zero-trust 33: without case-service the circuit opens, and a hand-over waits")
    void aHandOverWaitsUntilCaseServiceIsBack(TestMesh mesh) throws IOException {
        Grievance decided = decided(mesh);
        var handOver = handOver(decided);
        double openedBefore = opened(mesh);
        mesh.local().stop(CASES, Progress.silent());

        for (int i = 0; i < MORE_THAN_OPEN_THE_CIRCUIT; i++) {
            var _ =
                    assertRefused(
                            Code.UNAVAILABLE, "UNAVAILABLE", () -> handedOver(mesh, handOver));
        }
        assertThat(opened(mesh)).isGreaterThan(openedBefore);
        assertThat(read(mesh, decided)).describedAs("nothing half done").isEqualTo(decided);
        assertThat(submitted(mesh).getId()).describedAs("all else goes on").isNotEmpty();

        mesh.local().start(CASES, Progress.silent());

        await().atMost(PATIENCE)
                .ignoreException(StatusRuntimeException.class)
                .untilAsserted(
                        () -> assertThat(handedOver(mesh, handOver).getCaseId()).isNotEmpty());
        Grievance done = read(mesh, decided);
        assertThat(handedOver(mesh, handOver)).isEqualTo(done);
        assertThat(casesOf(mesh, decided))
                .extracting(Case::getNumber)
                .containsExactly(done.getCaseNumber());
    }

    /// How often the circuit of grievance-service to case-service has opened.
    private static double opened(TestMesh mesh) throws IOException {
        var https = mesh.rest("console").https();
        var address = https.address(MeshService.GRIEVANCES, "/q/metrics");
        return https.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build())
                .body()
                .lines()
                .filter(line -> line.startsWith("ft_circuitbreaker_opened_total"))
                .filter(line -> line.contains("CaseCalls.ask"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('}') + 1)))
                .sum();
    }

    private static Grievance decided(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        var supervisor = mesh.console(TestUser.SUPERVISOR).grievances();
        Grievance known = submitted(mesh);
        known =
                officer.assignGrievance(
                                AssignGrievanceRequest.newBuilder()
                                        .setRequestId(Samples.id())
                                        .setId(known.getId())
                                        .setEtag(known.getEtag())
                                        .setAssignedTo("officer")
                                        .build())
                        .getGrievance();
        known =
                officer.proposeDecision(
                                ProposeDecisionRequest.newBuilder()
                                        .setRequestId(Samples.id())
                                        .setId(known.getId())
                                        .setEtag(known.getEtag())
                                        .setDecision(Decision.DECISION_REFERRED_TO_CASE)
                                        .setReasons("The household needs more than money.")
                                        .setResolutionSummary("Somebody will visit you.")
                                        .build())
                        .getGrievance();
        return supervisor
                .approveDecision(
                        ApproveDecisionRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setId(known.getId())
                                .setEtag(known.getEtag())
                                .build())
                .getGrievance();
    }

    private static Grievance submitted(TestMesh mesh) {
        var submission = Samples.submitGrievance(Samples.name("no-cases"));
        return mesh.console(TestUser.OFFICER)
                .grievances()
                .submitGrievance(submission)
                .getGrievance();
    }

    private static ReferToCaseRequest handOver(Grievance decided) {
        return ReferToCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(decided.getId())
                .setEtag(decided.getEtag())
                .setCaseType("household_support")
                .setConsentOverrideReason("A child is in danger.")
                .build();
    }

    private static Grievance handedOver(TestMesh mesh, ReferToCaseRequest request) {
        return mesh.console(TestUser.OFFICER).grievances().referToCase(request).getGrievance();
    }

    private static Grievance read(TestMesh mesh, Grievance known) {
        var request = GetGrievanceRequest.newBuilder().setId(known.getId()).build();
        return mesh.console(TestUser.OFFICER).grievances().getGrievance(request).getGrievance();
    }

    private static List<Case> casesOf(TestMesh mesh, Grievance known) {
        var request = ListCasesRequest.newBuilder().setExternalId(known.getNumber()).build();
        return mesh.console(TestUser.SUPERVISOR).cases().listCases(request).getCasesList();
    }
}

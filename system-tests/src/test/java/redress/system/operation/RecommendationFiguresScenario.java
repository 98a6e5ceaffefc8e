package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.local.home.MeshService;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// What decision-service tells of its recommendations at `/q/metrics`.
@Scenario
class RecommendationFiguresScenario {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @DisplayName(
            "decisions 11: time, scores, abstentions and live drift are shown for each version")
    void showsFiguresOfEachVersion(TestMesh mesh) {
        var _ =
                mesh.console(TestUser.OFFICER)
                        .grievances()
                        .submitGrievance(Samples.submitGrievance(Samples.name("figures")));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(metrics(mesh))
                                        .contains(
                                                "redress_recommendation_seconds_count{kind=\"grievance_triage\"")
                                        .contains(
                                                "redress_recommendation_score_bucket{kind=\"grievance_triage\"")
                                        .contains(
                                                "redress_recommendations_abstained_total{kind=\"grievance_triage\"")
                                        .contains(
                                                "redress_recommendation_score_psi{kind=\"grievance_triage\"")
                                        .contains(
                                                "redress_recommendation_score_psi{kind=\"case_priority\""));
    }

    private static String metrics(TestMesh mesh) throws IOException {
        var https = mesh.rest("console").https();
        var address = https.address(MeshService.DECISIONS, "/q/metrics");
        return https.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build()).body();
    }
}

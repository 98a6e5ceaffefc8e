package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redress.local.home.MeshService;
import redress.system.mesh.Rest;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// The same work over REST, with `Idempotency-Key`, `ETag` and `If-Match`.
@Scenario
class RestFlowsScenario {
    private static final MeshService CASES = MeshService.CASES;
    private static final MeshService GRIEVANCES = MeshService.GRIEVANCES;

    @Test
    void carriesACaseFromItsOpeningToItsEnd(TestMesh mesh) {
        var worker = mesh.rest("console", TestUser.WORKER);
        var supervisor = mesh.rest("console", TestUser.SUPERVISOR);

        var opened = create(worker, CASES, "/v1/cases", caseBody(Samples.name("rest")));
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.header("location")).isEqualTo("/v1/cases/" + opened.text("id"));
        assertThat(opened.header("cache-control")).isEqualTo("no-store");
        String path = opened.header("location");

        var assigned =
                change(supervisor, CASES, path + ":assign", opened, "{\"case_worker\":\"worker\"}");
        var moved =
                change(
                        worker,
                        CASES,
                        path + ":changeStage",
                        assigned,
                        "{\"stage\":\"CASE_STAGE_ASSESSMENT\"}");
        var note = create(worker, CASES, path + "/notes", "{\"text\":\"Visited today.\"}");
        assertThat(note.status()).isBetween(200, 201);
        var reviewed = change(worker, CASES, path + ":review", moved, accept(moved));
        var closed =
                change(
                        supervisor,
                        CASES,
                        path + ":close",
                        reviewed,
                        "{\"closure_outcome\":\"CLOSURE_OUTCOME_PARTIAL\",\"closure_reason\":\"Moved.\"}");

        assertThat(closed.text("state")).isEqualTo("CASE_STATE_CLOSED");
        assertThat(worker.get(CASES, path).body()).isEqualTo(closed.body());
        assertThat(types(worker.get(CASES, path + "/timeline")))
                .filteredOn(type -> !type.equals("case.recommended"))
                .containsExactly(
                        "case.opened",
                        "case.assigned",
                        "case.stage_changed",
                        "case.note_added",
                        "case.recommendation_reviewed",
                        "case.closed");
    }

    @Test
    void carriesAGrievanceFromItsArrivalToADecision(TestMesh mesh) {
        var officer = mesh.rest("console", TestUser.OFFICER);

        var arrived = create(officer, GRIEVANCES, "/v1/grievances", grievanceBody());
        assertThat(arrived.status()).isEqualTo(201);
        String path = arrived.header("location");
        var acknowledged = change(officer, GRIEVANCES, path + ":acknowledge", arrived, "{}");
        var assigned =
                change(
                        officer,
                        GRIEVANCES,
                        path + ":assign",
                        acknowledged,
                        "{\"assigned_to\":\"officer\"}");
        var proposed =
                change(
                        officer,
                        GRIEVANCES,
                        path + ":proposeDecision",
                        assigned,
                        "{\"decision\":\"DECISION_UPHELD\",\"reasons\":\"Our mistake.\",\"resolution_summary\":\"Paid.\"}");
        var supervisor = mesh.rest("console", TestUser.SUPERVISOR);
        var resolved = change(supervisor, GRIEVANCES, path + ":approveDecision", proposed, "{}");

        assertThat(resolved.text("state")).isEqualTo("GRIEVANCE_STATE_RESOLVED");
        assertThat(types(officer.get(GRIEVANCES, path + "/timeline")))
                .filteredOn(type -> !type.equals("grievance.recommended"))
                .containsExactly(
                        "grievance.received",
                        "grievance.acknowledged",
                        "grievance.assigned",
                        "grievance.decision_proposed",
                        "grievance.resolved");
    }

    @Test
    void answersARepetitionWithTheFirstAnswer(TestMesh mesh) {
        var worker = mesh.rest("console", TestUser.WORKER);
        String area = Samples.name("rest-again");
        var key = Map.of("Idempotency-Key", Samples.id());

        var first = worker.send("POST", CASES, "/v1/cases", caseBody(area), key);
        var again = worker.send("POST", CASES, "/v1/cases", caseBody(area), key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(ids(worker, area, 50)).containsExactly(first.text("id"));
    }

    @Test
    void changesOnlyWhatTheMaskNames(TestMesh mesh) {
        var worker = mesh.rest("console", TestUser.WORKER);
        var before = create(worker, CASES, "/v1/cases", caseBody(Samples.name("rest-mask")));

        var after =
                worker.send(
                        "PATCH",
                        CASES,
                        before.header("location"),
                        "{\"details\":{\"title\":\"Walls too\",\"team\":\"x\"},\"update_mask\":\"title\"}",
                        headers(before));

        assertThat(after.status()).describedAs(after.raw().body()).isEqualTo(200);
        assertThat(after.body().at("/details/title").asText()).isEqualTo("Walls too");
        assertThat(after.body().at("/details/team").asText()).isEmpty();
        assertThat(after.body().at("/details/case_type").asText()).isEqualTo("household_support");
    }

    @Test
    void pagesShowEveryCaseOnce(TestMesh mesh) {
        var worker = mesh.rest("console", TestUser.WORKER);
        String area = Samples.name("rest-pages");
        var opened = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            opened.add(create(worker, CASES, "/v1/cases", caseBody(area)).text("id"));
        }

        assertThat(ids(worker, area, 2)).containsExactlyElementsOf(opened.reversed());
    }

    @Test
    void describesEveryPathInOpenApi(TestMesh mesh) {
        for (var service : MeshService.values()) {
            var document = mesh.rest("console").get(service, "/v1/openapi.json");
            assertThat(document.status()).isEqualTo(200);
            assertThat(document.text("openapi")).startsWith("3.1");
            assertThat(document.body().path("paths").size()).isPositive();
        }
    }

    private static Rest.Answer create(Rest rest, MeshService service, String path, String body) {
        return rest.send("POST", service, path, body, Map.of("Idempotency-Key", Samples.id()));
    }

    private static Rest.Answer change(
            Rest rest, MeshService service, String path, Rest.Answer before, String body) {
        var after = rest.send("POST", service, path, body, headers(before));
        assertThat(after.status()).describedAs(path + " " + after.raw().body()).isEqualTo(200);
        assertThat(after.header("etag")).isNotEqualTo(before.header("etag"));
        return after;
    }

    private static Map<String, String> headers(Rest.Answer before) {
        return Map.of("Idempotency-Key", Samples.id(), "If-Match", before.header("etag"));
    }

    private static String accept(Rest.Answer shown) {
        return "{\"recommendation_id\":\"%s\",\"human_decision\":\"HUMAN_DECISION_ACCEPTED\"}"
                .formatted(shown.body().at("/recommendation/id").asText());
    }

    private static List<String> ids(Rest rest, String area, int size) {
        var ids = new ArrayList<String>();
        String token = "";
        do {
            String query = "?area_code=%s&page_size=%d&page_token=%s".formatted(area, size, token);
            var page = rest.get(CASES, "/v1/cases" + query);
            page.body().path("cases").forEach(each -> ids.add(each.path("id").asText()));
            token = page.text("next_page_token");
        } while (!token.isEmpty());
        return ids;
    }

    private static List<String> types(Rest.Answer timeline) {
        var types = new ArrayList<String>();
        for (JsonNode entry : timeline.body().path("entries")) {
            types.add(entry.path("type").asText());
        }
        return types;
    }

    private static String caseBody(String area) {
        return """
        {"details":{"case_type":"household_support","title":"Roof lost","area_code":"%s",
         "intensity_level":2,"facts":{"rooms":1,"members":6}}}
        """
                .formatted(area);
    }

    private static String grievanceBody() {
        return """
        {"details":{"title":"No payment","description":"Nothing since May.",
         "channel":"CHANNEL_WEB","area_code":"%s"}}
        """
                .formatted(Samples.name("rest"));
    }
}

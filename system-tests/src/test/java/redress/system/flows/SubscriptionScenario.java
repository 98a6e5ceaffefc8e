package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.AddNoteRequest;
import redress.cases.v1.NoteType;
import redress.local.home.MeshService;
import redress.system.mesh.GraphqlText;
import redress.system.mesh.Rest;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Another system subscribes to what happens, breaks off, and goes on from where it was.
@Scenario
class SubscriptionScenario {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String WATCH =
            "subscription { watchCases(from_now: true) { position update { case_id type } } }";

    @Test
    void aSubscriberWhoBrokeOffHearsWhatHappenedMeanwhile(TestMesh mesh) throws IOException {
        var worker = mesh.console(TestUser.WORKER).cases();
        var console = mesh.rest("console", TestUser.WORKER);
        String begun;
        try (var first = subscribe(console, "")) {
            begun = next(first.lines()).id();
        }
        String one = worker.openCase(Samples.openCase(Samples.name("told"))).getCase().getId();
        var _ =
                worker.addNote(
                        AddNoteRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setCaseId(one)
                                .setNoteType(NoteType.NOTE_TYPE_GENERAL)
                                .setText("The neighbour takes them in.")
                                .build());
        var heard = new ArrayList<String>();
        String last = begun;
        // Breaks off after every event.
        while (!heard.contains("case.note_added")) {
            try (var again = subscribe(console, last)) {
                var event = next(again.lines());
                last = event.id();
                var update = event.data().at("/data/watchCases/update");
                if (update.path("case_id").asText().equals(one)) {
                    heard.add(update.path("type").asText());
                }
            }
        }
        assertThat(heard)
                .filteredOn(type -> !type.equals("case.recommended"))
                .containsExactly("case.opened", "case.note_added");
    }

    @DisplayName("zero-trust 8: a subscription is for those who may watch over gRPC")
    @Test
    void refusesWhoMayNotWatch(TestMesh mesh) throws IOException {
        var request = request(mesh.rest("console", TestUser.AUDITOR), "").build();
        var refused = mesh.rest("console", TestUser.AUDITOR).https().send(request);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("ROLE_MISSING");
    }

    /// What is told, line by line.
    private record Subscribed(Stream<String> answer, Iterator<String> lines)
            implements AutoCloseable {
        @Override
        public void close() {
            answer.close();
        }
    }

    private record Told(String id, JsonNode data) {}

    private static Subscribed subscribe(Rest rest, String last) throws IOException {
        var answer = rest.https().open(request(rest, last).build()).body();
        return new Subscribed(answer, answer.iterator());
    }

    private static HttpRequest.Builder request(Rest rest, String last) {
        var request =
                HttpRequest.newBuilder(rest.https().address(MeshService.CASES, "/graphql"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream")
                        .POST(BodyPublishers.ofString(GraphqlText.body(WATCH)));
        rest.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return last.isEmpty() ? request : request.header("Last-Event-ID", last);
    }

    private static Told next(Iterator<String> lines) throws IOException {
        var fields = new ArrayList<String>();
        while (lines.hasNext()) {
            String line = lines.next();
            fields.add(line);
            if (line.startsWith("data: ")) {
                return new Told(field(fields, "id: "), JSON.readTree(field(fields, "data: ")));
            }
        }
        throw new AssertionError("the answer ended: " + fields);
    }

    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse("");
    }
}

package redress.mesh.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseStage;
import redress.cases.v1.ChangeStageRequest;
import redress.cases.v1.ListCasesRequest;
import redress.mesh.access.Refusal;

class RequestMessagesTest {
    private static final HttpBinding STAGE =
            HttpBinding.of(CaseServiceGrpc.getChangeStageMethod()).orElseThrow();
    private static final HttpBinding LIST =
            HttpBinding.of(CaseServiceGrpc.getListCasesMethod()).orElseThrow();
    private static final Map<String, String> PATH = Map.of("id", "7");

    private final RequestMessages requests = new RequestMessages();

    @Test
    void joinsPathBodyAndHeaders() {
        var message =
                requests.message(
                        STAGE, PATH, call("{\"stage\":\"CASE_STAGE_ASSESSMENT\"}", "k", "\"4\""));
        assertThat(message)
                .isEqualTo(
                        ChangeStageRequest.newBuilder()
                                .setId("7")
                                .setRequestId("k")
                                .setEtag("4")
                                .setStage(CaseStage.CASE_STAGE_ASSESSMENT)
                                .build());
    }

    @Test
    void readsTheQuery() {
        var message = requests.message(LIST, Map.of(), query(Map.of("page_size", List.of("5"))));
        assertThat(message).isEqualTo(ListCasesRequest.newBuilder().setPageSize(5).build());
    }

    @Test
    void refusesAFieldThatIsGivenTwiceWithDifferentContent() {
        refuses(STAGE, call("{\"id\":\"8\"}", "k", "\"4\""));
        refuses(STAGE, call("{\"request_id\":\"other\"}", "k", "\"4\""));
        refuses(STAGE, call("{\"etag\":\"5\"}", "k", "\"4\""));
        refuses(STAGE, call("{\"etag\":\"4\",\"etag\":\"4\"}", "k", "\"4\""));
        refuses(LIST, query(Map.of("page_size", List.of("5", "6"))));
    }

    @Test
    void acceptsAFieldThatIsGivenTwiceWithTheSameContent() {
        var message = requests.message(STAGE, PATH, call("{\"id\":\"7\"}", "k", "\"4\""));
        assertThat(((ChangeStageRequest) message).getId()).isEqualTo("7");
    }

    @Test
    void refusesAFieldUnderItsTwoNames() {
        refuses(STAGE, call("{\"requestId\":\"other\"}", "k", "\"4\""));
    }

    @Test
    void refusesWhatTheContractDoesNotKnow() {
        refuses(STAGE, call("{\"colour\":\"red\"}", "k", "\"4\""));
        refuses(LIST, query(Map.of("colour", List.of("red"))));
        refuses(STAGE, call("{\"stage\":\"CASE_STAGE_PARTY\"}", "k", "\"4\""));
    }

    @Test
    void refusesWhatIsNoJsonObject() {
        for (String body : List.of("{", "[]", "7", "\"x\"", "{} {}", "{\"stage\":}")) {
            refuses(STAGE, call(body, "k", "\"4\""));
        }
    }

    @Test
    void refusesEntityTagsThatAreNotOurs() {
        for (String tag : List.of("*", "4", "W/\"4\"", "\"x\"", "\"4\", \"5\"")) {
            refuses(STAGE, call("{}", "k", tag));
        }
    }

    private void refuses(HttpBinding binding, HttpCall call) {
        var path = binding.equals(STAGE) ? PATH : Map.<String, String>of();
        var refusal =
                catchThrowableOfType(Refusal.class, () -> requests.message(binding, path, call));
        assertThat(refusal).describedAs(call.toString()).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.REASON_INVALID_REQUEST);
        assertThat(refusal.getMessage()).doesNotContain("Exception");
    }

    private static HttpCall call(String body, String key, String tag) {
        return new HttpCall(
                "POST",
                "/",
                Map.of(),
                body,
                List.of(),
                List.of(),
                Optional.of(key),
                Optional.of(tag),
                List.of());
    }

    private static HttpCall query(Map<String, List<String>> query) {
        return new HttpCall(
                "GET",
                "/",
                query,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}

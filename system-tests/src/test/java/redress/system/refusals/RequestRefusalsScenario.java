package redress.system.refusals;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Status.Code;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.Case;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseServiceGrpc.CaseServiceBlockingStub;
import redress.cases.v1.CaseStage;
import redress.cases.v1.ChangeStageRequest;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListNotesRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.local.home.MeshService;
import redress.system.mesh.Rest;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Requests that break the contract: each refused with its reason; the case they aim at, its
/// timeline and the list stay as they were.
@Scenario
class RequestRefusalsScenario {
    private static final MeshService CASES = MeshService.CASES;

    private final String area = Samples.name("requests");
    private final TestMesh mesh;
    private final CaseServiceBlockingStub worker;
    private final Rest rest;
    private Case before = Case.getDefaultInstance();
    private Object timelineBefore = "";

    RequestRefusalsScenario(TestMesh mesh) {
        this.mesh = mesh;
        this.worker = mesh.console(TestUser.WORKER).cases();
        this.rest = mesh.rest("console", TestUser.WORKER);
    }

    @BeforeEach
    void openACase() {
        before = worker.openCase(Samples.openCase(area)).getCase();
        timelineBefore = timeline();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(worker.listCases(list().build()).getCasesList()).containsExactly(before);
        assertThat(timeline()).isEqualTo(timelineBefore);
    }

    @Test
    void refusesAnUnknownField() {
        var unknown =
                UnknownFieldSet.newBuilder()
                        .addField(
                                999,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFromUtf8("x"))
                                        .build())
                        .build();
        var atTheTop = Samples.openCase(area).toBuilder().setUnknownFields(unknown).build();
        var inside = Samples.openCase(area).toBuilder();
        inside.getDetailsBuilder().setUnknownFields(unknown);
        assertInvalid(() -> worker.openCase(atTheTop));
        assertInvalid(() -> worker.openCase(inside.build()));

        assertBad(post("{\"details\":{\"case_type\":\"x\",\"title\":\"x\",\"colour\":\"red\"}}"));
        assertBad(post("{\"colour\":\"red\",\"details\":{\"case_type\":\"x\",\"title\":\"x\"}}"));
        assertBad(rest.get(CASES, "/v1/cases?colour=red&area_code=" + area));
        assertBad(rest.get(CASES, "/v1/cases?area_code=" + area + "&area_code=other"));
    }

    @Test
    void refusesTextsThatAreTooLongOrMissing() {
        assertInvalid(() -> worker.openCase(titled("x".repeat(201))));
        assertInvalid(() -> worker.openCase(titled("")));
        var withoutDetails = OpenCaseRequest.newBuilder().setRequestId(Samples.id()).build();
        assertInvalid(() -> worker.openCase(withoutDetails));
        var long1 =
                post(
                        "{\"details\":{\"case_type\":\"x\",\"title\":\"%s\"}}"
                                .formatted("x".repeat(201)));
        assertBad(long1);
        assertThat(long1.body().path("violations").toString()).contains("details.title");
        assertThat(long1.raw().body()).doesNotContain("xxxx");
    }

    @Test
    void refusesARequestWithoutAnIdentifier() {
        assertInvalid(
                () -> worker.openCase(Samples.openCase(area).toBuilder().clearRequestId().build()));
        assertInvalid(
                () ->
                        worker.openCase(
                                Samples.openCase(area).toBuilder().setRequestId("7").build()));
        var answer =
                rest.post(
                        CASES, "/v1/cases", "{\"details\":{\"case_type\":\"x\",\"title\":\"x\"}}");
        assertBad(answer);
    }

    @Test
    void refusesBrokenJson() {
        assertBad(post("{\"details\":"));
        assertBad(post("[]"));
        assertBad(post("{\"details\":7}"));
        assertBad(post("{\"details\":{\"title\":\"a\",\"title\":\"b\",\"case_type\":\"x\"}}"));
        assertBad(post("\u0000"));
        assertBad(post("x".repeat(5 * 1024 * 1024)));
    }

    @Test
    void refusesBytesThatAreNoMessage() {
        var broken = RawCalls.openCase(mesh, new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3});
        // grpc-java's own answer: the bytes never become a message that the gate could judge.
        assertThat(broken.code()).isEqualTo(Code.UNKNOWN);
        broken.assertLeaksNothing();
    }

    @Test
    void refusesPageTokensOfOtherLists() {
        worker.openCase(Samples.openCase(area + "x"));
        worker.openCase(Samples.openCase(area + "x"));
        var other = ListCasesRequest.newBuilder().setAreaCode(area + "x").setPageSize(1).build();
        String token = worker.listCases(other).getNextPageToken();
        assertThat(token).isNotEmpty();

        assertBadPageToken(() -> worker.listCases(list().setPageToken(token).build()));
        assertBadPageToken(() -> worker.listCases(list().setPageToken("garbage").build()));
        assertBadPageToken(() -> worker.listCases(list().setPageToken("!").build()));
        assertBadPageToken(() -> worker.listCases(list().setPageToken(token + "AAAA").build()));
        assertBadPageToken(
                () ->
                        worker.listNotes(
                                ListNotesRequest.newBuilder()
                                        .setCaseId(before.getId())
                                        .setPageToken(token)
                                        .build()));
        var answer = rest.get(CASES, "/v1/cases?page_token=" + token + "&area_code=" + area);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("reason")).isEqualTo("BAD_PAGE_TOKEN");
    }

    @Test
    void refusesPagesOfAnImpossibleSize() {
        assertInvalid(() -> worker.listCases(list().setPageSize(201).build()));
        assertInvalid(() -> worker.listCases(list().setPageSize(-1).build()));
        assertBad(rest.get(CASES, "/v1/cases?page_size=many"));
    }

    @Test
    void refusesAStaleVersion() {
        assertRefused(
                Code.ABORTED, "STALE_ETAG", () -> worker.changeStage(move().setEtag("77").build()));
        var answer = changeStage(Map.of("If-Match", "\"77\"", "Idempotency-Key", Samples.id()));
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.text("reason")).isEqualTo("STALE_ETAG");
        assertBad(changeStage(Map.of("Idempotency-Key", Samples.id())));
        assertBad(changeStage(Map.of("If-Match", "*", "Idempotency-Key", Samples.id())));
    }

    @Test
    void refusesTheSameIdentifierWithAnotherContent() {
        var request = Samples.openCase(area + "y");
        worker.openCase(request);
        var other = request.toBuilder();
        other.getDetailsBuilder().setTitle("Something else");
        assertRefused(
                Code.ALREADY_EXISTS, "REQUEST_ID_REUSED", () -> worker.openCase(other.build()));
        var otherCall = move().setRequestId(request.getRequestId()).build();
        assertRefused(
                Code.ALREADY_EXISTS, "REQUEST_ID_REUSED", () -> worker.changeStage(otherCall));
        var answer =
                rest.send(
                        "POST",
                        CASES,
                        "/v1/cases",
                        "{\"request_id\":\"%s\",\"details\":{\"case_type\":\"x\",\"title\":\"x\"}}"
                                .formatted(Samples.id()),
                        Map.of("Idempotency-Key", Samples.id()));
        assertBad(answer);
    }

    @Test
    void refusesAnIllegalTransition() {
        var jump = move().setStage(CaseStage.CASE_STAGE_MONITORING).build();
        assertRefused(
                Code.FAILED_PRECONDITION, "ILLEGAL_TRANSITION", () -> worker.changeStage(jump));
        var stay = move().setStage(CaseStage.CASE_STAGE_INTAKE).build();
        assertRefused(
                Code.FAILED_PRECONDITION, "ILLEGAL_TRANSITION", () -> worker.changeStage(stay));
    }

    @DisplayName("zero-trust 18: a call without a deadline is refused")
    @Test
    void refusesACallWithoutADeadline() {
        var channel = mesh.console(TestUser.WORKER).channel(CASES);
        var patient = CaseServiceGrpc.newBlockingStub(channel);
        assertRefused(
                Code.INVALID_ARGUMENT,
                "DEADLINE_REQUIRED",
                () -> patient.openCase(Samples.openCase(area)));
    }

    @Test
    void knowsNothingOfOtherCasesPathsAndMethods() {
        var unknown = GetCaseRequest.newBuilder().setId(Samples.id()).build();
        assertRefused(Code.NOT_FOUND, "NOT_FOUND", () -> worker.getCase(unknown));
        assertThat(rest.get(CASES, "/v1/cases/" + Samples.id()).status()).isEqualTo(404);
        for (String path : new String[] {"/", "/v1", "/v1/nothing", "/v1/cases/x/y"}) {
            assertThat(rest.get(CASES, path).status()).describedAs(path).isEqualTo(404);
        }
        for (String method :
                new String[] {
                    "redress.cases.v1.CaseService/Nothing",
                    "grpc.health.v1.Health/Check",
                    "grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
                }) {
            assertThat(RawCalls.call(mesh, method, new byte[0]).code())
                    .describedAs(method)
                    .isEqualTo(Code.UNIMPLEMENTED);
        }
    }

    private Rest.Answer post(String body) {
        return rest.send("POST", CASES, "/v1/cases", body, Map.of("Idempotency-Key", Samples.id()));
    }

    private Rest.Answer changeStage(Map<String, String> headers) {
        return rest.send(
                "POST",
                CASES,
                "/v1/cases/" + before.getId() + ":changeStage",
                "{\"stage\":\"CASE_STAGE_ASSESSMENT\"}",
                headers);
    }

    private OpenCaseRequest titled(String title) {
        var request = Samples.openCase(area).toBuilder();
        request.getDetailsBuilder().setTitle(title);
        return request.build();
    }

    private ChangeStageRequest.Builder move() {
        return ChangeStageRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setStage(CaseStage.CASE_STAGE_ASSESSMENT);
    }

    private ListCasesRequest.Builder list() {
        return ListCasesRequest.newBuilder().setAreaCode(area);
    }

    private Object timeline() {
        var request = ListCaseTimelineRequest.newBuilder().setCaseId(before.getId()).build();
        return worker.listCaseTimeline(request).getEntriesList();
    }

    private static void assertInvalid(ThrowingCallable call) {
        assertRefused(Code.INVALID_ARGUMENT, "INVALID_REQUEST", call);
    }

    private static void assertBadPageToken(ThrowingCallable call) {
        assertRefused(Code.INVALID_ARGUMENT, "BAD_PAGE_TOKEN", call);
    }

    private static void assertBad(Rest.Answer answer) {
        assertThat(answer.status()).describedAs(answer.raw().body()).isEqualTo(400);
        assertThat(answer.text("reason")).isEqualTo("INVALID_REQUEST");
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.raw().body()).doesNotContain("Exception", "com.google", "jackson");
    }
}

package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.AnnotationsProto;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.cases.v1.AddNoteRequest;
import redress.cases.v1.Case;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListNotesRequest;
import redress.grievances.v1.GetGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListCategoriesRequest;
import redress.grievances.v1.ListGrievanceActionsRequest;
import redress.grievances.v1.ListGrievancesRequest;
import redress.local.home.MeshService;
import redress.system.mesh.Contract;
import redress.system.mesh.GraphqlText;
import redress.system.mesh.Rest;
import redress.system.mesh.Rest.Answer;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// The same work as GraphQL.
@Scenario
class GraphqlScenario {
    private static final Pattern CALL = Pattern.compile("(?m)^  (\\w+)(\\(.*\\))?: \\w+$");

    @Test
    void opensACaseOnceAndListsIt(TestMesh mesh) {
        var worker = mesh.rest("console", TestUser.WORKER);
        String area = Samples.name("graphql");
        String open =
                GraphqlText.call(method("OpenCase"), Samples.openCase(area), "{ id number state }");
        var opened = ask(worker, MeshService.CASES, open).body().at("/data/openCase");
        assertThat(opened.path("state").asText()).isEqualTo("CASE_STATE_ACTIVE");

        assertThat(ask(worker, MeshService.CASES, open).body().at("/data/openCase"))
                .isEqualTo(opened);
        String list =
                "{ listCases(area_code: \"%s\") { cases { id details { facts { key } } } } }"
                        .formatted(area);
        var cases = ask(worker, MeshService.CASES, list).body().at("/data/listCases/cases");
        assertThat(cases.findValuesAsText("id")).containsExactly(opened.path("id").asText());
        assertThat(cases.findValuesAsText("key")).containsExactlyInAnyOrder("rooms", "members");
    }

    @Test
    void answersWhatGrpcAnswers(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER);
        String area = Samples.name("graphql-same");
        Case stored = worker.cases().openCase(Samples.openCase(area)).getCase();
        var _ =
                worker.cases()
                        .addNote(
                                AddNoteRequest.newBuilder()
                                        .setRequestId(Samples.id())
                                        .setCaseId(stored.getId())
                                        .setText("Visited \"today\".\nÜ")
                                        .build());
        String id = stored.getId();
        same(mesh, TestUser.WORKER, GetCaseRequest.newBuilder().setId(id).build());
        same(mesh, TestUser.WORKER, ListCasesRequest.newBuilder().setAreaCode(area).build());
        same(mesh, TestUser.WORKER, ListNotesRequest.newBuilder().setCaseId(id).build());
        same(mesh, TestUser.WORKER, ListCaseTimelineRequest.newBuilder().setCaseId(id).build());

        Grievance grievance =
                mesh.console(TestUser.OFFICER)
                        .grievances()
                        .submitGrievance(Samples.submitGrievance(area))
                        .getGrievance();
        id = grievance.getId();
        same(mesh, TestUser.OFFICER, GetGrievanceRequest.newBuilder().setId(id).build());
        same(mesh, TestUser.OFFICER, ListGrievancesRequest.newBuilder().setAreaCode(area).build());
        same(
                mesh,
                TestUser.OFFICER,
                ListGrievanceActionsRequest.newBuilder().setGrievanceId(id).build());
        same(mesh, TestUser.OFFICER, ListCategoriesRequest.getDefaultInstance());
    }

    @Test
    @DisplayName("zero-trust 17: a refusal has its reason, and no other text")
    void refusesWithAReason(TestMesh mesh) {
        String get = "{ getCase(id: \"%s\") { id } }".formatted(Samples.id());
        var notFound = ask(mesh.rest("console", TestUser.WORKER), MeshService.CASES, get);
        assertThat(notFound.status()).isEqualTo(200);
        assertThat(extension(notFound, "code")).isEqualTo("NOT_FOUND");
        assertThat(extension(notFound, "reason")).isEqualTo("NOT_FOUND");

        var broken =
                ask(
                        mesh.rest("console", TestUser.WORKER),
                        MeshService.CASES,
                        "{ getCase(id: \"x\") { id } }");
        assertThat(broken.body().at("/errors/0/extensions/violations/0/field").asText())
                .isEqualTo("id");

        var foreign = ask(mesh.rest("console", TestUser.AUDITOR), MeshService.CASES, get);
        assertThat(extension(foreign, "reason")).isEqualTo("ROLE_MISSING");
        var nobody = ask(mesh.rest("console"), MeshService.CASES, get);
        assertThat(extension(nobody, "reason")).isEqualTo("TOKEN_MISSING");
    }

    @Test
    @DisplayName("zero-trust 18: depth, cost and size of a request are limited")
    void refusesTooMuch(TestMesh mesh) {
        var worker = mesh.rest("console", TestUser.WORKER);
        String deep = "{ __schema { types {" + " ofType {".repeat(20) + " name" + " }".repeat(23);
        var costly = new StringBuilder("{");
        for (int i = 0; i < 41; i++) {
            costly.append(" c").append(i).append(": listCases { next_page_token }");
        }
        for (String query : new String[] {deep, costly + " }", "{ __schema { types { name } } }"}) {
            var refused = ask(worker, MeshService.CASES, query);
            assertThat(refused.status()).describedAs(query).isEqualTo(400);
            assertThat(extension(refused, "reason")).isEqualTo("INVALID_REQUEST");
        }
        var large = ask(worker, MeshService.CASES, " ".repeat(600_000));
        assertThat(large.status()).isEqualTo(400);
    }

    @Test
    void givesOutEntities(TestMesh mesh) {
        String area = Samples.name("entities");
        Case mine =
                mesh.console(TestUser.WORKER).cases().openCase(Samples.openCase(area)).getCase();
        String query =
                "{ _entities(representations: [{__typename: \"Case\", id: \"%s\"}, {__typename: \"Case\", id: \"%s\"}]) { ... on Case { number } } }"
                        .formatted(mine.getId(), Samples.id());
        var told = ask(mesh.rest("console", TestUser.WORKER), MeshService.CASES, query);
        assertThat(told.body().at("/data/_entities/0/number").asText()).isEqualTo(mine.getNumber());
        assertThat(told.body().at("/data/_entities/1").isNull()).isTrue();
        assertThat(extension(told, "reason")).isEqualTo("NOT_FOUND");
        var other = ask(mesh.rest("console", TestUser.CASH_WORKER), MeshService.CASES, query);
        assertThat(other.body().at("/data/_entities/0").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(MeshService.class)
    void everyServiceServesTheSchemaOfItsFile(MeshService service, TestMesh mesh)
            throws IOException {
        String file = Files.readString(file(service));
        String served =
                ask(mesh.rest("console"), service, "{ _service { sdl } }")
                        .body()
                        .at("/data/_service/sdl")
                        .asText();
        assertThat(CALL.matcher(file).results().map(each -> each.group(1)))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(served).containsPattern("\\b" + call + "\\b"));
    }

    @ParameterizedTest
    @EnumSource(MeshService.class)
    void everyCallWithAPathIsInTheSchema(MeshService service) throws IOException {
        String file = Files.readString(file(service));
        assertThat(Contract.methods())
                .filteredOn(
                        method ->
                                method.declared().getOptions().hasExtension(AnnotationsProto.http))
                .filteredOn(
                        method -> !method.declared().getService().getName().equals("AuditService"))
                .filteredOn(
                        method ->
                                TestMesh.serving(method.declared().getService().getFullName())
                                        == service)
                .isNotEmpty()
                .allSatisfy(
                        method ->
                                assertThat(file)
                                        .containsPattern(
                                                "(?m)^  " + GraphqlText.name(method) + "\\b"));
    }

    private static Path file(MeshService service) {
        return Path.of("../docs/graphql/%s.graphql".formatted(service.serviceName()));
    }

    private static void same(TestMesh mesh, TestUser user, Message request) {
        var method = method(request.getDescriptorForType().getName().replaceAll("Request$", ""));
        var service = TestMesh.serving(method.declared().getService());
        String query = GraphqlText.call(method, request, GraphqlText.everything(method));
        // A recommendation may come in between.
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            var answer = ask(mesh.rest("console", user), service, query).body();
                            assertThat(answer.path("errors")).isEmpty();
                            assertThat(answer.at("/data/" + GraphqlText.name(method)))
                                    .isEqualTo(overGrpc(mesh, user, method, request));
                        });
    }

    private static JsonNode overGrpc(
            TestMesh mesh, TestUser user, Contract.Method method, Message request) {
        var response =
                ClientCalls.blockingUnaryCall(
                        mesh.console(user)
                                .channel(TestMesh.serving(method.declared().getService())),
                        method.grpc(),
                        CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                        request);
        return GraphqlText.expected(method, response);
    }

    private static Contract.Method method(String name) {
        return Contract.methods().stream()
                .filter(each -> each.declared().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String extension(Answer answer, String name) {
        return answer.body().at("/errors/0/extensions/" + name).asText();
    }

    private static Answer ask(Rest rest, MeshService service, String query) {
        return rest.send(
                "POST",
                service,
                "/graphql",
                GraphqlText.body(query),
                Map.of("Content-Type", "application/json"));
    }
}

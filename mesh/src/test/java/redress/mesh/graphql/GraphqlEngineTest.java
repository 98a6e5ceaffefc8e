package redress.mesh.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.cases.v1.AddNoteRequest;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.OpenCaseRequest;

class GraphqlEngineTest {
    private static final String ID = "0192f0c1-2345-7abc-8def-0123456789ab";
    private static final String OPEN =
            """
            mutation($facts: [CaseDetailsFactsEntryInput!]) {
              openCase(
                request_id: "0192f0c1-2345-7abc-8def-0123456789ab"
                details: {case_type: "x", title: "Roof", client_type: CLIENT_TYPE_HOUSEHOLD, intensity_level: 2, facts: $facts}
              ) { id details { title client_type facts { key value } beneficiary { member_identifier } } }
            }
            """;

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private GraphqlFixture door;

    @BeforeEach
    void open() throws IOException {
        door = GraphqlFixture.open(folder);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @MethodSource("redress.mesh.graphql.Subgraphs#names")
    void opensForEveryService(String service) {
        assertThatCode(() -> door.doorOf(Subgraphs.of(service))).doesNotThrowAnyException();
    }

    @Test
    void answersAListWithOneCall() {
        var told =
                door.ask(
                        "{ listCases(page_size: 3) { cases { id number state recommendation { id } } } }");
        assertThat(told.answer().status()).isEqualTo(200);
        assertThat(told.body().at("/data/listCases/cases")).hasSize(3);
        assertThat(told.at("/data/listCases/cases/1/number")).isEqualTo("CASE-b");
        assertThat(told.body().at("/data/listCases/cases/1/recommendation").isNull()).isTrue();
        assertThat(door.cases.requests())
                .containsExactly(ListCasesRequest.newBuilder().setPageSize(3).build());
    }

    @Test
    void makesTheContractsMessageOfItsArguments() {
        var facts =
                List.of(Map.of("key", "rooms", "value", 1), Map.of("key", "members", "value", 6.5));
        var told = door.ask("worker", OPEN, Map.of("facts", facts));
        assertThat(door.cases.requests())
                .singleElement()
                .isInstanceOfSatisfying(
                        OpenCaseRequest.class,
                        made ->
                                assertThat(made.getDetails().getFactsMap())
                                        .isEqualTo(Map.of("rooms", 1.0, "members", 6.5)));
        assertThat(told.at("/data/openCase/details/client_type"))
                .isEqualTo("CLIENT_TYPE_HOUSEHOLD");
        assertThat(told.body().at("/data/openCase/details/facts")).hasSize(2);
        assertThat(told.body().at("/data/openCase/details/beneficiary").isNull()).isTrue();
    }

    @Test
    void refusesAKeyThatIsGivenTwice() {
        var twice = List.of(Map.of("key", "rooms", "value", 1), Map.of("key", "rooms", "value", 2));
        var told = door.ask("worker", OPEN, Map.of("facts", twice));
        assertThat(told.reason()).isEqualTo("INVALID_REQUEST");
        assertThat(told.at("/errors/0/extensions/violations/0/field")).isEqualTo("facts");
        assertThat(door.cases.requests()).isEmpty();
    }

    @Test
    void tellsWhatOfARequestBreaksTheContract() {
        var told = door.ask("{ getCase(id: \"no UUID\") { id } }");
        assertThat(told.answer().status()).isEqualTo(200);
        assertThat(told.reason()).isEqualTo("INVALID_REQUEST");
        assertThat(told.at("/errors/0/extensions/code")).isEqualTo("INVALID_ARGUMENT");
        assertThat(told.at("/errors/0/extensions/violations/0/field")).isEqualTo("id");
        assertThat(told.at("/errors/0/path/0")).isEqualTo("getCase");
        assertThat(told.body().at("/data/getCase").isNull()).isTrue();
    }

    @Test
    void oneRefusedFieldLeavesTheOthers() {
        var told =
                door.ask(
                        "{ a: getCase(id: \"%s\") { id } b: getCase(id: \"%s\") { id } }"
                                .formatted(CasesFake.ABSENT, ID));
        assertThat(told.body().path("errors")).hasSize(1);
        assertThat(told.reason()).isEqualTo("NOT_FOUND");
        assertThat(told.at("/data/b/id")).isEqualTo(ID);
    }

    @Test
    @DisplayName("zero-trust 8: each field is admitted like a call of its own")
    void refusesWhomTheContractRefuses() {
        var told = door.ask("auditor", "{ getCase(id: \"%s\") { id } }".formatted(ID), Map.of());
        assertThat(told.reason()).isEqualTo("ROLE_MISSING");
        assertThat(told.at("/errors/0/extensions/code")).isEqualTo("PERMISSION_DENIED");
        assertThat(door.cases.requests()).isEmpty();
    }

    @Test
    void readsNothingOfWhoIsNobody() {
        var told = door.send("stranger", "{broken");
        assertThat(told.answer().status()).isEqualTo(401);
        assertThat(told.answer().headers()).containsKey("www-authenticate");
        assertThat(told.reason()).isEqualTo("TOKEN_INVALID");
    }

    @Test
    @DisplayName("zero-trust 17: a fault of ours says nothing")
    void tellsNothingOfAFault() {
        var told =
                door.ask(
                        "mutation { changeStage(id: \"%s\", request_id: \"%s\", etag: \"1\", stage: CASE_STAGE_ASSESSMENT) { id } }"
                                .formatted(ID, ID));
        assertThat(told.reason()).isEqualTo("INTERNAL");
        assertThat(told.answer().body()).doesNotContain("SELECT", "IllegalState");
    }

    @Test
    void mutationsRunInTheirOrder() {
        String notes =
                IntStream.range(0, 5)
                        .mapToObj(
                                i ->
                                        "n%d: addNote(case_id: \"%s\", request_id: \"%s\", text: \"%d\") { id }"
                                                .formatted(i, ID, ID, i))
                        .collect(Collectors.joining(" "));
        assertThat(door.ask("mutation { " + notes + " }").body().path("errors")).isEmpty();
        assertThat(door.cases.requests())
                .extracting(each -> ((AddNoteRequest) each).getText())
                .containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void entitiesAreReadOnceEachByTheirCall() {
        var wanted =
                List.of(
                        Map.of("__typename", "Case", "id", ID),
                        Map.of("__typename", "Case", "id", CasesFake.ABSENT),
                        Map.of("__typename", "Case", "id", ID),
                        Map.of("__typename", "Grievance", "id", ID));
        var told =
                door.ask(
                        "worker",
                        "query($r: [_Any!]!) { _entities(representations: $r) { ... on Case { number } } }",
                        Map.of("r", wanted));
        assertThat(told.at("/data/_entities/0/number")).isEqualTo("CASE-" + ID);
        assertThat(told.at("/data/_entities/2/number")).isEqualTo("CASE-" + ID);
        assertThat(told.body().path("errors").findValuesAsText("reason"))
                .containsExactly("NOT_FOUND", "INVALID_REQUEST");
        assertThat(told.at("/errors/0/path/1")).isEqualTo("1");
        assertThat(door.cases.requests()).filteredOn(GetCaseRequest.class::isInstance).hasSize(2);
    }

    @Test
    void tellsItsSchemaToGateways() {
        assertThat(door.ask("{ _service { sdl } }").at("/data/_service/sdl"))
                .contains("type Case @key(fields : \"id\"", "@link(");
    }

    @Test
    void refusesWhatIsNoRequest() {
        for (String body :
                List.of(
                        "",
                        "null",
                        "[]",
                        "{}",
                        "{\"query\":1,\"more\":2}",
                        "{\"query\":\"{ nothing }\"}",
                        "{\"query\":\"{ getCase\"}",
                        "{\"query\":\"{__typename}\",\"operationName\":\"x\"}")) {
            var told = door.send("worker", body);
            assertThat(told.answer().status()).describedAs(body).isEqualTo(400);
            assertThat(told.reason()).describedAs(body).isEqualTo("INVALID_REQUEST");
        }
        assertThat(door.cases.requests()).isEmpty();
    }

    @Test
    @DisplayName("zero-trust 18: one request makes so many calls and no more")
    void refusesWhatCostsTooMuch() {
        String many =
                IntStream.range(0, 41)
                        .mapToObj(i -> "c%d: getCase(id: \"%s\") { id }".formatted(i, ID))
                        .collect(Collectors.joining(" ", "{", "}"));
        var told = door.ask(many);
        assertThat(told.answer().status()).isEqualTo(400);
        assertThat(told.at("/errors/0/message")).contains("cost", "2000");
        assertThat(door.cases.requests()).isEmpty();
    }

    @Test
    @DisplayName("zero-trust 18: each entity costs a call")
    void refusesTooManyEntities() {
        var wanted = Collections.nCopies(41, Map.of("__typename", "Case", "id", ID));
        var told =
                door.ask(
                        "worker",
                        "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
                        Map.of("r", wanted));
        assertThat(told.at("/errors/0/message")).contains("cost", "2000");
    }

    @Test
    @DisplayName("zero-trust 18: a fragment costs at each place where it stands")
    void refusesMuchThatFragmentsMakeLookLikeLittle() {
        var told =
                door.ask(
                        "{ listCases { %s } } fragment C on Case { %s }"
                                .formatted(
                                        aliases("c", 50, "cases { ...C }"),
                                        aliases("n", 50, "number")));
        assertThat(told.answer().status()).isEqualTo(400);
        assertThat(told.reason()).isEqualTo("INVALID_REQUEST");
        assertThat(door.cases.requests()).isEmpty();
    }

    @Test
    @DisplayName("zero-trust 18: no sum of prices becomes small again")
    void refusesMoreEntitiesThanANumberHolds() {
        var junk = Collections.nCopies(5_000, Map.of());
        var told =
                door.ask(
                        "worker",
                        "query($r: [_Any!]!) { %s }"
                                .formatted(
                                        aliases(
                                                "e",
                                                1_000,
                                                "_entities(representations: $r) { __typename }")),
                        Map.of("r", junk));
        assertThat(told.at("/errors/0/message")).contains("cost", "(expected: at most 2000)");
    }

    @Test
    @DisplayName("zero-trust 18: an answer does not grow beyond all bounds")
    void stopsAnAnswerThatBecomesTooLong() {
        var told =
                door.ask(
                        "{ listCases(page_size: 3) { cases { %s } } }"
                                .formatted(aliases("x".repeat(600), 60, "number")));
        assertThat(told.answer().status()).isEqualTo(400);
        assertThat(told.at("/errors/0/message")).contains("100000 characters");
    }

    private static String aliases(String name, int many, String field) {
        return IntStream.range(0, many)
                .mapToObj(i -> name + i + ": " + field)
                .collect(Collectors.joining(" "));
    }

    @Test
    void refusesWhatIsTooDeepAndIntrospection() {
        String deep = "{ __schema { types {" + " ofType {".repeat(20) + " name" + " }".repeat(23);
        assertThat(door.ask(deep).at("/errors/0/message")).contains("depth", "16");
        assertThat(door.ask("{ __schema { types { name } } }").at("/errors/0/message"))
                .containsIgnoringCase("introspection");
    }
}

package redress.mesh.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.access.v1.Effect;
import redress.cases.v1.DeleteCaseSearchResponse;

class SchemaTextTest {
    private static final Path FOLDER = Path.of("../docs/graphql");

    static List<String> services() {
        return Subgraphs.names();
    }

    @ParameterizedTest
    @MethodSource("services")
    void theFileSaysWhatTheContractSays(String service) throws IOException {
        Path file = FOLDER.resolve(service + ".graphql");
        String schema = SchemaText.of(Subgraphs.of(service));
        if (Boolean.getBoolean("redress.docs.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, schema);
        }
        assertThat(file)
                .as(
                        "to make it anew: ./mvnw test -pl mesh -am -Dtest=SchemaTextTest -Dsurefire.failIfNoSpecifiedTests=false -Dredress.docs.write=true")
                .content()
                .isEqualTo(schema);
    }

    @Test
    void anEmptyAnswerIsTrue() {
        assertThat(SchemaText.of(Subgraphs.of("case-service")))
                .contains("  deleteCaseSearch(request_id: String, id: ID): Boolean\n");
        assertThat(Values.of(DeleteCaseSearchResponse.getDefaultInstance())).isEqualTo(true);
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyCallThatReadsIsAQueryAndEveryOtherAMutation(String service) {
        var schema = parsed(service);
        var calls =
                Subgraphs.bindings(service).stream()
                        .filter(each -> !each.template().startsWith("/v1/audit/"))
                        .collect(
                                Collectors.partitioningBy(
                                        each -> Subgraph.effect(each) == Effect.EFFECT_READ,
                                        Collectors.mapping(
                                                each -> TypeNames.call(each.contract().getName()),
                                                Collectors.toSet())));
        assertThat(fields(schema, "Query")).isEqualTo(calls.get(true));
        assertThat(fields(schema, "Mutation")).isEqualTo(calls.get(false));
    }

    @Test
    void eachEntityIsReadByTheServiceThatKeepsIt() {
        assertThat(SchemaText.of(Subgraphs.of("case-service")))
                .contains("type Case @key(fields: \"id\") @shareable {")
                .contains(
                        "type Recommendation @key(fields: \"id\", resolvable: false) @shareable {");
        assertThat(SchemaText.of(Subgraphs.of("grievance-service")))
                .contains("type Grievance @key(fields: \"id\") @shareable {")
                .contains("type Case @key(fields: \"id\", resolvable: false) {\n  id: ID!\n}")
                .contains("  case: Case\n")
                .contains(
                        "type Beneficiary @key(fields: \"identifier_type identifier_value\", resolvable: false)");
        assertThat(SchemaText.of(Subgraphs.of("decision-service")))
                .contains("type Recommendation @key(fields: \"id\") @shareable {");
    }

    @Test
    void whatMayBeAbsentMayBeNull() {
        assertThat(SchemaText.of(Subgraphs.of("case-service")))
                .contains("  recommendation: Recommendation\n", "  number: String!\n")
                .contains("  facts: [CaseDetailsFactsEntry!]!\n", "  created_at: DateTime\n")
                .contains("  facts: [CaseDetailsFactsEntryInput!]\n");
    }

    private static TypeDefinitionRegistry parsed(String service) {
        return new SchemaParser().parse(SchemaText.of(Subgraphs.of(service)));
    }

    private static Set<String> fields(TypeDefinitionRegistry schema, String type) {
        return schema.getTypeOrNull(type) instanceof ObjectTypeDefinition object
                ? object.getFieldDefinitions().stream()
                        .map(FieldDefinition::getName)
                        .collect(Collectors.toSet())
                : Set.of();
    }
}

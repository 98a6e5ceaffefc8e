package redress.mesh.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.ServiceDescriptor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.cases.v1.CaseServiceGrpc;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.grievances.v1.GrievanceServiceGrpc;

class OpenApiDocumentTest {
    static Stream<ServiceDescriptor> services() {
        return Stream.of(
                CaseServiceGrpc.getServiceDescriptor(),
                GrievanceServiceGrpc.getServiceDescriptor(),
                DecisionServiceGrpc.getServiceDescriptor());
    }

    @ParameterizedTest
    @MethodSource("services")
    void describesEveryMethodThatHasAPath(ServiceDescriptor service)
            throws JsonProcessingException {
        var bindings = bindings(service);
        JsonNode document = new JsonMapper().readTree(OpenApiDocument.of(bindings));
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(bindings).isNotEmpty().allSatisfy(binding -> assertDescribed(document, binding));
        assertReferencesResolve(document, document);
    }

    private static void assertDescribed(JsonNode document, HttpBinding binding) {
        var operation =
                document.path("paths")
                        .path(binding.template())
                        .path(binding.verb().toLowerCase(java.util.Locale.ROOT));
        assertThat(operation.path("operationId").asText()).isEqualTo(binding.contract().getName());
        assertThat(operation.path("summary").asText()).isNotBlank();
        assertThat(operation.path("responses").path("default").isMissingNode()).isFalse();
        var inPath =
                operation
                        .path("parameters")
                        .valueStream()
                        .filter(parameter -> parameter.path("in").asText().equals("path"))
                        .filter(parameter -> parameter.path("required").asBoolean())
                        .map(parameter -> parameter.path("name").asText())
                        .toList();
        assertThat(inPath).containsExactlyInAnyOrderElementsOf(binding.variables());
        if (!binding.verb().equals("GET")) {
            var json = operation.at("/requestBody/content/application~1json");
            assertThat(json.path("example").isObject()).isTrue();
        }
    }

    private static void assertReferencesResolve(JsonNode document, JsonNode part) {
        if (part.has("$ref")) {
            String reference = part.path("$ref").asText();
            assertThat(document.at(reference.substring(1)).isObject())
                    .describedAs(reference)
                    .isTrue();
        }
        part.forEach(each -> assertReferencesResolve(document, each));
    }

    private static List<HttpBinding> bindings(ServiceDescriptor service) {
        return service.getMethods().stream()
                .flatMap(method -> HttpBinding.of(method).stream())
                .toList();
    }
}

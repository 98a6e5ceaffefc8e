package redress.mesh.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Locale;
import redress.access.v1.AccessProto;

/// The OpenAPI 3.1 description of the REST door, derived from the contract alone: paths, schemas,
/// comments and examples.
final class OpenApiDocument {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode root = JSON.createObjectNode();
    private final Comments comments = Comments.load();
    private final Schemas schemas;

    private OpenApiDocument() {
        root.put("openapi", "3.1.0");
        root.putObject("info").put("title", "Redress").put("version", "v1");
        var components = root.putObject("components");
        schemas = new Schemas(components.putObject("schemas"), comments);
        var schemes = components.putObject("securitySchemes");
        schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
        schemes.putObject("workload")
                .put("type", "mutualTLS")
                .put("description", "Certificate of a workload.");
        var demand = root.putArray("security").addObject();
        demand.putArray("bearer");
        demand.putArray("workload");
        root.putObject("paths");
    }

    /// The description as JSON text.
    static String of(List<HttpBinding> bindings) {
        var document = new OpenApiDocument();
        bindings.stream()
                .sorted(java.util.Comparator.comparing(HttpBinding::template))
                .forEach(document::operation);
        try {
            return JSON.writeValueAsString(document.root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can be written", e);
        }
    }

    private void operation(HttpBinding binding) {
        var path = root.withObject("/paths").withObjectProperty(binding.template());
        var operation = path.putObject(binding.verb().toLowerCase(Locale.ROOT));
        operation.put("operationId", binding.contract().getName());
        operation.put("summary", comments.of(binding.contract().getFullName()));
        parameters(operation, binding);
        if (!binding.verb().equals("GET")) {
            body(operation, binding);
        }
        responses(operation, binding);
    }

    private void parameters(ObjectNode operation, HttpBinding binding) {
        var parameters = operation.putArray("parameters");
        Descriptor input = binding.contract().getInputType();
        for (FieldDescriptor field : input.getFields()) {
            boolean inPath = binding.variables().contains(field.getName());
            if (inPath || binding.verb().equals("GET")) {
                var parameter = parameters.addObject().put("name", field.getName());
                parameter.put("in", inPath ? "path" : "query").put("required", inPath);
                schemas.field(parameter.putObject("schema"), field);
            }
        }
        purpose(parameters.addObject(), binding);
        if (input.findFieldByName("request_id") != null) {
            header(parameters.addObject(), "Idempotency-Key", "Same as request_id.");
        }
        if (input.findFieldByName("etag") != null) {
            header(parameters.addObject(), "If-Match", "The ETag that was read; same as etag.");
        }
    }

    private static void purpose(ObjectNode parameter, HttpBinding binding) {
        header(
                parameter,
                "Redress-Purpose",
                "What the data is used for; if absent, the first that the caller may name.");
        var names = ((ObjectNode) parameter.path("schema")).putArray("enum");
        binding.contract().getOptions().getExtension(AccessProto.access).getGrantsList().stream()
                .map(grant -> grant.getPurpose().name().substring("PURPOSE_".length()))
                .distinct()
                .forEach(names::add);
    }

    private static void header(ObjectNode parameter, String name, String description) {
        parameter.put("name", name).put("in", "header").put("description", description);
        parameter.putObject("schema").put("type", "string");
    }

    private void body(ObjectNode operation, HttpBinding binding) {
        var content = operation.putObject("requestBody").putObject("content");
        var json = content.putObject("application/json");
        schemas.refer(json.putObject("schema"), binding.contract().getInputType());
        String example =
                binding.contract().getOptions().getExtension(AccessProto.access).getExample();
        try {
            json.set("example", JSON.readTree(example));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    binding.contract().getFullName() + ": example is no JSON", e);
        }
    }

    private void responses(ObjectNode operation, HttpBinding binding) {
        var responses = operation.putObject("responses");
        var success = responses.putObject(binding.creates() ? "201" : "200");
        success.put("description", "Done.");
        var schema = success.putObject("content").putObject("application/json").putObject("schema");
        schemas.refer(schema, binding.result());
        var problem = responses.putObject("default").put("description", "Refused (RFC 9457).");
        problem.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("type", "object");
    }
}

package redress.mesh.rest;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import redress.access.v1.AccessProto;
import redress.access.v1.Effect;
import redress.mesh.access.AccessRules;

/// How one method of the contract looks over HTTP (google.api.http, AIP-127).
///
/// @param verb HTTP method
/// @param template path with `{field}` for each variable
/// @param responseBody name of the field of the response that is the body; empty: the whole
///   response
/// @param method the gRPC method
/// @param contract the method in the contract
/// @param pattern the path as a regular expression
/// @param variables names of the fields in the path, in order
public record HttpBinding(
        String verb,
        String template,
        String responseBody,
        MethodDescriptor<Message, Message> method,
        Descriptors.MethodDescriptor contract,
        Pattern pattern,
        List<String> variables) {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /// The bindings of all methods of the services that the contract gives one.
    public static List<HttpBinding> all(List<ServerServiceDefinition> services) {
        return services.stream()
                .flatMap(service -> service.getMethods().stream())
                .flatMap(method -> of(method.getMethodDescriptor()).stream())
                .toList();
    }

    /// The binding of a method, if the contract gives it one.
    public static Optional<HttpBinding> of(MethodDescriptor<?, ?> method) {
        var contract = AccessRules.declared(method);
        HttpRule rule = contract.getOptions().getExtension(AnnotationsProto.http);
        return switch (rule.getPatternCase()) {
            case GET -> Optional.of(binding("GET", rule.getGet(), rule, method, contract));
            case POST -> Optional.of(binding("POST", rule.getPost(), rule, method, contract));
            case PATCH -> Optional.of(binding("PATCH", rule.getPatch(), rule, method, contract));
            case PUT -> Optional.of(binding("PUT", rule.getPut(), rule, method, contract));
            case DELETE -> Optional.of(binding("DELETE", rule.getDelete(), rule, method, contract));
            case CUSTOM, PATTERN_NOT_SET -> Optional.empty();
        };
    }

    @SuppressWarnings("unchecked")
    private static HttpBinding binding(
            String verb,
            String template,
            HttpRule rule,
            MethodDescriptor<?, ?> method,
            Descriptors.MethodDescriptor contract) {
        var variables = new ArrayList<String>();
        var regex = new StringBuilder();
        var matcher = VARIABLE.matcher(template);
        int end = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(template.substring(end, matcher.start())));
            regex.append("([^/:]+)");
            variables.add(matcher.group(1));
            end = matcher.end();
        }
        regex.append(Pattern.quote(template.substring(end)));
        return new HttpBinding(
                verb,
                template,
                rule.getResponseBody(),
                // Every method of a contract takes and gives generated messages.
                (MethodDescriptor<Message, Message>) method,
                contract,
                Pattern.compile(regex.toString()),
                List.copyOf(variables));
    }

    /// The fields that a path gives; empty if it is not a path of this binding.
    Optional<Map<String, String>> match(String path) {
        var matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var fields = new TreeMap<String, String>();
        for (int i = 0; i < variables.size(); i++) {
            fields.put(variables.get(i), matcher.group(i + 1));
        }
        return Optional.of(fields);
    }

    /// Whether the call makes a new resource: a write that names no object yet.
    boolean creates() {
        var audit = contract.getOptions().getExtension(AccessProto.access).getAudit();
        return audit.getEffect() == Effect.EFFECT_WRITE && audit.getObjectField().isEmpty();
    }

    /// What is given back: the response, or the one field of it that the contract names.
    public Descriptors.Descriptor result() {
        var output = contract.getOutputType();
        var field = output.findFieldByName(responseBody);
        return field == null ? output : field.getMessageType();
    }

    /// What of a response is given back.
    public Message body(Message response) {
        if (responseBody.isEmpty()) {
            return response;
        }
        var field = response.getDescriptorForType().findFieldByName(responseBody);
        return (Message) response.getField(field);
    }

    /// An empty request.
    public Message.Builder request() {
        return request(method);
    }

    /// An empty request of any method of the contract.
    public static Message.Builder request(MethodDescriptor<Message, Message> method) {
        var marshaller =
                (MethodDescriptor.PrototypeMarshaller<Message>) method.getRequestMarshaller();
        Message prototype = marshaller.getMessagePrototype();
        if (prototype == null) {
            throw new IllegalStateException(
                    ProtoUtils.class.getSimpleName() + " gives every method a prototype");
        }
        return prototype.newBuilderForType();
    }
}

package redress.system.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.stream.Collectors;
import redress.access.v1.AccessProto;
import redress.access.v1.Effect;

/// Calls of the contract as GraphQL, and answers of gRPC as GraphQL should give them.
public final class GraphqlText {
    private static final JsonMapper JSON = new JsonMapper();

    private GraphqlText() {}

    /// The name of a call's field.
    public static String name(Contract.Method method) {
        String name = method.declared().getName();
        return name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1);
    }

    /// A document that makes one call.
    ///
    /// @param selection what is asked of its result, with braces
    public static String call(Contract.Method method, Message request, String selection) {
        var effect =
                method.declared()
                        .getOptions()
                        .getExtension(AccessProto.access)
                        .getAudit()
                        .getEffect();
        String arguments = fields(request);
        return "%s { %s%s %s }"
                .formatted(
                        effect == Effect.EFFECT_READ ? "query" : "mutation",
                        name(method),
                        arguments.isEmpty() ? "" : "(" + arguments + ")",
                        selection);
    }

    /// The body of a request.
    public static String body(String query) {
        return JSON.createObjectNode().put("query", query).toString();
    }

    /// Everything that a call gives back.
    public static String everything(Contract.Method method) {
        var output = method.declared().getOutputType();
        var field = output.findFieldByName(responseBody(method));
        return everything(field == null ? output : field.getMessageType());
    }

    private static String responseBody(Contract.Method method) {
        return method.declared().getOptions().getExtension(AnnotationsProto.http).getResponseBody();
    }

    private static String everything(Descriptor message) {
        return message.getFields().stream()
                .map(
                        field ->
                                isObject(field)
                                        ? name(field) + everything(field.getMessageType())
                                        : name(field))
                .collect(Collectors.joining(" ", " { ", " }"));
    }

    private static String name(FieldDescriptor field) {
        return field.getName();
    }

    private static boolean isObject(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && !field.getMessageType().getFullName().startsWith("google.protobuf.");
    }

    private static String fields(Message message) {
        return message.getAllFields().entrySet().stream()
                .map(
                        field ->
                                name(field.getKey())
                                        + ": "
                                        + literal(field.getKey(), field.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String literal(FieldDescriptor field, Object value) {
        return switch (value) {
            case List<?> many ->
                    many.stream()
                            .map(each -> literal(field, each))
                            .collect(Collectors.joining(" ", "[", "]"));
            case Timestamp time -> JSON.valueToTree(Timestamps.toString(time)).toString();
            case FieldMask mask -> JSON.valueToTree(FieldMaskUtil.toString(mask)).toString();
            case Message nested -> "{" + fields(nested) + "}";
            case EnumValueDescriptor named -> named.getName();
            default -> JSON.valueToTree(value).toString();
        };
    }

    /// What GraphQL should answer, given what gRPC answered.
    public static JsonNode expected(Contract.Method method, Message response) {
        var field = response.getDescriptorForType().findFieldByName(responseBody(method));
        return object(field == null ? response : (Message) response.getField(field));
    }

    private static ObjectNode object(Message message) {
        var object = JSON.createObjectNode();
        for (var field : message.getDescriptorForType().getFields()) {
            boolean absent = !field.isRepeated() && field.hasPresence() && !message.hasField(field);
            object.set(
                    name(field), absent ? JSON.nullNode() : value(field, message.getField(field)));
        }
        return object;
    }

    private static JsonNode value(FieldDescriptor field, Object value) {
        return switch (value) {
            case List<?> many -> {
                var array = JSON.createArrayNode();
                many.forEach(each -> array.add(value(field, each)));
                yield array;
            }
            case Timestamp time -> JSON.valueToTree(Timestamps.toString(time));
            case Message nested -> object(nested);
            case EnumValueDescriptor named -> JSON.valueToTree(named.getName());
            case Long number -> JSON.valueToTree(number.toString());
            default -> JSON.valueToTree(value);
        };
    }
}

package redress.mesh.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Map;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.rest.HttpBinding;

/// Makes the contract's message from the arguments of a field, by way of protobuf's JSON, so that
/// every door reads dates and numbers alike. `null` is absence.
final class Arguments {
    private static final JsonMapper JSON = new JsonMapper();

    private Arguments() {}

    /// @throws Refusal that says what is wrong
    static Message message(HttpBinding call, Map<String, ?> arguments) {
        return message(call.request(), arguments);
    }

    /// The same for a message that is empty so far.
    static Message message(Message.Builder builder, Map<String, ?> arguments) {
        try {
            var tree = object(builder.getDescriptorForType(), arguments);
            JsonFormat.parser().merge(tree.toString(), builder);
        } catch (InvalidProtocolBufferException e) {
            String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("invalid");
            throw new Refusal(
                    Reason.REASON_INVALID_REQUEST, said.substring(0, Math.min(300, said.length())));
        }
        return builder.build();
    }

    private static ObjectNode object(Descriptor type, Map<?, ?> values) {
        var object = JSON.createObjectNode();
        values.forEach(
                (name, value) -> {
                    var field = type.findFieldByName((String) name);
                    if (value != null) {
                        object.set(field.getName(), value(field, value));
                    }
                });
        return object;
    }

    private static JsonNode value(FieldDescriptor field, Object value) {
        return switch (value) {
            case List<?> entries when field.isMapField() -> map(field, entries);
            case List<?> many -> {
                var array = JSON.createArrayNode();
                many.forEach(each -> array.add(value(field, each)));
                yield array;
            }
            case Map<?, ?> nested -> object(field.getMessageType(), nested);
            default -> JSON.valueToTree(value);
        };
    }

    private static ObjectNode map(FieldDescriptor field, List<?> entries) {
        var type = field.getMessageType();
        var map = JSON.createObjectNode();
        for (Object each : entries) {
            var entry = object(type, (Map<?, ?>) each);
            String key = entry.path("key").asText();
            if (map.has(key)) {
                throw Refusal.invalid(field.getName(), "a key is given twice (expected: once)");
            }
            map.set(key, entry.path("value"));
        }
        return map;
    }
}

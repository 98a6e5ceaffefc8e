package redress.mesh.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// Makes the contract's message from path, query, headers and body. What the contract does not
/// declare is refused, also a field that is given twice with different content.
final class RequestMessages {
    private static final Pattern ENTITY_TAG = Pattern.compile("\"([0-9]+)\"");

    private final JsonMapper json =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// @throws Refusal that says what is wrong
    Message message(HttpBinding binding, Map<String, String> path, HttpCall call) {
        ObjectNode tree = body(call.body());
        path.forEach((name, value) -> put(tree, name, value));
        call.query().forEach((name, values) -> put(tree, binding, name, values));
        call.idempotencyKey().ifPresent(key -> put(tree, "request_id", key));
        call.ifMatch().ifPresent(tag -> put(tree, "etag", version(tag)));
        var builder = binding.request();
        try {
            JsonFormat.parser().merge(tree.toString(), builder);
        } catch (InvalidProtocolBufferException e) {
            throw new Refusal(Reason.REASON_INVALID_REQUEST, firstLine(e));
        }
        return builder.build();
    }

    private ObjectNode body(String text) {
        if (text.isBlank()) {
            return json.createObjectNode();
        }
        try {
            if (json.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new Refusal(
                    Reason.REASON_INVALID_REQUEST,
                    "body: broken JSON at line %d, column %d"
                            .formatted(at.getLineNr(), at.getColumnNr()));
        }
        throw new Refusal(Reason.REASON_INVALID_REQUEST, "body: no JSON object (expected: one)");
    }

    private static void put(
            ObjectNode tree, HttpBinding binding, String name, List<String> values) {
        var field = binding.contract().getInputType().findFieldByName(name);
        if (field != null && field.isRepeated()) {
            var array = tree.putArray(name);
            values.forEach(array::add);
        } else if (values.size() == 1) {
            put(tree, name, values.getFirst());
        } else {
            throw Refusal.invalid(name, "given more than once (expected: once)");
        }
    }

    private static void put(ObjectNode tree, String name, String value) {
        var earlier = tree.get(name);
        if (earlier != null && !earlier.asText().equals(value)) {
            throw Refusal.invalid(name, "given twice with different content (expected: once)");
        }
        tree.put(name, value);
    }

    private static String version(String entityTag) {
        var matcher = ENTITY_TAG.matcher(entityTag.strip());
        if (!matcher.matches()) {
            throw Refusal.invalid("If-Match", "no entity tag of ours (expected: the ETag header)");
        }
        return matcher.group(1);
    }

    private static String firstLine(Exception e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("body: invalid");
        return line.length() <= 300 ? line : line.substring(0, 300);
    }
}

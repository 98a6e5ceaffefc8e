package redress.mesh.graphql;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redress.access.v1.Effect;
import redress.mesh.rest.Comments;

/// The schema of a subgraph as text, derived from the contract alone.
final class SchemaText {
    private static final String HEAD =
            """
            extend schema
              @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])

            "A point in time, RFC 3339."
            scalar DateTime

            "A 64-bit number as text."
            scalar Int64

            "Bytes, Base64."
            scalar Bytes

            """;

    private final Comments comments = Comments.load();
    private final Subgraph subgraph;
    private final Map<String, String> definitions = new TreeMap<>();
    private final Map<String, String> meanings = new HashMap<>();

    private SchemaText(Subgraph subgraph) {
        this.subgraph = subgraph;
    }

    /// The schema of what a process offers.
    static String of(Subgraph subgraph) {
        var text = new SchemaText(subgraph);
        String roots =
                text.root("Query", Effect.EFFECT_READ)
                        + text.root("Mutation", Effect.EFFECT_WRITE)
                        + text.subscriptions();
        return (HEAD + roots + String.join("", text.definitions.values())).stripTrailing() + "\n";
    }

    private String root(String name, Effect effect) {
        return root(
                name,
                subgraph.calls().values().stream()
                        .filter(call -> Subgraph.effect(call) == effect)
                        .map(call -> call(call.contract(), call.result())));
    }

    private String subscriptions() {
        return root(
                "Subscription",
                subgraph.subscriptions().values().stream()
                        .map(each -> call(each.contract(), each.contract().getOutputType())));
    }

    private static String root(String name, Stream<String> calls) {
        String fields = calls.collect(Collectors.joining());
        return fields.isEmpty() ? "" : "type %s {\n%s}\n\n".formatted(name, fields);
    }

    private String call(MethodDescriptor method, Descriptor given) {
        String arguments =
                method.getInputType().getFields().stream()
                        .map(field -> field.getName() + ": " + type(field, true))
                        .collect(Collectors.joining(", "));
        String result = TypeNames.result(define(given));
        return "%s  %s%s: %s\n"
                .formatted(
                        description("  ", method.getFullName()),
                        TypeNames.call(method.getName()),
                        arguments.isEmpty() ? "" : "(" + arguments + ")",
                        result);
    }

    private String type(FieldDescriptor field, boolean taken) {
        switch (field.getJavaType()) {
            case MESSAGE -> define(field.getMessageType(), taken);
            case ENUM -> define(field.getEnumType());
            default -> {}
        }
        String single = TypeNames.single(field, taken);
        if (field.isRepeated()) {
            return taken ? "[%s!]".formatted(single) : "[%s!]!".formatted(single);
        }
        return taken || field.hasPresence() ? single : single + "!";
    }

    private Descriptor define(Descriptor message) {
        define(message, false);
        return message;
    }

    private void define(Descriptor message, boolean taken) {
        if (TypeNames.isScalar(message)) {
            return;
        }
        String name = taken ? TypeNames.input(message) : TypeNames.output(message);
        if (isNew(name, message.getFullName())) {
            // Named before its fields: they may lead back to it.
            definitions.put(name, "");
            String head = taken ? "input " + name : "type " + name + directives(message);
            definitions.put(name, definition(message.getFullName(), head, fields(message, taken)));
        }
    }

    private String definition(String fullName, String head, String fields) {
        return "%s%s {\n%s}\n\n".formatted(description("", fullName), head, fields);
    }

    private boolean isNew(String name, String meaning) {
        String known = meanings.putIfAbsent(name, meaning);
        if (known != null && !known.equals(meaning)) {
            throw new IllegalStateException(
                    "%s: means %s and %s (expected: one)".formatted(name, known, meaning));
        }
        return known == null;
    }

    private String directives(Descriptor message) {
        String key =
                subgraph.entities()
                        .key(message.getFullName())
                        .map(fields -> key(fields, subgraph.reads(message.getFullName())))
                        .orElse("");
        return key + " @shareable";
    }

    private static String key(String fields, boolean here) {
        return " @key(fields: \"%s\"%s)".formatted(fields, here ? "" : ", resolvable: false");
    }

    private String fields(Descriptor message, boolean taken) {
        return message.getFields().stream()
                .map(
                        field ->
                                "%s  %s: %s\n%s"
                                        .formatted(
                                                description("  ", field.getFullName()),
                                                field.getName(),
                                                type(field, taken),
                                                taken ? "" : reference(field)))
                .collect(Collectors.joining());
    }

    // What another service keeps: this one knows its id, a gateway asks there.
    private String reference(FieldDescriptor field) {
        return subgraph.foreign(field)
                .map(
                        entity -> {
                            String name = TypeNames.simple(entity);
                            if (isNew(name, entity)) {
                                definitions.put(
                                        name,
                                        definition(
                                                entity,
                                                "type " + name + key("id", false),
                                                "  id: ID!\n"));
                            }
                            return "  \"The same, from the service that keeps it.\"\n  %s: %s\n"
                                    .formatted(Subgraph.referenceName(field), name);
                        })
                .orElse("");
    }

    private void define(EnumDescriptor type) {
        if (isNew(type.getName(), type.getFullName())) {
            String values =
                    type.getValues().stream()
                            .map(value -> "  " + value.getName() + "\n")
                            .collect(Collectors.joining());
            definitions.put(
                    type.getName(),
                    definition(type.getFullName(), "enum " + type.getName(), values));
        }
    }

    private String description(String indent, String fullName) {
        String comment = comments.of(fullName);
        return comment.isEmpty()
                ? ""
                : "%s\"%s\"\n"
                        .formatted(indent, comment.replace("\\", "\\\\").replace("\"", "\\\""));
    }
}

package redress.mesh.rest;

import build.buf.validate.FieldRules;
import build.buf.validate.ValidateProto;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

/// JSON schemas of the contract's messages, each written once below `components/schemas`.
final class Schemas {
    private final ObjectNode all;
    private final Comments comments;

    /// @param all the node that collects the schemas
    Schemas(ObjectNode all, Comments comments) {
        this.all = all;
        this.comments = comments;
    }

    /// Writes a reference to the schema of a message, and the schema if it is not there yet.
    void refer(ObjectNode to, Descriptor message) {
        switch (message.getFullName()) {
            case "google.protobuf.Timestamp" -> to.put("type", "string").put("format", "date-time");
            case "google.protobuf.FieldMask" ->
                    to.put("type", "string").put("description", "Names of fields with commas.");
            default -> {
                if (!all.has(message.getName())) {
                    object(all.putObject(message.getName()), message);
                }
                to.put("$ref", "#/components/schemas/" + message.getName());
            }
        }
    }

    /// Writes the schema of a field.
    void field(ObjectNode to, FieldDescriptor field) {
        String comment = comments.of(field.getFullName());
        if (!comment.isEmpty()) {
            to.put("description", comment);
        }
        if (field.isMapField()) {
            var value = field.getMessageType().findFieldByName("value");
            single(to.put("type", "object").putObject("additionalProperties"), value);
        } else if (field.isRepeated()) {
            single(to.put("type", "array").putObject("items"), field);
        } else {
            single(to, field);
        }
    }

    private void object(ObjectNode schema, Descriptor message) {
        schema.put("type", "object").put("additionalProperties", false);
        String comment = comments.of(message.getFullName());
        if (!comment.isEmpty()) {
            schema.put("description", comment);
        }
        var properties = schema.putObject("properties");
        message.getFields().forEach(field -> field(properties.putObject(field.getName()), field));
    }

    private void single(ObjectNode to, FieldDescriptor field) {
        switch (field.getJavaType()) {
            case MESSAGE -> refer(to, field.getMessageType());
            case ENUM -> enumeration(to, field.getEnumType());
            case STRING -> string(to, field);
            case BOOLEAN -> to.put("type", "boolean");
            case INT -> to.put("type", "integer").put("format", "int32");
            // ProtoJSON writes 64-bit numbers as text.
            case LONG -> to.put("type", "string").put("format", "int64");
            case FLOAT, DOUBLE -> to.put("type", "number").put("format", "double");
            case BYTE_STRING -> to.put("type", "string").put("format", "byte");
        }
    }

    private static void enumeration(ObjectNode to, EnumDescriptor type) {
        var values = to.put("type", "string").putArray("enum");
        type.getValues().forEach(value -> values.add(value.getName()));
    }

    private static void string(ObjectNode to, FieldDescriptor field) {
        to.put("type", "string");
        FieldRules rules = field.getOptions().getExtension(ValidateProto.field);
        var string = rules.getString();
        if (string.hasMinLen()) {
            to.put("minLength", string.getMinLen());
        }
        if (string.hasMaxLen()) {
            to.put("maxLength", string.getMaxLen());
        }
        if (string.hasPattern()) {
            to.put("pattern", string.getPattern());
        }
        if (string.getUuid()) {
            to.put("format", "uuid");
        }
    }
}

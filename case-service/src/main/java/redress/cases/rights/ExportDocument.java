package redress.cases.rights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import redress.access.v1.AccessProto;
import redress.access.v1.DataClass;
import redress.rights.v1.DataSubjectRequest;

/// The file that a person gets: one JSON-LD 1.1 document with all records, its context inside.
///
/// Names of staff are left out: they are data of others (Art. 15(4)). So are the words of who
/// complained about the person, and confidential notes: their services do not give them. What
/// people wrote about third persons elsewhere is in it; the officer looks through it first.
final class ExportDocument {
    static final String MEDIA_TYPE = "application/ld+json";

    private static final String BENEFICIARIES = "redress.beneficiaries.v1";
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames();

    private ExportDocument() {}

    /// A record as a node of the graph.
    static String node(String service, Message record) {
        try {
            var known = (ObjectNode) JSON.readTree(PRINTER.print(withoutStaff(record)));
            var node = JSON.createObjectNode();
            node.put("@type", record.getDescriptorForType().getName());
            node.put("holder", service);
            node.setAll((ObjectNode) identified(known));
            return JSON.writeValueAsString(node);
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException("record can't be written as JSON", e);
        }
    }

    /// The whole document.
    static String of(DataSubjectRequest request, List<String> nodes) {
        try {
            var document = (ObjectNode) frame();
            document.put("@id", urn(request.getId()));
            document.put("identifier", request.getNumber());
            document.put("dateCreated", Timestamps.toString(request.getFinishedAt()));
            var records = document.putArray("records");
            for (String node : nodes) {
                records.add(JSON.readTree(node));
            }
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records can't be put together", e);
        }
    }

    private static Message withoutStaff(Message whole) {
        var rest = whole.toBuilder();
        whole.getAllFields()
                .forEach(
                        (field, value) -> {
                            if (isOfStaff(field)) {
                                rest.clearField(field);
                            } else if (isMessage(field) && field.isRepeated()) {
                                for (int i = 0; i < whole.getRepeatedFieldCount(field); i++) {
                                    var one = (Message) whole.getRepeatedField(field, i);
                                    rest.setRepeatedField(field, i, withoutStaff(one));
                                }
                            } else if (isMessage(field)) {
                                rest.setField(field, withoutStaff((Message) value));
                            }
                        });
        return rest.build();
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE && !field.isMapField();
    }

    // Internal is what is about the work of staff, but for the words of registries.
    private static boolean isOfStaff(FieldDescriptor field) {
        return field.getOptions().getExtension(AccessProto.dataClass)
                        == DataClass.DATA_CLASS_INTERNAL
                && !field.getFile().getPackage().equals(BENEFICIARIES);
    }

    // What has an identifier of its own is a node of its own.
    private static JsonNode identified(JsonNode value) {
        if (value instanceof ArrayNode array) {
            var copy = JSON.createArrayNode();
            array.forEach(each -> copy.add(identified(each)));
            return copy;
        }
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        var copy = JSON.createObjectNode();
        object.properties()
                .forEach(
                        field -> {
                            if (field.getKey().equals("id") && field.getValue().isTextual()) {
                                copy.put("@id", urn(field.getValue().asText()));
                            } else if (field.getKey().equals("facts")) {
                                copy.set("facts", field.getValue());
                            } else {
                                copy.set(field.getKey(), identified(field.getValue()));
                            }
                        });
        return copy;
    }

    private static String urn(String uuid) {
        return "urn:uuid:" + uuid;
    }

    private static JsonNode frame() {
        try (InputStream in =
                Objects.requireNonNull(
                        ExportDocument.class.getResourceAsStream("export-frame.json"))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package redress.cases.postgres;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import redress.access.v1.AccessProto;
import redress.access.v1.DataClass;

/// Messages with a text of their own in every text that the contract marks personal or special,
/// keys of maps included, and `open` or a day in every other.
final class Marked {
    private static final String START = "Zaubermarke";

    private final List<String> markers = new ArrayList<>();

    /// The texts that were put in.
    List<String> markers() {
        return List.copyOf(markers);
    }

    <B extends Message.Builder> B fill(B message) {
        fill(message, false);
        return message;
    }

    private void fill(Message.Builder message, boolean within) {
        for (var field : message.getDescriptorForType().getFields()) {
            boolean personal = within || isPersonal(field);
            if (field.getJavaType() == JavaType.MESSAGE) {
                var inner = message.newBuilderForField(field);
                fill(inner, personal);
                put(message, field, inner.build());
            } else if (field.getJavaType() == JavaType.STRING) {
                put(message, field, personal ? marker(field) : open(field));
            }
        }
    }

    private static String open(FieldDescriptor field) {
        return field.getName().endsWith("_date") ? "2026-11-23" : "open";
    }

    private String marker(FieldDescriptor field) {
        String marker = START + markers.size() + field.getJsonName();
        markers.add(marker);
        return marker;
    }

    private static void put(Message.Builder message, FieldDescriptor field, Object value) {
        if (field.isRepeated()) {
            message.addRepeatedField(field, value);
        } else {
            message.setField(field, value);
        }
    }

    private static boolean isPersonal(FieldDescriptor field) {
        DataClass known = field.getOptions().getExtension(AccessProto.dataClass);
        return known == DataClass.DATA_CLASS_PERSONAL || known == DataClass.DATA_CLASS_SPECIAL;
    }
}

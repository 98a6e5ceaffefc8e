package redress.mesh.graphql;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import graphql.schema.DataFetchingEnvironment;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What messages hold, as GraphQL wants it. A map is the list of its entries.
final class Values {
    private Values() {}

    /// An entity that another service keeps.
    record Reference(String id) {}

    /// The value of the field that is asked for.
    static @Nullable Object fetch(DataFetchingEnvironment environment) {
        Object source = environment.getSource();
        String name = environment.getFieldDefinition().getName();
        return switch (source) {
            case Reference(String id) -> id;
            case Message message -> field(message, name);
            case null, default -> throw new IllegalStateException(name + ": of no message");
        };
    }

    private static @Nullable Object field(Message message, String name) {
        var field = message.getDescriptorForType().findFieldByName(name);
        if (field == null) {
            return reference(message, name);
        }
        if (field.isRepeated()) {
            return ((List<?>) message.getField(field))
                    .stream().map(value -> single(field, value)).toList();
        }
        boolean absent = field.hasPresence() && !message.hasField(field);
        return absent ? null : single(field, message.getField(field));
    }

    private static @Nullable Reference reference(Message message, String name) {
        var field = message.getDescriptorForType().findFieldByName(Subgraph.referring(name));
        String id = field == null ? "" : (String) message.getField(field);
        return id.isEmpty() ? null : new Reference(id);
    }

    private static Object single(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case ENUM -> ((EnumValueDescriptor) value).getName();
            case LONG -> value.toString();
            case BYTE_STRING ->
                    Base64.getEncoder().encodeToString(((ByteString) value).toByteArray());
            case MESSAGE -> of((Message) value);
            case INT, FLOAT, DOUBLE, BOOLEAN, STRING -> value;
        };
    }

    /// A message: text or truth if it is a scalar in GraphQL, else itself.
    static Object of(Message message) {
        return switch (message) {
            case Timestamp time -> Timestamps.toString(time);
            case FieldMask mask -> FieldMaskUtil.toString(mask);
            default -> TypeNames.isEmpty(message.getDescriptorForType()) ? true : message;
        };
    }
}

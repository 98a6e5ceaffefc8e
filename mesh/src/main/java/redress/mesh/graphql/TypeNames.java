package redress.mesh.graphql;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Locale;

/// What the types of the contract are called in GraphQL.
final class TypeNames {
    /// RFC 3339, as protobuf's JSON writes it.
    static final String DATE_TIME = "DateTime";

    /// A 64-bit number as text: GraphQL's own numbers end at 32 bits.
    static final String INT64 = "Int64";

    /// Base64.
    static final String BYTES = "Bytes";

    private TypeNames() {}

    /// The name of a message that is given out.
    static String output(Descriptor message) {
        return output(message.getFullName(), message.getContainingType());
    }

    private static String output(
            String fullName, @org.jspecify.annotations.Nullable Descriptor within) {
        String own = fullName.equals(Entities.BENEFICIARY) ? "Beneficiary" : simple(fullName);
        return within == null ? own : output(within) + own;
    }

    /// The name of a message that is taken.
    static String input(Descriptor message) {
        return output(message) + "Input";
    }

    /// The last part of a full name.
    static String simple(String fullName) {
        return fullName.substring(fullName.lastIndexOf('.') + 1);
    }

    /// The name of the field of `Query` or `Mutation` that calls a method.
    static String call(String method) {
        return method.substring(0, 1).toLowerCase(Locale.ROOT) + method.substring(1);
    }

    /// Whether a message is a scalar in GraphQL.
    static boolean isScalar(Descriptor message) {
        return switch (message.getFullName()) {
            case "google.protobuf.Timestamp", "google.protobuf.FieldMask" -> true;
            default -> {
                if (message.getFullName().startsWith("google.protobuf.")) {
                    throw new IllegalStateException(
                            message.getFullName()
                                    + ": has no type in GraphQL (expected: one here)");
                }
                yield isEmpty(message);
            }
        };
    }

    /// Whether a message says only that it came. GraphQL has no type without fields: it is a
    /// `Boolean`, always true.
    static boolean isEmpty(Descriptor message) {
        return message.getFields().isEmpty();
    }

    /// The type of what a call gives out.
    static String result(Descriptor message) {
        return message(message, false);
    }

    /// The type of one value of a field, messages and enums by their own names.
    static String single(FieldDescriptor field, boolean taken) {
        return switch (field.getJavaType()) {
            case MESSAGE -> message(field.getMessageType(), taken);
            case ENUM -> field.getEnumType().getName();
            case STRING -> field.getName().equals("id") ? "ID" : "String";
            case BOOLEAN -> "Boolean";
            case INT -> "Int";
            case LONG -> INT64;
            case FLOAT, DOUBLE -> "Float";
            case BYTE_STRING -> BYTES;
        };
    }

    private static String message(Descriptor message, boolean taken) {
        if (!isScalar(message)) {
            return taken ? input(message) : output(message);
        }
        if (isEmpty(message)) {
            return "Boolean";
        }
        return message.getFullName().equals("google.protobuf.Timestamp") ? DATE_TIME : "String";
    }
}

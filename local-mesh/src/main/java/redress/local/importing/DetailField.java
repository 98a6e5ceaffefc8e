package redress.local.importing;

import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import redress.local.call.NearestNames;

/// A field of the contract that a text can fill.
record DetailField(FieldDescriptor descriptor) {
    /// The field of a name that a map gives.
    static DetailField of(Descriptor details, String name) {
        FieldDescriptor found = details.findFieldByName(name);
        if (found == null || !isPlain(found)) {
            List<String> known =
                    details.getFields().stream()
                            .filter(DetailField::isPlain)
                            .map(FieldDescriptor::getName)
                            .toList();
            throw new BadInput(
                    "map: no field %s in %s (expected one of: %s)"
                            .formatted(
                                    name,
                                    details.getName(),
                                    String.join(", ", new NearestNames(known).to(name))));
        }
        return new DetailField(found);
    }

    private static boolean isPlain(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE, BYTE_STRING -> false;
            case STRING, ENUM, BOOLEAN, INT, LONG, FLOAT, DOUBLE -> true;
        };
    }

    String name() {
        return descriptor.getName();
    }

    /// Fills the field, in a list as its next element. False if the text is no value of its type.
    boolean put(Message.Builder details, String text) {
        Optional<Object> value = value(text);
        value.ifPresent(
                usable -> {
                    if (descriptor.isRepeated()) {
                        details.addRepeatedField(descriptor, usable);
                    } else {
                        details.setField(descriptor, usable);
                    }
                });
        return value.isPresent();
    }

    private Optional<Object> value(String text) {
        try {
            return switch (descriptor.getJavaType()) {
                case STRING -> Optional.of(text);
                case ENUM -> enumValue(text);
                case BOOLEAN -> flag(text);
                case INT -> Optional.of(Integer.valueOf(text.strip()));
                case LONG -> Optional.of(Long.valueOf(text.strip()));
                case FLOAT -> Optional.of(Float.valueOf(text.strip()));
                case DOUBLE -> Optional.of(Double.valueOf(text.strip()));
                case MESSAGE, BYTE_STRING -> Optional.empty();
            };
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private Optional<Object> enumValue(String text) {
        return Optional.ofNullable(descriptor.getEnumType().findValueByName(text.strip()));
    }

    private static Optional<Object> flag(String text) {
        return switch (text.strip()) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    String expected() {
        return switch (descriptor.getJavaType()) {
            case ENUM ->
                    "one of "
                            + descriptor.getEnumType().getValues().stream()
                                    .map(EnumValueDescriptor::getName)
                                    .toList();
            case BOOLEAN -> "true, false, 1 or 0";
            case INT, LONG -> "a whole number";
            case FLOAT, DOUBLE -> "a number";
            case STRING, MESSAGE, BYTE_STRING -> "a text";
        };
    }

    /// The contract's limit, in code points.
    int longest() {
        var rules = descriptor.getOptions().getExtension(ValidateProto.field).getString();
        if (!rules.hasMaxLen()) {
            throw new BadInput(
                    "map: truncate: %s: no limit in the contract (expected: a text with one)"
                            .formatted(name()));
        }
        return Math.toIntExact(rules.getMaxLen());
    }
}

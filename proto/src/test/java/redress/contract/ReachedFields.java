package redress.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The fields that a message can hold, at any depth.
final class ReachedFields {
    private final Set<Descriptor> seen = new HashSet<>();

    private ReachedFields() {}

    /// Each once, those of a message before those of the next.
    static List<FieldDescriptor> of(Stream<Descriptor> messages) {
        var reached = new ReachedFields();
        return messages.flatMap(reached::fields).toList();
    }

    private Stream<FieldDescriptor> fields(Descriptor message) {
        if (!seen.add(message)) {
            return Stream.of();
        }
        return message.getFields().stream()
                .flatMap(field -> Stream.concat(Stream.of(field), below(field)));
    }

    private Stream<FieldDescriptor> below(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE
                ? fields(field.getMessageType())
                : Stream.of();
    }
}

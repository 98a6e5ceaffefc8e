package redress.mesh.audit;

import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.List;
import java.util.stream.Stream;

/// Reads the fields that name the objects of a call.
final class AuditedField {
    private AuditedField() {}

    /// The values at a dotted path, each as text fit for one word of a log line: several if a field
    /// on the way is repeated, none if a message on the way is not there.
    ///
    /// @throws IllegalArgumentException if the contract names a field that does not exist
    static List<String> read(Message message, String path) {
        Stream<Object> values = Stream.of(message);
        for (String name : path.split("\\.", -1)) {
            values = values.flatMap(owner -> values((Message) owner, name, path));
        }
        return values.map(value -> oneWord(value.toString())).toList();
    }

    private static Stream<?> values(Message owner, String name, String path) {
        var field = owner.getDescriptorForType().findFieldByName(name);
        if (field == null) {
            throw new IllegalArgumentException(path + ": no such field in the message");
        }
        if (field.isRepeated()) {
            return ((List<?>) owner.getField(field)).stream();
        }
        return field.getJavaType() == JavaType.MESSAGE && !owner.hasField(field)
                ? Stream.empty()
                : Stream.of(owner.getField(field));
    }

    // Runs before validation: whatever the caller sent must not forge a second line.
    private static String oneWord(String text) {
        String word = text.replaceAll("[^A-Za-z0-9._:-]", "?");
        return word.length() <= 64 ? word : word.substring(0, 64);
    }
}

package redress.mesh.rights;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import redress.access.v1.AccessProto;
import redress.mesh.privacy.PersonalFields;

/// Which fields of a type a person may have corrected: those that the contract marks personal or
/// special, or `rectifiable`.
final class RectifiableFields {
    private static final Map<Descriptor, SortedSet<String>> KNOWN = new ConcurrentHashMap<>();

    private RectifiableFields() {}

    /// Paths of the fields, parts joined by dots. A message is one if each of its fields is.
    static SortedSet<String> of(Descriptor type) {
        return KNOWN.computeIfAbsent(
                type,
                _ -> {
                    var paths = new TreeSet<String>();
                    boolean _ = collect(type, "", paths);
                    return paths;
                });
    }

    private static boolean collect(Descriptor type, String prefix, SortedSet<String> paths) {
        boolean all = true;
        for (FieldDescriptor field : type.getFields()) {
            boolean rectifiable =
                    isNested(field)
                            ? collect(field.getMessageType(), prefix + field.getName() + ".", paths)
                            : isRectifiable(field);
            if (rectifiable) {
                paths.add(prefix + field.getName());
            }
            all &= rectifiable;
        }
        return all;
    }

    private static boolean isNested(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE
                && !field.isRepeated()
                && !field.getOptions().hasExtension(AccessProto.rectifiable);
    }

    private static boolean isRectifiable(FieldDescriptor field) {
        var options = field.getOptions();
        return options.hasExtension(AccessProto.rectifiable)
                ? options.getExtension(AccessProto.rectifiable)
                : PersonalFields.isPersonal(field);
    }
}

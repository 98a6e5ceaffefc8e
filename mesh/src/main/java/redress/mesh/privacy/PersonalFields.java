package redress.mesh.privacy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import redress.access.v1.AccessProto;

/// Which fields are about a person, as the contract says (`data_class`).
public final class PersonalFields {
    private static final Map<Descriptor, Boolean> HOLDERS = new ConcurrentHashMap<>();

    private PersonalFields() {}

    /// Whether the field is marked personal or special. A class that is not known yet counts as
    /// special.
    public static boolean isPersonal(FieldDescriptor field) {
        return switch (field.getOptions().getExtension(AccessProto.dataClass)) {
            case DATA_CLASS_UNSPECIFIED, DATA_CLASS_PUBLIC, DATA_CLASS_INTERNAL -> false;
            case DATA_CLASS_PERSONAL, DATA_CLASS_SPECIAL, UNRECOGNIZED -> true;
        };
    }

    /// Whether a message of the type can hold anything personal, at any depth.
    static boolean canHold(Descriptor type) {
        Boolean known = HOLDERS.get(type);
        if (known != null) {
            return known;
        }
        boolean found = search(type, new HashSet<>());
        HOLDERS.put(type, found);
        return found;
    }

    private static boolean search(Descriptor type, Set<Descriptor> seen) {
        return seen.add(type)
                && type.getFields().stream()
                        .anyMatch(
                                field ->
                                        isPersonal(field)
                                                || (field.getJavaType() == JavaType.MESSAGE
                                                        && search(field.getMessageType(), seen)));
    }
}

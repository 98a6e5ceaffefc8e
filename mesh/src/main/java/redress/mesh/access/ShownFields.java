package redress.mesh.access;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import redress.access.v1.AccessProto;
import redress.access.v1.Effect;
import redress.access.v1.Role;

/// Which fields of the contract are shown to whom (`shown_to`), on every door.
///
/// A user with none of the roles of a field reads a mask, and may neither search by the field nor
/// change it: they would find out, or write over, what they may not read. Into what is new they may
/// write it. A workload that calls for itself is shown everything; its own callers are not.
public final class ShownFields {
    /// What is read in place of a text that is not shown. Nobody may write it.
    public static final String MASK = "[masked]";

    /// The audiences of the fields of each type, at any depth.
    private static final Map<Descriptor, Set<Set<Role>>> AUDIENCES = new ConcurrentHashMap<>();

    private ShownFields() {}

    /// The answer as the caller may read it.
    static <A> A masked(A answer, Caller caller) {
        if (!(answer instanceof Message message)) {
            return answer;
        }
        // What is masked is of the same type as before.
        @SuppressWarnings("unchecked")
        var shown = (A) masked(message, caller);
        return shown;
    }

    private static Message masked(Message message, Caller caller) {
        if (isShownAllOf(message.getDescriptorForType(), caller)) {
            return message;
        }
        var shown = message.toBuilder();
        message.getAllFields()
                .forEach((field, value) -> shown.setField(field, masked(field, value, caller)));
        return shown.build();
    }

    private static Object masked(FieldDescriptor field, Object value, Caller caller) {
        boolean hidden = !isShown(audience(field), caller);
        return switch (value) {
            case List<?> many when hidden -> Collections.nCopies(many.size(), MASK);
            case List<?> many when field.getJavaType() == JavaType.MESSAGE ->
                    many.stream().map(each -> masked((Message) each, caller)).toList();
            case Message nested -> masked(nested, caller);
            default -> hidden ? MASK : value;
        };
    }

    /// Makes sure that a request holds no mask; and one that reads, nothing by which its caller
    /// could find out what they are not shown.
    ///
    /// @throws Refusal with INVALID_REQUEST that names the field, never its content
    static void check(Message request, Effect effect, Caller caller) {
        visit(
                request,
                "",
                (field, text, path) -> {
                    if (text.equals(MASK)) {
                        throw Refusal.invalid(path, "a mask (expected: the value, or left out)");
                    }
                    if (effect == Effect.EFFECT_READ && !isShown(audience(field), caller)) {
                        throw Refusal.invalid(path, "not shown to your roles (expected: left out)");
                    }
                });
    }

    /// Does something with each text that has an audience.
    private interface Visitor {
        void visit(FieldDescriptor field, Object text, String path);
    }

    private static void visit(Message message, String path, Visitor visitor) {
        if (audiences(message.getDescriptorForType()).isEmpty()) {
            return;
        }
        message.getAllFields()
                .forEach((field, value) -> visit(field, value, path + field.getName(), visitor));
    }

    private static void visit(FieldDescriptor field, Object value, String path, Visitor visitor) {
        switch (value) {
            case List<?> many -> many.forEach(each -> visit(field, each, path, visitor));
            case Message nested -> visit(nested, path + ".", visitor);
            default -> {
                if (!audience(field).isEmpty()) {
                    visitor.visit(field, value, path);
                }
            }
        }
    }

    /// Makes sure that a change names no field that holds what its caller is not shown.
    ///
    /// @param type what is changed
    /// @param mask valid paths of its fields
    /// @throws Refusal with INVALID_REQUEST
    public static void check(Descriptor type, FieldMask mask, Caller caller) {
        for (String path : mask.getPathsList()) {
            if (!isShown(type, path, caller)) {
                throw Refusal.invalid(
                        "update_mask",
                        path + " holds what is not shown to your roles (expected: left out)");
            }
        }
    }

    private static boolean isShown(Descriptor type, String path, Caller caller) {
        String[] parts = path.split("\\.", 2);
        var field = type.findFieldByName(parts[0]);
        if (field.getJavaType() != JavaType.MESSAGE) {
            return isShown(audience(field), caller);
        }
        return parts.length == 1
                ? isShownAllOf(field.getMessageType(), caller)
                : isShown(field.getMessageType(), parts[1], caller);
    }

    private static boolean isShownAllOf(Descriptor type, Caller caller) {
        return audiences(type).stream().allMatch(audience -> isShown(audience, caller));
    }

    private static boolean isShown(Set<Role> audience, Caller caller) {
        return audience.isEmpty()
                || caller.user().isEmpty()
                || audience.stream().anyMatch(caller::has);
    }

    // Empty: everybody.
    private static Set<Role> audience(FieldDescriptor field) {
        return Set.copyOf(field.getOptions().getExtension(AccessProto.shownTo));
    }

    private static Set<Set<Role>> audiences(Descriptor type) {
        return AUDIENCES.computeIfAbsent(
                type,
                each -> {
                    var found = new HashSet<Set<Role>>();
                    collect(each, new HashSet<>(), found);
                    return Set.copyOf(found);
                });
    }

    private static void collect(Descriptor type, Set<Descriptor> seen, Set<Set<Role>> found) {
        if (!seen.add(type)) {
            return;
        }
        for (var field : type.getFields()) {
            if (field.getJavaType() == JavaType.MESSAGE) {
                collect(field.getMessageType(), seen, found);
            } else if (!audience(field).isEmpty()) {
                found.add(audience(field));
            }
        }
    }
}

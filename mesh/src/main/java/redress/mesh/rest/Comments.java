package redress.mesh.rest;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The comments of the contract by full name, from the descriptor set that the proto jar carries.
public final class Comments {
    private static final int MESSAGES = FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER;
    private static final int SERVICES = FileDescriptorProto.SERVICE_FIELD_NUMBER;
    private static final int FIELDS = DescriptorProto.FIELD_FIELD_NUMBER;
    private static final int METHODS = 2;

    private final Map<String, String> byName = new HashMap<>();

    private Comments() {}

    /// Reads the comments.
    public static Comments load() {
        var comments = new Comments();
        contract().getFileList().forEach(comments::read);
        return comments;
    }

    /// The whole contract, also what this process does not serve.
    public static FileDescriptorSet contract() {
        try (var in = Comments.class.getResourceAsStream("/redress.binpb")) {
            if (in == null) {
                throw new IllegalStateException("redress.binpb: missing in the proto jar");
            }
            return FileDescriptorSet.parseFrom(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The comment of an element, in one line; empty if it has none.
    public String of(String fullName) {
        return byName.getOrDefault(fullName, "");
    }

    private void read(FileDescriptorProto file) {
        Map<List<Integer>, String> byPath =
                file.getSourceCodeInfo().getLocationList().stream()
                        .filter(Location::hasLeadingComments)
                        .collect(
                                Collectors.toMap(
                                        Location::getPathList,
                                        location -> oneLine(location.getLeadingComments()),
                                        (first, second) -> first));
        for (int m = 0; m < file.getMessageTypeCount(); m++) {
            DescriptorProto message = file.getMessageType(m);
            String name = file.getPackage() + "." + message.getName();
            put(name, byPath.get(List.of(MESSAGES, m)));
            for (int f = 0; f < message.getFieldCount(); f++) {
                put(
                        name + "." + message.getField(f).getName(),
                        byPath.get(List.of(MESSAGES, m, FIELDS, f)));
            }
        }
        for (int e = 0; e < file.getEnumTypeCount(); e++) {
            EnumDescriptorProto type = file.getEnumType(e);
            put(
                    file.getPackage() + "." + type.getName(),
                    byPath.get(List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, e)));
        }
        for (int s = 0; s < file.getServiceCount(); s++) {
            String name = file.getPackage() + "." + file.getService(s).getName();
            for (int m = 0; m < file.getService(s).getMethodCount(); m++) {
                put(
                        name + "." + file.getService(s).getMethod(m).getName(),
                        byPath.get(List.of(SERVICES, s, METHODS, m)));
            }
        }
    }

    private void put(String name, @org.jspecify.annotations.Nullable String comment) {
        if (comment != null) {
            byName.put(name, comment);
        }
    }

    private static String oneLine(String comment) {
        return comment.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}

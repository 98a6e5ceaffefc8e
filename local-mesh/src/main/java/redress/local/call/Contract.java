package redress.local.call;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The methods and messages of the contract, from the descriptor set in the jar of `proto`.
public final class Contract {
    private static final String RESOURCE = "/redress.binpb";
    private static final String OURS = "redress.";

    private final Map<String, MethodDescriptor> methods = new TreeMap<>();
    private final Map<String, Descriptor> messages = new TreeMap<>();

    private Contract(Iterable<FileDescriptor> files) {
        for (FileDescriptor file : files) {
            file.getMessageTypes().forEach(this::addMessage);
            if (file.getPackage().startsWith(OURS)) {
                file.getServices().forEach(service -> service.getMethods().forEach(this::add));
            }
        }
    }

    private void add(MethodDescriptor method) {
        methods.put(method.getService().getFullName() + "/" + method.getName(), method);
    }

    private void addMessage(Descriptor message) {
        messages.put(message.getFullName(), message);
        message.getNestedTypes().forEach(this::addMessage);
    }

    public static Contract load() {
        try (InputStream bytes = Contract.class.getResourceAsStream(RESOURCE)) {
            if (bytes == null) {
                throw new IllegalStateException(
                        RESOURCE + ": missing (expected: in redress-proto)");
            }
            return new Contract(linked(FileDescriptorSet.parseFrom(bytes)));
        } catch (IOException | DescriptorValidationException e) {
            throw new IllegalStateException(RESOURCE + ": unreadable: " + e.getMessage(), e);
        }
    }

    /// The set holds a file after all that it imports.
    private static Iterable<FileDescriptor> linked(FileDescriptorSet set)
            throws DescriptorValidationException {
        Map<String, FileDescriptor> files = new LinkedHashMap<>();
        for (FileDescriptorProto file : set.getFileList()) {
            FileDescriptor[] imports =
                    file.getDependencyList().stream()
                            .flatMap(name -> Optional.ofNullable(files.get(name)).stream())
                            .toArray(FileDescriptor[]::new);
            files.put(file.getName(), FileDescriptor.buildFrom(file, imports));
        }
        return files.values();
    }

    /// All methods by name, such as `redress.cases.v1.CaseService/OpenCase`.
    public List<String> methodNames() {
        return List.copyOf(methods.keySet());
    }

    /// The method of a name.
    ///
    /// @throws WrongCall naming the nearest methods if there is none
    public MethodDescriptor method(String name) {
        MethodDescriptor method = methods.get(name);
        if (method == null) {
            throw new WrongCall(
                    "method: %s (expected one of: %s; see --list)"
                            .formatted(name, nearest(methods, name)));
        }
        return method;
    }

    Optional<Descriptor> message(String fullName) {
        return Optional.ofNullable(messages.get(fullName));
    }

    private static String nearest(Map<String, ?> known, String name) {
        return String.join(", ", new NearestNames(known.keySet()).to(name));
    }
}

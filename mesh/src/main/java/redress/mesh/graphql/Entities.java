package redress.mesh.graphql;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The entities of the federation: messages that some service of the contract gives out for an `id`
/// alone.
///
/// @param readers full name of the message to full name of the method that reads it
record Entities(Map<String, String> readers) {
    /// A beneficiary as one registry knows them. The mesh is no registry and resolves none: a
    /// registry's subgraph may know more of the same entity.
    static final String BENEFICIARY = "redress.beneficiaries.v1.Identifier";

    private static final String ID = "id";

    /// Looks through a contract.
    static Entities of(FileDescriptorSet contract) {
        var messages = new HashMap<String, DescriptorProto>();
        for (var file : contract.getFileList()) {
            file.getMessageTypeList()
                    .forEach(each -> messages.put("." + name(file, each.getName()), each));
        }
        var readers = new HashMap<String, String>();
        for (var file : contract.getFileList()) {
            for (var service : file.getServiceList()) {
                for (var method : service.getMethodList()) {
                    String name = name(file, service.getName()) + "." + method.getName();
                    entity(method, messages).ifPresent(entity -> readers.put(entity, name));
                }
            }
        }
        return new Entities(Map.copyOf(readers));
    }

    private static String name(FileDescriptorProto file, String simple) {
        return file.getPackage() + "." + simple;
    }

    private static Optional<String> entity(
            MethodDescriptorProto method, Map<String, DescriptorProto> messages) {
        var input = messages.get(method.getInputType());
        var output = messages.get(method.getOutputType());
        if (!method.getName().startsWith("Get") || input == null || output == null) {
            return Optional.empty();
        }
        boolean byId = fields(input).equals(List.of(ID));
        if (!byId || output.getFieldCount() != 1 || !output.getField(0).hasTypeName()) {
            return Optional.empty();
        }
        String entity = output.getField(0).getTypeName();
        return Optional.ofNullable(messages.get(entity))
                .filter(message -> fields(message).contains(ID))
                .map(_ -> entity.substring(1));
    }

    private static List<String> fields(DescriptorProto message) {
        return message.getFieldList().stream().map(field -> field.getName()).toList();
    }

    /// The fields that tell one entity from another; empty if the message is none.
    Optional<String> key(String message) {
        if (message.equals(BENEFICIARY)) {
            return Optional.of("identifier_type identifier_value");
        }
        return readers.containsKey(message) ? Optional.of(ID) : Optional.empty();
    }

    /// The entity that a field named `…_id` refers to.
    Optional<String> referred(String field) {
        return readers.keySet().stream()
                .filter(entity -> field.equals(words(entity) + "_id"))
                .findFirst();
    }

    private static String words(String message) {
        return TypeNames.simple(message)
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }
}

package redress.mesh.graphql;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redress.access.v1.AccessProto;
import redress.mesh.access.AccessRules;
import redress.mesh.rest.HttpBinding;

/// A stream of the contract that is offered as a subscription.
///
/// @param method the gRPC method
/// @param contract the method in the contract
record Subscription(
        MethodDescriptor<Message, Message> method, Descriptors.MethodDescriptor contract) {
    private static final String POSITION = "position";
    private static final String FROM_NOW = "from_now";

    Subscription {
        boolean streams = contract.isServerStreaming() && !contract.isClientStreaming();
        if (!streams || !isText(contract.getInputType()) || !isText(contract.getOutputType())) {
            throw new IllegalStateException(
                    contract.getFullName()
                            + ": no subscription (expected: a stream of answers, with a text position in request and answers)");
        }
    }

    /// What the services offer so.
    static List<Subscription> all(List<ServerServiceDefinition> services) {
        return services.stream()
                .flatMap(service -> service.getMethods().stream())
                .flatMap(method -> of(method.getMethodDescriptor()).stream())
                .toList();
    }

    /// A method as a subscription, if the contract says that it is one.
    @SuppressWarnings("unchecked")
    static Optional<Subscription> of(MethodDescriptor<?, ?> method) {
        var contract = AccessRules.declared(method);
        return contract.getOptions().getExtension(AccessProto.access).getSubscription()
                // Every method of a contract takes and gives generated messages.
                ? Optional.of(
                        new Subscription((MethodDescriptor<Message, Message>) method, contract))
                : Optional.empty();
    }

    private static boolean isText(Descriptor message) {
        var position = message.findFieldByName(POSITION);
        return position != null
                && !position.isRepeated()
                && position.getJavaType() == FieldDescriptor.JavaType.STRING;
    }

    /// The request with some arguments. Who comes again repeats their document: what they heard
    /// last counts instead of where it says to begin.
    Message request(Map<String, ?> arguments, Optional<String> heard) {
        var request = Arguments.message(HttpBinding.request(method), arguments).toBuilder();
        var type = request.getDescriptorForType();
        heard.ifPresent(
                position -> {
                    request.setField(type.findFieldByName(POSITION), position);
                    var now = type.findFieldByName(FROM_NOW);
                    if (now != null) {
                        request.clearField(now);
                    }
                });
        return request.build();
    }

    /// Where to go on after an answer.
    static String position(Message answer) {
        var field = answer.getDescriptorForType().findFieldByName(POSITION);
        return (String) answer.getField(field);
    }
}

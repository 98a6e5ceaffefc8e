package redress.system.mesh;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import redress.access.v1.AccessProto;
import redress.access.v1.AccessRule;
import redress.audit.v1.AuditServiceGrpc;
import redress.cases.v1.CaseAttachmentServiceGrpc;
import redress.cases.v1.CaseSearchServiceGrpc;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseWebhookServiceGrpc;
import redress.cases.v1.CaseWorkServiceGrpc;
import redress.cases.v1.ConsentServiceGrpc;
import redress.cases.v1.ReferralServiceGrpc;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.decisions.v1.ModelRegistryServiceGrpc;
import redress.grievances.v1.GrievanceAttachmentServiceGrpc;
import redress.grievances.v1.GrievanceSearchServiceGrpc;
import redress.grievances.v1.GrievanceServiceGrpc;
import redress.grievances.v1.GrievanceWebhookServiceGrpc;
import redress.personaldata.v1.PersonalDataServiceGrpc;
import redress.rights.v1.RightsServiceGrpc;

/// The contract, method by method.
public final class Contract {
    private static final List<ServiceDescriptor> SERVICES =
            List.of(
                    CaseServiceGrpc.getServiceDescriptor(),
                    CaseSearchServiceGrpc.getServiceDescriptor(),
                    CaseWebhookServiceGrpc.getServiceDescriptor(),
                    CaseWorkServiceGrpc.getServiceDescriptor(),
                    CaseAttachmentServiceGrpc.getServiceDescriptor(),
                    ConsentServiceGrpc.getServiceDescriptor(),
                    ReferralServiceGrpc.getServiceDescriptor(),
                    GrievanceServiceGrpc.getServiceDescriptor(),
                    GrievanceAttachmentServiceGrpc.getServiceDescriptor(),
                    GrievanceSearchServiceGrpc.getServiceDescriptor(),
                    GrievanceWebhookServiceGrpc.getServiceDescriptor(),
                    DecisionServiceGrpc.getServiceDescriptor(),
                    ModelRegistryServiceGrpc.getServiceDescriptor(),
                    AuditServiceGrpc.getServiceDescriptor(),
                    RightsServiceGrpc.getServiceDescriptor(),
                    PersonalDataServiceGrpc.getServiceDescriptor());

    private Contract() {}

    /// One method of the contract.
    ///
    /// @param grpc how to call it
    /// @param declared what the contract says of it
    public record Method(
            MethodDescriptor<Message, Message> grpc,
            com.google.protobuf.Descriptors.MethodDescriptor declared) {
        /// Who may call it.
        public AccessRule rule() {
            return declared.getOptions().getExtension(AccessProto.access);
        }

        /// The contract's example of a request.
        public Message example() {
            var marshaller = (PrototypeMarshaller<Message>) grpc.getRequestMarshaller();
            var prototype = Objects.requireNonNull(marshaller.getMessagePrototype());
            var request = prototype.newBuilderForType();
            try {
                JsonFormat.parser().merge(rule().getExample(), request);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(this + ": example is no request", e);
            }
            return request.build();
        }

        @Override
        public String toString() {
            return declared.getService().getName() + "/" + declared.getName();
        }
    }

    /// Every method of every service that the tests know.
    public static List<Method> methods() {
        return SERVICES.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(Contract::method)
                .toList();
    }

    /// The full names of the services that the tests know.
    public static Set<String> knownServices() {
        var names = new TreeSet<String>();
        SERVICES.forEach(service -> names.add(service.getName()));
        return names;
    }

    /// The full names of the services in the descriptor set that the contract ships with.
    public static Set<String> shippedServices() throws IOException {
        var names = new TreeSet<String>();
        try (InputStream in = Contract.class.getResourceAsStream("/redress.binpb")) {
            for (var file : FileDescriptorSet.parseFrom(Objects.requireNonNull(in)).getFileList()) {
                file.getServiceList()
                        .forEach(each -> names.add(file.getPackage() + "." + each.getName()));
            }
        }
        return names;
    }

    // Every method of a contract takes and gives generated messages.
    @SuppressWarnings("unchecked")
    private static Method method(MethodDescriptor<?, ?> grpc) {
        var supplier =
                (ProtoMethodDescriptorSupplier) Objects.requireNonNull(grpc.getSchemaDescriptor());
        return new Method(
                (MethodDescriptor<Message, Message>) grpc, supplier.getMethodDescriptor());
    }
}

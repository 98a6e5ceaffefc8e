package redress.mesh.access;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Empty;
import com.google.protobuf.EmptyProto;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;

/// A service from a contract that forgot to say who may call it.
final class RulelessService {
    private RulelessService() {}

    static ServerServiceDefinition definition() {
        FileDescriptor file = file();
        var method =
                MethodDescriptor.<Empty, Empty>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName("redress.test.Ruleless/Call")
                        .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                        .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                        .setSchemaDescriptor(new Schema(file))
                        .build();
        return ServerServiceDefinition.builder("redress.test.Ruleless")
                .addMethod(method, ServerCalls.asyncUnaryCall((request, answer) -> {}))
                .build();
    }

    private static FileDescriptor file() {
        var written =
                FileDescriptorProto.newBuilder()
                        .setName("ruleless.proto")
                        .setPackage("redress.test")
                        .addDependency(EmptyProto.getDescriptor().getName());
        written.addServiceBuilder()
                .setName("Ruleless")
                .addMethodBuilder()
                .setName("Call")
                .setInputType(".google.protobuf.Empty")
                .setOutputType(".google.protobuf.Empty");
        try {
            return FileDescriptor.buildFrom(
                    written.build(), new FileDescriptor[] {EmptyProto.getDescriptor()});
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Schema(FileDescriptor file) implements ProtoMethodDescriptorSupplier {
        @Override
        public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
            return getServiceDescriptor().findMethodByName("Call");
        }

        @Override
        public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
            return file.findServiceByName("Ruleless");
        }

        @Override
        public FileDescriptor getFileDescriptor() {
            return file;
        }
    }
}

package redress.system.refusals;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import redress.cases.v1.CaseServiceGrpc;
import redress.local.home.MeshService;
import redress.system.mesh.Refused;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Calls to case-service that no generated code would make.
public final class RawCalls {
    private static final Marshaller<byte[]> BYTES =
            new Marshaller<>() {
                @Override
                public InputStream stream(byte[] value) {
                    return new ByteArrayInputStream(value);
                }

                @Override
                public byte[] parse(InputStream stream) {
                    try {
                        return stream.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };

    private RawCalls() {}

    static Refused openCase(TestMesh mesh, byte[] message) {
        return call(mesh, CaseServiceGrpc.getOpenCaseMethod().getFullMethodName(), message);
    }

    public static Refused call(TestMesh mesh, String method, byte[] message) {
        var descriptor =
                MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
                        .setType(MethodType.UNARY)
                        .setFullMethodName(method)
                        .build();
        var channel = mesh.console(TestUser.WORKER).channel(MeshService.CASES);
        var options = CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
        return Refused.by(
                () -> ClientCalls.blockingUnaryCall(channel, descriptor, options, message));
    }
}

package redress.mesh.access;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Sends any bytes to a method of the contract.
final class NoMessage implements MethodDescriptor.Marshaller<byte[]> {
    static MethodDescriptor<byte[], byte[]> to(MethodDescriptor<?, ?> method) {
        var bytes = new NoMessage();
        return MethodDescriptor.<byte[], byte[]>newBuilder(bytes, bytes)
                .setType(method.getType())
                .setFullMethodName(method.getFullMethodName())
                .build();
    }

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
}

package redress.mesh.access;

import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Leads calls of methods that no service has to the gate too, which refuses and records them like
/// any other: who looks for a way in is seen.
@Singleton
public class UnknownMethods extends HandlerRegistry
        implements ServerBuilderCustomizer<VertxServerBuilder> {
    private static final MethodDescriptor.Marshaller<byte[]> BYTES =
            new MethodDescriptor.Marshaller<>() {
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

    private final Doors doors;

    UnknownMethods(Doors doors) {
        this.doors = doors;
    }

    @Override
    public void customize(GrpcServerConfiguration config, VertxServerBuilder builder) {
        builder.nettyBuilder().fallbackHandlerRegistry(this);
    }

    @Override
    public ServerMethodDefinition<byte[], byte[]> lookupMethod(
            String name, @Nullable String authority) {
        var method =
                MethodDescriptor.newBuilder(BYTES, BYTES)
                        .setFullMethodName(name)
                        .setType(MethodDescriptor.MethodType.UNKNOWN)
                        .build();
        return ServerMethodDefinition.create(
                method,
                (call, headers) ->
                        doors.interceptCall(
                                call, headers, (each, metadata) -> new ServerCall.Listener<>() {}));
    }
}

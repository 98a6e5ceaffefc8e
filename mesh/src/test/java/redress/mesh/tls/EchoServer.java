package redress.mesh.tls;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import redress.mesh.identity.IdentitySource;

/// A gRPC server that gives back what it is sent, secured as Quarkus's is.
final class EchoServer implements AutoCloseable {

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

    private static final MethodDescriptor<byte[], byte[]> ECHO =
            MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
                    .setType(MethodType.UNARY)
                    .setFullMethodName("test.Echo/Echo")
                    .build();

    static final MethodDescriptor<byte[], byte[]> CHAT =
            ECHO.toBuilder()
                    .setType(MethodType.BIDI_STREAMING)
                    .setFullMethodName("test.Echo/Chat")
                    .build();

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Server server;
    private final OpenConnections connections;

    private EchoServer(Server server, OpenConnections connections) {
        this.server = server;
        this.connections = connections;
    }

    static EchoServer start(IdentitySource source, Duration connectionAge) throws IOException {
        return start(source, connectionAge, InstantSource.system());
    }

    /// @param clock tells how old connections are, other than to gRPC's own limit
    static EchoServer start(IdentitySource source, Duration connectionAge, InstantSource clock)
            throws IOException {
        var life = new ConnectionLife(connectionAge, GRACE);
        var connections = new OpenConnections(source, clock, life, Duration.ofMillis(20));
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        new GrpcServerTls(source, connections, connectionAge, GRACE).secure(builder);
        ServerServiceDefinition echo =
                ServerServiceDefinition.builder("test.Echo")
                        .addMethod(
                                ECHO,
                                ServerCalls.asyncUnaryCall(
                                        (request, answer) -> {
                                            answer.onNext(request);
                                            answer.onCompleted();
                                        }))
                        .addMethod(CHAT, ServerCalls.asyncBidiStreamingCall(Chat::echo))
                        .build();
        return new EchoServer(builder.addService(echo).build().start(), connections);
    }

    /// Calls and returns the number of bytes that came back.
    static int call(Channel channel) {
        return call(channel, new byte[] {1, 2, 3});
    }

    static int call(Channel channel, byte[] request) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
        return ClientCalls.blockingUnaryCall(channel, ECHO, options, request).length;
    }

    int port() {
        return server.getPort();
    }

    OpenConnections connections() {
        return connections;
    }

    @Override
    public void close() {
        server.shutdownNow();
        connections.close();
    }
}

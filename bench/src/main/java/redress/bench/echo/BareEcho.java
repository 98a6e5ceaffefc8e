package redress.bench.echo;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/// The echo on grpc-java alone, a virtual thread for each call: what there is to lose. With an
/// identity folder it demands client certificates, without one it speaks plaintext (behind a
/// sidecar).
public final class BareEcho {
    private BareEcho() {}

    /// @param arguments the port, and the identity folder or nothing
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var builder =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress("localhost", Integer.parseInt(arguments[0])))
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .addService(new EchoEndpoint());
        if (arguments.length > 1) {
            builder.sslContext(mutualTls(Path.of(arguments[1])));
        }
        builder.build().start().awaitTermination();
    }

    private static SslContext mutualTls(Path identity) throws SSLException {
        var own =
                SslContextBuilder.forServer(
                                identity.resolve("tls.crt").toFile(),
                                identity.resolve("tls.key").toFile())
                        .trustManager(identity.resolve("bundle.pem").toFile())
                        .clientAuth(ClientAuth.REQUIRE)
                        .protocols("TLSv1.3");
        return GrpcSslContexts.configure(own, SslProvider.JDK).build();
    }
}

package redress.bench.echo;

import io.grpc.BindableService;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/// The echo on grpc-java alone, a virtual thread for each call: what there is to lose. With an
/// identity folder it demands client certificates, without one it speaks plaintext (behind a
/// sidecar). With a database it asks that for every answer.
public final class BareEcho {
    private BareEcho() {}

    /// @param arguments the port; the identity folder or nothing; the URL of a database or nothing
    public static void main(String[] arguments)
            throws IOException, InterruptedException, SQLException {
        var builder =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress("localhost", Integer.parseInt(arguments[0])))
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .addService(echo(arguments));
        if (arguments.length > 1) {
            builder.sslContext(mutualTls(Path.of(arguments[1])));
        }
        builder.build().start().awaitTermination();
    }

    private static BindableService echo(String[] arguments) throws SQLException {
        return arguments.length > 2
                ? new AskingEcho(arguments[2], Path.of(arguments[1]))
                : new EchoEndpoint();
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

package redress.mesh.access;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import redress.mesh.audit.journal.Trail;
import redress.mesh.identity.IdentitySource;

/// The ways into the process. Each leads through the gate: the gRPC port, and an in-process server
/// for the doors that speak something else.
@GlobalInterceptor
@ApplicationScoped
public class Doors implements ServerInterceptor {
    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    private final List<ServerServiceDefinition> services;
    private final Gate port;
    private final Gate door;
    private final Server inside;
    private final String insideName = UUID.randomUUID().toString();
    private final OnVirtualThread threads = new OnVirtualThread();

    Doors(
            @Any Instance<BindableService> beans,
            IdentitySource identity,
            Tokens tokens,
            Trail trail,
            CallerLimits limits) {
        services = beans.stream().map(BindableService::bindService).toList();
        var rules = AccessRules.of(services);
        var validation = new ContractValidation();
        var clock = InstantSource.system();
        port =
                new Gate(
                        new TlsPeers(),
                        identity::current,
                        tokens,
                        rules,
                        validation,
                        clock,
                        trail,
                        limits);
        door =
                new Gate(
                        new ForwardedPeers(),
                        identity::current,
                        tokens,
                        rules,
                        validation,
                        clock,
                        trail,
                        limits);
        inside = inside(door);
    }

    /// The services behind the doors.
    public List<ServerServiceDefinition> services() {
        return services;
    }

    /// A new channel to the services of this process, through the gate.
    public io.grpc.ManagedChannel channel() {
        return InProcessChannelBuilder.forName(insideName)
                .executor(Runnable::run)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .build();
    }

    /// The gate of the doors inside this process, to be asked before they read what came in.
    public Gate gate() {
        return door;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return threads.interceptCall(
                call, headers, (each, metadata) -> port.interceptCall(each, metadata, next));
    }

    void open(@Observes StartupEvent event) throws IOException {
        inside.start();
    }

    void close(@Observes ShutdownEvent event) {
        inside.shutdown();
    }

    private Server inside(Gate door) {
        var builder =
                InProcessServerBuilder.forName(insideName)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES);
        services.forEach(
                service -> builder.addService(ServerInterceptors.intercept(service, door)));
        return builder.build();
    }
}

package redress.local.drill;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import redress.local.call.BearerToken;
import redress.local.call.FollowingChannel;
import redress.local.call.IdentityVersion;
import redress.local.call.ServiceChannels;
import redress.local.home.MeshService;

/// How one workload calls in the drill, perhaps for a user: on one connection for long, or on a new
/// one.
///
/// @param token what to send as bearer token
record Client(ServiceChannels channels, Optional<Supplier<String>> token, SeenServers seen) {
    /// One call, or some, on a connection of their own.
    @FunctionalInterface
    interface Calls {
        void on(Channel channel) throws Exception;
    }

    FollowingChannel follow(MeshService service) {
        return channels.follow(service);
    }

    /// A token may be bound to the caller's certificate. If that changes between fetching the one
    /// and showing the other, both are fetched again, as every client of such a token must.
    void onNewConnection(MeshService service, Calls calls) throws Exception {
        var before = IdentityVersion.of(channels.identity());
        try {
            onOneConnection(service, calls);
        } catch (StatusRuntimeException e) {
            boolean unknown = e.getStatus().getCode() == Status.Code.UNAUTHENTICATED;
            if (!unknown || before.equals(IdentityVersion.of(channels.identity()))) {
                throw e;
            }
            onOneConnection(service, calls);
        }
    }

    private void onOneConnection(MeshService service, Calls calls) throws Exception {
        ManagedChannel channel = channels.open(service);
        try {
            calls.on(watched(channel));
        } finally {
            channel.shutdownNow();
        }
    }

    /// The channel with the token in every call, watched for the server's certificate.
    Channel watched(Channel channel) {
        List<ClientInterceptor> interceptors = new ArrayList<>(List.of(seen));
        token.ifPresent(value -> interceptors.add(new BearerToken(value)));
        return ClientInterceptors.intercept(channel, interceptors);
    }
}

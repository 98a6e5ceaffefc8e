package redress.local.call;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.nio.file.Path;
import java.util.Optional;

/// A channel for a long time: the first call after the workload's certificate or roots changed
/// opens a new connection. Calls under way end on the connection that they began on.
public final class FollowingChannel extends Channel implements AutoCloseable {
    private final ManagedChannel channel;
    private final Path identity;
    private Optional<IdentityVersion> shown;

    FollowingChannel(ManagedChannel channel, Path identity) {
        this.channel = channel;
        this.identity = identity;
        this.shown = IdentityVersion.of(identity);
    }

    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
        follow();
        return channel.newCall(method, options);
    }

    private synchronized void follow() {
        var now = IdentityVersion.of(identity);
        if (now.isPresent() && !now.equals(shown)) {
            shown = now;
            channel.enterIdle();
        }
    }

    @Override
    public String authority() {
        return channel.authority();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}

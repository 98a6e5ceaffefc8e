package redress.local.drill;

import java.time.Duration;
import redress.local.call.FollowingChannel;
import redress.local.home.MeshService;

/// Calls on one connection after the other, each kept until the caller's certificate changes.
final class KeptConnection implements Exercise {
    private final String edge;
    private final Client client;
    private final Client.Calls calls;
    private final FollowingChannel channel;

    KeptConnection(String edge, Client client, MeshService service, Client.Calls calls) {
        this.edge = edge;
        this.client = client;
        this.calls = calls;
        this.channel = client.follow(service);
    }

    @Override
    public String edge() {
        return edge;
    }

    @Override
    public Duration pause() {
        return Duration.ofMillis(150);
    }

    @Override
    public void once() throws Exception {
        calls.on(client.watched(channel));
    }

    @Override
    public void close() {
        channel.close();
    }
}

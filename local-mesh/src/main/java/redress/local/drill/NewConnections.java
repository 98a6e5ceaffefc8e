package redress.local.drill;

import java.time.Duration;
import redress.local.home.MeshService;

/// Calls each of which opens a connection of its own.
record NewConnections(
        String edge, Duration pause, Client client, MeshService service, Client.Calls calls)
        implements Exercise {
    @Override
    public void once() throws Exception {
        client.onNewConnection(service, calls);
    }
}

package redress.mesh.peers;

import io.grpc.ManagedChannel;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.SpiffeId;
import redress.mesh.tls.PeerChannels;

/// The other services of the mesh by name: one channel each, to `redress.peers.<name>`
/// (`host:port`), which must show the SPIFFE ID of that name.
///
/// Retries nothing and sets no deadline: the caller does.
@ApplicationScoped
public class Peers {
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final PeerChannels opener;
    private final IdentitySource identity;
    private final Config config;

    Peers(PeerChannels opener, IdentitySource identity, Config config) {
        this.opener = opener;
        this.identity = identity;
        this.config = config;
    }

    /// The channel to a service.
    ///
    /// @throws IllegalStateException if no address is configured
    public ManagedChannel channel(String service) {
        return channels.computeIfAbsent(service, this::open);
    }

    private ManagedChannel open(String service) {
        String key = "redress.peers." + service;
        String address =
                config.getOptionalValue(key, String.class)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                key + ": not set (expected: host:port)"));
        int colon = address.lastIndexOf(':');
        var expected = new SpiffeId(identity.current().trustDomain(), "/" + service);
        return opener.channel(
                address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)),
                expected);
    }

    @PreDestroy
    void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}

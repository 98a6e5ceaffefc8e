package redress.mesh.tls;

import java.time.Duration;

/// What one peer may ask of a server before any call is looked at.
final class Limits {

    static final int MESSAGE_BYTES = 4 * 1024 * 1024;
    static final int METADATA_BYTES = 16 * 1024;
    static final int CALLS_PER_CONNECTION = 256;

    /// Half of the clients' own interval, so that network delays don't turn a ping into an offence.
    static final Duration SHORTEST_KEEP_ALIVE = Duration.ofSeconds(15);

    static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private Limits() {}
}

package redress.local.call;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/// Makes a context anew for each connection, so that each shows the newest certificate.
final class NewestContext extends SslContext {
    private final Supplier<SslContext> made;
    private final SslContext first;

    /// @param made from the files as they are now
    NewestContext(Supplier<SslContext> made) {
        this.made = made;
        this.first = made.get();
    }

    @Override
    public boolean isClient() {
        return true;
    }

    @Override
    public List<String> cipherSuites() {
        return first.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty has no other type for it
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return first.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return made.get().newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return made.get().newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return first.sessionContext();
    }
}

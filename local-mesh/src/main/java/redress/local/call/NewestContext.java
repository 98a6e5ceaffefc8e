package redress.local.call;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/// A context that is made anew when the identity's files changed, so that each new connection shows
/// the newest certificate.
final class NewestContext extends SslContext {
    private final Path identity;
    private final Supplier<SslContext> recipe;
    private Made made;

    private record Made(Optional<IdentityVersion> version, SslContext context) {}

    /// @param recipe makes one of the files as they are
    NewestContext(Path identity, Supplier<SslContext> recipe) {
        this.identity = identity;
        this.recipe = recipe;
        this.made = new Made(IdentityVersion.of(identity), recipe.get());
    }

    private synchronized SslContext current() {
        var version = IdentityVersion.of(identity);
        if (version.isPresent() && !version.equals(made.version())) {
            made = new Made(version, recipe.get());
        }
        return made.context();
    }

    @Override
    public boolean isClient() {
        return true;
    }

    @Override
    public List<String> cipherSuites() {
        return current().cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty has no other type for it
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current().applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return current().newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return current().newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current().sessionContext();
    }
}

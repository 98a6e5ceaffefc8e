package redress.mesh.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import org.jboss.logging.Logger;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.WorkloadIdentity;

/// Gives each new connection a context made of the newest identity.
///
/// The real context is rebuilt as a whole, not its managers exchanged: a session of the old one
/// can't be resumed in the new one, and clients see the new list of authorities. Open connections
/// are not touched.
public final class ReloadingSslContext extends SslContext {

    private static final Logger LOG = Logger.getLogger(ReloadingSslContext.class);

    private final IdentitySource source;
    private final Recipe recipe;
    private volatile Built newest;

    /// Makes the first context at once.
    ///
    /// @throws SSLException if the current identity makes no context
    public ReloadingSslContext(IdentitySource source, Recipe recipe) throws SSLException {
        this.source = source;
        this.recipe = recipe;
        WorkloadIdentity identity = source.current();
        this.newest = new Built(identity, recipe.make(identity));
    }

    @Override
    public boolean isClient() {
        return newest.context().isClient();
    }

    @Override
    public List<String> cipherSuites() {
        return newest.context().cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty has no other type for it
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return newest.context().applicationProtocolNegotiator();
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

    private SslContext current() {
        if (newest.identity() != source.current()) {
            rebuild();
        }
        return newest.context();
    }

    private synchronized void rebuild() {
        WorkloadIdentity identity = source.current();
        if (newest.identity() == identity) {
            return;
        }
        try {
            newest = new Built(identity, recipe.make(identity));
        } catch (SSLException e) {
            newest = new Built(identity, newest.context());
            LOG.errorf(e, "Identity makes no TLS context, the last one stays id=%s", identity);
        }
    }

    /// How to make a context of an identity.
    @FunctionalInterface
    public interface Recipe {

        SslContext make(WorkloadIdentity identity) throws SSLException;
    }

    private record Built(WorkloadIdentity identity, SslContext context) {}
}

package redress.certs.evidence;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// Keeps the authorities a server names when it asks for a client certificate, and offers none.
final class IssuerCapture extends X509ExtendedKeyManager {
    private final AtomicReference<Optional<List<X500Principal>>> issuers =
            new AtomicReference<>(Optional.empty());

    Optional<List<X500Principal>> captured() {
        return issuers.get();
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] types, Principal @Nullable [] named, @Nullable Socket socket) {
        issuers.set(
                Optional.of(
                        Stream.ofNullable(named)
                                .flatMap(Stream::of)
                                .filter(X500Principal.class::isInstance)
                                .map(X500Principal.class::cast)
                                .toList()));
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] named) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] named) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String type, Principal @Nullable [] named, @Nullable Socket socket) {
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return null;
    }
}

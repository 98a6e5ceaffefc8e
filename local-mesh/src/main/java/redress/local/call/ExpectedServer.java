package redress.local.call;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import redress.certs.CertsException;
import redress.certs.SpiffeId;

/// Accepts one server only: known by its SPIFFE ID, vouched for by the given roots. Its address and
/// DNS names play no part.
final class ExpectedServer extends X509ExtendedTrustManager {
    private final X509TrustManager roots;
    private final SpiffeId expected;

    ExpectedServer(List<X509Certificate> roots, SpiffeId expected) {
        this.roots = trusting(roots);
        this.expected = expected;
    }

    private static X509TrustManager trusting(List<X509Certificate> roots) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < roots.size(); i++) {
                store.setCertificateEntry("root-" + i, roots.get(i));
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("trust: not made of " + roots.size() + " roots", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        roots.checkServerTrusted(chain, authType);
        SpiffeId shown = id(chain[0]);
        if (!shown.equals(expected)) {
            throw new CertificateException("server: %s (expected: %s)".formatted(shown, expected));
        }
    }

    private static SpiffeId id(X509Certificate leaf) throws CertificateException {
        try {
            return SpiffeId.of(leaf);
        } catch (CertsException e) {
            throw new CertificateException("server: no SPIFFE ID: " + e.getMessage(), e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("client: any (expected: none, this is a client's trust)");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return roots.getAcceptedIssuers();
    }
}

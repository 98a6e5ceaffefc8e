package redress.grievances.smtp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Trust in the authorities of a file, and in no others.
final class ServerTrust {
    private ServerTrust() {}

    /// @param file certificates in PEM
    static SSLContext of(Path file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> authorities;
        try (var in = Files.newInputStream(file)) {
            authorities = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (authorities.isEmpty()) {
            throw new CertificateException("no certificates");
        }
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate each : authorities) {
            store.setCertificateEntry("authority-" + number, each);
            number++;
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}

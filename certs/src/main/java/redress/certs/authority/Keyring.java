package redress.certs.authority;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Pem;
import redress.certs.Reason;
import redress.certs.TrustDomain;
import redress.certs.vault.KeyVault;

/// The authorities' own certificates and keys: makes them, and opens each at most once.
final class Keyring {
    static final Duration ROOT_LIFE = Duration.ofDays(3650);
    static final Duration ISSUING_LIFE = Duration.ofDays(365);

    private final AuthorityFolder folder;
    private final KeyVault vault;
    private final Map<String, X509Certificate> certificates = new ConcurrentHashMap<>();
    private final Map<String, Issuer> issuers = new ConcurrentHashMap<>();

    Keyring(AuthorityFolder folder, KeyVault vault) {
        this.folder = folder;
        this.vault = vault;
    }

    X509Certificate certificate(String name) {
        return certificates.computeIfAbsent(name, folder::certificate);
    }

    Generation generation(AuthorityState.Row row) {
        return new Generation(
                row.number(),
                row.stage(),
                certificate(row.rootName()),
                certificate(row.issuingName()));
    }

    /// Opens the key; refuses one that is not the certificate's.
    Issuer issuer(String name) {
        return issuers.computeIfAbsent(name, missing -> issuer(missing, vault.open(missing)));
    }

    /// Empty if the key is lost: not there, or damaged. A wrong passphrase is no loss, and refused.
    Optional<Issuer> issuerUnlessLost(String name) {
        try {
            return Optional.of(issuer(name));
        } catch (CertsException e) {
            if (e.reason() == Reason.NOT_FOUND || e.reason() == Reason.BAD_MATERIAL) {
                return Optional.empty();
            }
            throw e;
        }
    }

    boolean isVisiblyGone(String name) {
        return vault.isVisiblyGone(name);
    }

    /// Opens each key anew when it is next needed: one in a token that was away is of no use when
    /// the token is back.
    void forget() {
        issuers.clear();
    }

    /// Forgets and deletes the keys of revoked generations and of issuing authorities that were
    /// replaced.
    void deleteUnused(List<AuthorityState.Row> generations) {
        for (AuthorityState.Row row : generations) {
            for (String name : row.unusedKeys()) {
                issuers.remove(name);
                if (vault.has(name)) {
                    vault.delete(name);
                }
            }
        }
    }

    /// A root, its empty CRL and an issuing authority; what a crash left under this number is
    /// replaced.
    AuthorityState.Row make(int number, TrustDomain domain, KeyAlgorithm algorithm, Instant now) {
        var row = new AuthorityState.Row(number, Stage.PREPARED, AuthorityState.Row.issuing(1));
        KeyPair keys = vault.generate(algorithm);
        var validity = Validity.from(now, ROOT_LIFE);
        X509Certificate root =
                Issuer.selfSign(
                        CertificateTemplate.authority(
                                "root", domain, 1, keys.getPublic(), validity),
                        keys);
        Issuer issuer = Issuer.of(root, keys.getPrivate());
        keep(row.rootName(), keys, root);
        folder.writeRootCrl(
                row.rootName(), Pem.ofCrl(RevocationList.ofRoot(validity).signedBy(issuer)));
        makeIssuing(row, issuer, domain, algorithm, now);
        return row;
    }

    /// The next issuing authority below the same root.
    AuthorityState.Row renewIssuing(
            AuthorityState.Row row, PrivateKey rootKey, TrustDomain domain, Instant now) {
        Issuer root = issuer(row.rootName(), rootKey);
        KeyAlgorithm algorithm = KeyAlgorithm.of(certificate(row.issuingName()).getPublicKey());
        AuthorityState.Row renewed = row.withNextIssuing();
        makeIssuing(renewed, root, domain, algorithm, now);
        return renewed;
    }

    private void makeIssuing(
            AuthorityState.Row row,
            Issuer root,
            TrustDomain domain,
            KeyAlgorithm algorithm,
            Instant now) {
        KeyPair keys = vault.generate(algorithm);
        Validity ofRoot = Validity.of(certificate(row.rootName()));
        var validity = Validity.from(now, ISSUING_LIFE).within(ofRoot);
        keep(
                row.issuingName(),
                keys,
                root.sign(
                        CertificateTemplate.authority(
                                "issuing authority", domain, 0, keys.getPublic(), validity)));
    }

    private void keep(String name, KeyPair keys, X509Certificate certificate) {
        certificates.remove(name);
        issuers.remove(name);
        vault.keep(name, keys, certificate);
        folder.write(name, certificate);
    }

    private Issuer issuer(String name, PrivateKey key) {
        X509Certificate certificate = certificate(name);
        if (!KeyAlgorithm.match(key, certificate.getPublicKey())) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "key " + name,
                    folder.path(),
                    "the key of the certificate " + name + ".crt");
        }
        return Issuer.of(certificate, key);
    }
}

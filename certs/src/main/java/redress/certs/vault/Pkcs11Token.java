package redress.certs.vault;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.login.LoginException;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;

/// Keys that are made in a PKCS#11 token (an HSM) and never leave it.
///
/// The token is told that private keys are sensitive and not extractable; a token that hands one
/// out all the same is refused. P-256, P-384 and RSA-3072 only: the JDK has no Ed25519 for tokens.
/// `1/issuing` has the label `redress-1-issuing`, so a token serves one authority.
///
/// A process logs in once per token: a wrong PIN *after* a right one in the same process is not
/// noticed.
public final class Pkcs11Token implements KeyVault {
    /// The file of an authority's folder that says where its token is, in SunPKCS11's own form.
    public static final String CONFIG = "pkcs11.cfg";

    private static final String BASE = "SunPKCS11";
    private static final String NEVER_OUT =
            """

            attributes(generate, CKO_PRIVATE_KEY, *) = {
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
              CKA_SIGN = true
            }
            """;
    private static final int RSA_BITS = 3072;
    private static final int SERIAL_BITS = 64;
    private static final Map<String, Provider> REGISTERED = new ConcurrentHashMap<>();

    private final Provider provider;
    private final char[] pin;

    /// Refuses a configuration that leads to no token; a wrong PIN is refused at the first use.
    ///
    /// @param config as SunPKCS11 wants it: `name`, `library`, `slot`
    public Pkcs11Token(String config, char[] pin) {
        this.provider = provider(config);
        this.pin = pin.clone();
    }

    @Override
    public KeyPair generate(KeyAlgorithm algorithm) {
        var _ = token();
        try {
            KeyPair keys = generator(algorithm).generateKeyPair();
            if (keys.getPrivate().getEncoded() != null) {
                throw new CertsException(
                        Reason.EXPOSED,
                        "private key of token",
                        provider.getName(),
                        "CKA_EXTRACTABLE=false and CKA_SENSITIVE=true to be kept");
            }
            return keys;
        } catch (GeneralSecurityException | ProviderException e) {
            throw refused("generate a key of " + algorithm.label(), e);
        }
    }

    @Override
    public void keep(String name, KeyPair keys, X509Certificate certificate) {
        delete(name);
        try {
            token().setKeyEntry(
                            alias(name),
                            keys.getPrivate(),
                            null,
                            new Certificate[] {label(name, keys)});
        } catch (GeneralSecurityException | OperatorCreationException | ProviderException e) {
            throw refused("keep " + alias(name), e);
        }
    }

    @Override
    public PrivateKey open(String name) {
        try {
            if (token().getKey(alias(name), null) instanceof PrivateKey key) {
                return key;
            }
            throw new CertsException(
                    Reason.NOT_FOUND,
                    "key in token " + provider.getName(),
                    alias(name),
                    "one that was kept");
        } catch (GeneralSecurityException | ProviderException e) {
            throw refused("open " + alias(name), e);
        }
    }

    @Override
    public boolean has(String name) {
        try {
            return token().isKeyEntry(alias(name));
        } catch (GeneralSecurityException | ProviderException e) {
            throw refused("look for " + alias(name), e);
        }
    }

    /// To look into a token takes its PIN.
    @Override
    public boolean isVisiblyGone(String name) {
        return false;
    }

    @Override
    public void delete(String name) {
        try {
            if (has(name)) {
                token().deleteEntry(alias(name));
            }
        } catch (GeneralSecurityException | ProviderException e) {
            throw refused("delete " + alias(name), e);
        }
    }

    /// A certificate that nobody trusts, for the JDK, which finds a key by its certificate.
    ///
    /// Not the authority's own: the JDK leaves a certificate in the token as long as another of its
    /// issuer is there, and then a second one of the same name makes both unusable.
    private static X509Certificate label(String name, KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException {
        var serial = new BigInteger(SERIAL_BITS, new SecureRandom()).max(BigInteger.ONE);
        var subject = new X500Principal("CN=" + alias(name) + " " + serial);
        var signer =
                new JcaContentSignerBuilder(KeyAlgorithm.of(keys.getPublic()).signatureName())
                        .build(keys.getPrivate());
        return new JcaX509CertificateConverter()
                .getCertificate(
                        new JcaX509v3CertificateBuilder(
                                        subject,
                                        serial,
                                        Date.from(Instant.EPOCH),
                                        Date.from(Instant.EPOCH),
                                        subject,
                                        keys.getPublic())
                                .build(signer));
    }

    private KeyPairGenerator generator(KeyAlgorithm algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case P256 -> ofCurve("secp256r1");
            case P384 -> ofCurve("secp384r1");
            case RSA3072 -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider);
                generator.initialize(RSA_BITS);
                yield generator;
            }
            case ED25519 ->
                    throw new CertsException(
                            Reason.INVALID,
                            "key algorithm in a PKCS#11 token",
                            algorithm.label(),
                            "P-256, P-384 or RSA-3072: the JDK has no Ed25519 for tokens");
        };
    }

    private KeyPairGenerator ofCurve(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec(curve));
        return generator;
    }

    /// A signature finds the provider of a key only among those that are registered.
    private static Provider provider(String config) {
        return REGISTERED.computeIfAbsent(config, Pkcs11Token::register);
    }

    private static Provider register(String config) {
        try {
            Provider made = Security.getProvider(BASE).configure("--" + config + NEVER_OUT);
            if (Security.addProvider(made) < 0) {
                throw new CertsException(
                        Reason.INVALID,
                        "name of the token",
                        made.getName(),
                        "one that no other token of this process has");
            }
            return made;
        } catch (ProviderException | IllegalArgumentException | UnsupportedOperationException e) {
            throw new CertsException(
                    Reason.INVALID,
                    "PKCS#11 configuration",
                    String.valueOf(e.getMessage()),
                    "name, library and slot of a token, as the JDK's PKCS#11 guide says",
                    e);
        }
    }

    /// What is in the token now: a store that was opened before knows nothing of keys that another
    /// process made since.
    private KeyStore token() {
        try {
            KeyStore token = KeyStore.getInstance("PKCS11", provider);
            token.load(null, pin);
            return token;
        } catch (IOException e) {
            if (isWrongPin(e)) {
                throw new CertsException(
                        Reason.WRONG_PASSPHRASE, "token", provider.getName(), "the PIN it has", e);
            }
            throw refused("log in", e);
        } catch (GeneralSecurityException | ProviderException e) {
            throw refused("log in", e);
        }
    }

    private static boolean isWrongPin(Throwable fault) {
        return fault.getCause() instanceof LoginException
                || fault.getCause() instanceof UnrecoverableKeyException;
    }

    private CertsException refused(String what, Exception cause) {
        return new CertsException(
                Reason.FILES, "token " + provider.getName(), "refused", "to " + what, cause);
    }

    private static String alias(String name) {
        return "redress-" + name.replace('/', '-');
    }

    @Override
    public String toString() {
        return "Pkcs11Token[" + provider.getName() + "]";
    }
}

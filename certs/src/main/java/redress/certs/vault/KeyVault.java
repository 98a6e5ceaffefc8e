package redress.certs.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import redress.certs.DurableFiles;
import redress.certs.KeyAlgorithm;

/// The private keys of an authority, by name: `1/root` and `1/issuing` are those of its first
/// generation.
///
/// A key that was kept is durable when [#keep] returns. That an opened key can be exported is *not*
/// promised: it may be a handle.
public sealed interface KeyVault permits SealedFiles, Pkcs11Token {

    /// The vault of an authority's folder: a token if it holds `pkcs11.cfg`, else files. `secret`
    /// is the PIN or the passphrase.
    static KeyVault of(Path folder, char[] secret) {
        Path config = folder.resolve(Pkcs11Token.CONFIG);
        return Files.exists(config)
                ? new Pkcs11Token(DurableFiles.read(config), secret)
                : new SealedFiles(folder, secret);
    }

    /// A fresh pair, not yet kept under any name.
    KeyPair generate(KeyAlgorithm algorithm);

    /// Keeps a pair of [#generate] under a name, in place of what had this name.
    void keep(String name, KeyPair keys, X509Certificate certificate);

    /// The key of this name, ready to sign; refuses a wrong passphrase and a name that is not
    /// there.
    PrivateKey open(String name);

    boolean has(String name);

    /// Whether it can be seen without the passphrase that there is no such key.
    boolean isVisiblyGone(String name);

    /// Removes the key for good; nothing happens if it is not there.
    void delete(String name);
}

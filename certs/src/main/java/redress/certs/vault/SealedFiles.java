package redress.certs.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import redress.certs.DurableFiles;
import redress.certs.EncryptedKey;
import redress.certs.KeyAlgorithm;

/// Keys as files under a passphrase: `1/root` is `generations/1/root.key` below the folder, 0600.
///
/// To open one takes some tenths of a second on purpose ([EncryptedKey]): keep what was opened.
public final class SealedFiles implements KeyVault {
    private final Path folder;
    private final char[] passphrase;

    public SealedFiles(Path folder, char[] passphrase) {
        this.folder = folder.resolve("generations");
        this.passphrase = passphrase.clone();
    }

    @Override
    public KeyPair generate(KeyAlgorithm algorithm) {
        return algorithm.generate();
    }

    @Override
    public void keep(String name, KeyPair keys, X509Certificate certificate) {
        Path file = file(name);
        DurableFiles.createFolder(DurableFiles.folderOf(file));
        String sealed = EncryptedKey.seal(keys.getPrivate(), passphrase);
        DurableFiles.replaceSecret(file, sealed.getBytes(US_ASCII));
    }

    @Override
    public PrivateKey open(String name) {
        Path file = file(name);
        return EncryptedKey.open(DurableFiles.readSecret(file), passphrase, file);
    }

    @Override
    public boolean has(String name) {
        return Files.exists(file(name));
    }

    @Override
    public boolean isVisiblyGone(String name) {
        return !has(name);
    }

    @Override
    public void delete(String name) {
        Path file = file(name);
        try {
            if (Files.deleteIfExists(file)) {
                DurableFiles.sync(DurableFiles.folderOf(file));
            }
        } catch (IOException e) {
            throw DurableFiles.unwritable(file, e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".key");
    }

    @Override
    public String toString() {
        return "SealedFiles[" + folder + "]";
    }
}

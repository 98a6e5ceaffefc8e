package redress.certs.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.EncryptedKey;
import redress.certs.KeyAlgorithm;
import redress.certs.Pem;
import redress.certs.Reason;

/// Where an authority lives: `root.crt`, `root.key`, `issuing.crt`, `issuing.key` and `issued.log`.
record AuthorityFolder(Path path) {
    static final String ROOT = "root";
    static final String ISSUING = "issuing";

    /// Runs `fill` on a folder beside this one and gives it this name at the end: all of an
    /// authority or nothing.
    void createWith(Consumer<AuthorityFolder> fill) {
        Path parent = DurableFiles.folderOf(path);
        DurableFiles.createFolder(parent);
        try {
            var staged = new AuthorityFolder(Files.createTempDirectory(parent, ".authority-"));
            fill.accept(staged);
            DurableFiles.sync(staged.path);
            Files.move(staged.path, path, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.sync(parent);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw alreadyExists();
        } catch (IOException e) {
            throw DurableFiles.unwritable(path, e);
        }
    }

    void requireVacant() {
        if (Files.exists(path) && !isEmpty()) {
            throw alreadyExists();
        }
    }

    void write(String role, X509Certificate certificate, PrivateKey key, char[] passphrase) {
        DurableFiles.writePublic(
                file(role, "crt"), Pem.ofCertificates(List.of(certificate)).getBytes(US_ASCII));
        DurableFiles.writeSecret(
                file(role, "key"), EncryptedKey.seal(key, passphrase).getBytes(US_ASCII));
    }

    X509Certificate certificate(String role) {
        Path file = file(role, "crt");
        return Pem.certificates(DurableFiles.read(file), file).getFirst();
    }

    Issuer issuer(String role, char[] passphrase) {
        Path file = file(role, "key");
        X509Certificate certificate = certificate(role);
        PrivateKey key = EncryptedKey.open(DurableFiles.readSecret(file), passphrase, file);
        if (!KeyAlgorithm.match(key, certificate.getPublicKey())) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "key", file, "the key of the certificate beside it");
        }
        return Issuer.of(certificate, key);
    }

    IssuedLog log() {
        return new IssuedLog(path.resolve("issued.log"));
    }

    private Path file(String role, String extension) {
        return path.resolve(role + "." + extension);
    }

    private boolean isEmpty() {
        try (var entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw DurableFiles.unwritable(path, e);
        }
    }

    private CertsException alreadyExists() {
        return new CertsException(
                Reason.ALREADY_EXISTS, "authority folder", path, "a new or empty folder");
    }
}

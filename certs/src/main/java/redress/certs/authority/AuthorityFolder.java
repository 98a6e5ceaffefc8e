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
import redress.certs.KeyAlgorithm;
import redress.certs.Pem;
import redress.certs.Reason;
import redress.certs.vault.KeyVault;

/// Where an authority lives: `generations/1/{root,issuing}.crt`, the keys in its vault, and
/// `issued.log`.
record AuthorityFolder(Path path) {
    static final String ROOT = "1/root";
    static final String ISSUING = "1/issuing";

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

    void write(String name, X509Certificate certificate) {
        Path file = file(name);
        DurableFiles.createFolder(DurableFiles.folderOf(file));
        DurableFiles.writePublic(file, Pem.ofCertificates(List.of(certificate)).getBytes(US_ASCII));
    }

    X509Certificate certificate(String name) {
        Path file = file(name);
        return Pem.certificates(DurableFiles.read(file), file).getFirst();
    }

    Issuer issuer(String name, KeyVault vault) {
        X509Certificate certificate = certificate(name);
        PrivateKey key = vault.open(name);
        if (!KeyAlgorithm.match(key, certificate.getPublicKey())) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "key " + name,
                    path,
                    "the key of the certificate " + file(name));
        }
        return Issuer.of(certificate, key);
    }

    IssuedLog log() {
        return new IssuedLog(path.resolve("issued.log"));
    }

    private Path file(String name) {
        return path.resolve("generations").resolve(name + ".crt");
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

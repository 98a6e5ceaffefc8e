package redress.certs.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.LockFile;
import redress.certs.Pem;
import redress.certs.Reason;

/// Where an authority lives: `authority.json`, `log.jsonl`, `crl.pem`, and for each generation
/// `generations/1/{root.crt,root.crl,issuing.crt}`; the keys are in its vault.
///
/// A generation's files are written before `authority.json` names it and never changed after, so
/// that this one file decides what is true.
record AuthorityFolder(Path path) {

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

    /// Which token holds the keys; without this they are files.
    void writeToken(String config) {
        DurableFiles.replaceSecret(path.resolve("pkcs11.cfg"), config.getBytes(UTF_8));
    }

    AuthorityState state() {
        return state(json());
    }

    /// The state that a text of `authority.json` tells.
    AuthorityState state(String json) {
        return StateJson.read(json, stateFile());
    }

    String json() {
        return DurableFiles.read(stateFile());
    }

    void write(AuthorityState state) {
        DurableFiles.replaceSecret(stateFile(), StateJson.write(state).getBytes(UTF_8));
    }

    Path stateFile() {
        return path.resolve("authority.json");
    }

    Path crlFile() {
        return path.resolve("crl.pem");
    }

    SignedLog log() {
        return new SignedLog(path.resolve("log.jsonl"));
    }

    LockFile lock() {
        return new LockFile(path.resolve("lock"));
    }

    void write(String name, X509Certificate certificate) {
        String pem = Pem.ofCertificates(List.of(certificate));
        write(file(name, "crt"), pem);
    }

    void writeRootCrl(String name, String pem) {
        write(file(name, "crl"), pem);
    }

    X509Certificate certificate(String name) {
        Path file = file(name, "crt");
        return Pem.certificates(DurableFiles.read(file), file).getFirst();
    }

    String rootCrl(String name) {
        return DurableFiles.read(file(name, "crl"));
    }

    private static void write(Path file, String pem) {
        DurableFiles.createFolder(DurableFiles.folderOf(file));
        DurableFiles.replacePublic(file, pem.getBytes(US_ASCII));
    }

    private Path file(String name, String extension) {
        return path.resolve("generations").resolve(name + "." + extension);
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

package redress.certs.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Function;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.Pem;

/// A workload's own folder (0700): `tls.crt` (leaf and chain), `tls.key` (PKCS#8), `bundle.pem`
/// (anchors) and `crl.pem`, all 0600.
///
/// The files change as one set ([FileSet]), also when the writer dies half-way. A reader who opens
/// `tls.crt` and `tls.key` on its own may meet a change between the two, and must check that they
/// match; [#read] does. Another issuer that writes the same files is as good; its `crl.pem` may be
/// missing. What is no regular file of at most 1 MiB is not read: the folder may be somebody
/// else's.
///
/// @param derKey also write `tls.pk8`, the key as PKCS#8 DER, which pgjdbc wants
public record WorkloadFolder(Path path, boolean derKey) {
    /// Leaf and issuing authorities in PEM; a folder that has it is a workload's folder.
    public static final String CERTIFICATE = "tls.crt";

    public static final String KEY = "tls.key";
    public static final String BUNDLE = "bundle.pem";
    public static final String CRL = "crl.pem";
    public static final String DER_KEY = "tls.pk8";

    private static final int READ_ATTEMPTS = 3;

    /// The folder at a path; keeps writing `tls.pk8` if it is there already.
    public static WorkloadFolder at(Path path) {
        return new WorkloadFolder(path, Files.exists(path.resolve(DER_KEY)));
    }

    public WorkloadFolder withDerKey() {
        return new WorkloadFolder(path, true);
    }

    /// Replaces all files of this folder at once.
    ///
    /// @param crl the text of `crl.pem`
    public void write(WorkloadCredentials credentials, String crl) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(BUNDLE, Pem.ofCertificates(credentials.anchors()).getBytes(US_ASCII));
        files.put(CRL, crl.getBytes(US_ASCII));
        files.put(CERTIFICATE, Pem.ofCertificates(credentials.chain()).getBytes(US_ASCII));
        if (derKey) {
            files.put(DER_KEY, credentials.key().getEncoded());
        }
        files.put(KEY, Pem.ofKey(credentials.key()).getBytes(US_ASCII));
        new FileSet(path).replace(files);
    }

    /// Refuses a folder that cannot be written, before anybody asks for a certificate for it.
    void tryOut(PrivateKey key) {
        new FileSet(path).tryOut(Pem.ofKey(key).getBytes(US_ASCII));
    }

    /// Key, chain and anchors of one set; refuses a key that is not the leaf's, and files that are
    /// missing or damaged.
    public WorkloadCredentials read() {
        return ofOneSet(WorkloadFolder::read);
    }

    /// The text of `crl.pem`; empty if there is none.
    public Optional<String> crl() {
        return ofOneSet(set -> ifThere(set.resolve(CRL)).map(DurableFiles::readOfOthers));
    }

    /// The content of `tls.pk8`; empty if there is none.
    public Optional<byte[]> keyInDer() {
        return ofOneSet(set -> ifThere(set.resolve(DER_KEY)).map(DurableFiles::bytesOfOthers));
    }

    boolean hasDerKeyIfWanted() {
        return !derKey || Files.exists(path.resolve(DER_KEY));
    }

    private static Optional<Path> ifThere(Path file) {
        return Optional.of(file).filter(it -> Files.exists(it, LinkOption.NOFOLLOW_LINKS));
    }

    private <T> T ofOneSet(Function<Path, T> reader) {
        var set = new FileSet(path);
        for (int attempt = 1; attempt < READ_ATTEMPTS; attempt++) {
            Path current = set.current();
            try {
                return reader.apply(current);
            } catch (CertsException e) {
                if (current.equals(set.current())) {
                    throw e;
                }
            }
        }
        return reader.apply(set.current());
    }

    private static WorkloadCredentials read(Path set) {
        Path key = set.resolve(KEY);
        Path certificate = set.resolve(CERTIFICATE);
        Path bundle = set.resolve(BUNDLE);
        return new WorkloadCredentials(
                Pem.key(DurableFiles.readOfOthers(key), key),
                Pem.certificates(DurableFiles.readOfOthers(certificate), certificate),
                Pem.certificates(DurableFiles.readOfOthers(bundle), bundle));
    }
}

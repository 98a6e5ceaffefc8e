package redress.certs.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.KeyAlgorithm;
import redress.certs.Pem;
import redress.certs.Reason;
import redress.certs.authority.Authority;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.Profile;

/// A workload's own folder (0700): `tls.crt` (leaf and chain), `tls.key` (PKCS#8), `bundle.pem`
/// (anchors), all 0600.
///
/// The files change as one set ([FileSet]), also when the writer dies half-way. A reader who opens
/// `tls.crt` and `tls.key` on its own may meet a change between the two, and must check that they
/// match; [#read] does.
///
/// @param derKey also write `tls.pk8`, the key as PKCS#8 DER, which pgjdbc wants
public record WorkloadFolder(Path path, boolean derKey) {
    /// Leaf and issuing authorities in PEM; a folder that has it is a workload's folder.
    public static final String CERTIFICATE = "tls.crt";

    public static final String KEY = "tls.key";
    public static final String BUNDLE = "bundle.pem";
    public static final String DER_KEY = "tls.pk8";

    private static final int READ_ATTEMPTS = 3;

    /// The folder at a path; keeps writing `tls.pk8` if it is there already.
    public static WorkloadFolder at(Path path) {
        return new WorkloadFolder(path, Files.exists(path.resolve(DER_KEY)));
    }

    public WorkloadFolder withDerKey() {
        return new WorkloadFolder(path, true);
    }

    /// A certificate for a fresh key, and both in this folder.
    public IssuedCertificate issue(
            Authority authority, Profile profile, KeyAlgorithm algorithm, Duration life) {
        KeyPair keys = algorithm.generate();
        IssuedCertificate issued = authority.issue(profile, keys.getPublic(), life);
        write(new WorkloadCredentials(keys.getPrivate(), issued.chain(), authority.bundle()));
        return issued;
    }

    /// The same certificate again with a fresh key, if this one is past half of its life or not
    /// valid any more.
    ///
    /// Empty, and no file touched, if it is not yet due. Refuses a certificate that this authority
    /// never issued: what the new one says comes from the authority's record, not from whoever can
    /// write to this folder.
    public Optional<IssuedCertificate> renewIfDue(Authority authority) {
        WorkloadCredentials old = read();
        if (authority.now().isBefore(RenewalTime.of(old.leaf()))) {
            return Optional.empty();
        }
        Duration life = authority.lifeOf(old.leaf()).orElseThrow(this::notOurs);
        KeyAlgorithm algorithm = KeyAlgorithm.of(old.leaf().getPublicKey());
        return Optional.of(issue(authority, Profile.of(old.leaf()), algorithm, life));
    }

    /// Replaces all files of this folder at once.
    public void write(WorkloadCredentials credentials) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(BUNDLE, Pem.ofCertificates(credentials.anchors()).getBytes(US_ASCII));
        files.put(CERTIFICATE, Pem.ofCertificates(credentials.chain()).getBytes(US_ASCII));
        if (derKey) {
            files.put(DER_KEY, credentials.key().getEncoded());
        }
        files.put(KEY, Pem.ofKey(credentials.key()).getBytes(US_ASCII));
        new FileSet(path).replace(files);
    }

    /// The files of one set; refuses a key that is not the leaf's, and files that are missing or
    /// damaged.
    public WorkloadCredentials read() {
        var set = new FileSet(path);
        for (int attempt = 1; attempt < READ_ATTEMPTS; attempt++) {
            Path current = set.current();
            try {
                return read(current);
            } catch (CertsException e) {
                if (current.equals(set.current())) {
                    throw e;
                }
            }
        }
        return read(set.current());
    }

    private static WorkloadCredentials read(Path set) {
        Path key = set.resolve(KEY);
        Path certificate = set.resolve(CERTIFICATE);
        Path bundle = set.resolve(BUNDLE);
        return new WorkloadCredentials(
                Pem.key(DurableFiles.read(key), key),
                Pem.certificates(DurableFiles.read(certificate), certificate),
                Pem.certificates(DurableFiles.read(bundle), bundle));
    }

    private CertsException notOurs() {
        return new CertsException(
                Reason.BAD_MATERIAL,
                "certificate",
                path.resolve(CERTIFICATE),
                "one in this authority's record of issued certificates");
    }
}

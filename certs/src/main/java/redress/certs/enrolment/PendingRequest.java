package redress.certs.enrolment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.List;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.KeyAlgorithm;
import redress.certs.Pem;
import redress.certs.Reason;
import redress.certs.Signatures;
import redress.certs.SpiffeId;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;

/// A workload's side of a request: a fresh key that waits in its folder for its certificate.
///
/// `request.key` (0600) never leaves the folder; `request.pem` goes to the authority. What is in
/// use stays in use until [#install], which puts the answer in its place as one set.
public record PendingRequest(Path folder) {
    private static final String KEY = "request.key";
    private static final String REQUEST = "request.pem";

    /// A first request, for a workload that has no certificate; the way to send it is with a join
    /// token.
    public Path make(SpiffeId id, KeyAlgorithm algorithm) {
        KeyPair keys = algorithm.generate();
        return keep(keys, "CERTIFICATE REQUEST", SigningRequest.make(id, keys));
    }

    /// A request for the same workload, signed with the key it has.
    public Path renew(KeyAlgorithm algorithm) {
        WorkloadCredentials current = WorkloadFolder.at(folder).read();
        KeyPair keys = algorithm.generate();
        byte[] request = SigningRequest.make(current.id(), keys);
        return keep(keys, "CMS", RenewalRequest.make(request, current));
    }

    /// The algorithm of the key in use.
    public KeyAlgorithm currentAlgorithm() {
        return KeyAlgorithm.of(WorkloadFolder.at(folder).read().leaf().getPublicKey());
    }

    /// Puts `tls.crt`, `bundle.pem` and `crl.pem` of the answer into use with the waiting key.
    ///
    /// Refuses a certificate for another key, one that leads to no anchor of its bundle, and one
    /// that names another workload than the folder's; then what is in use stays.
    public WorkloadCredentials install(Path answer) {
        Path key = folder.resolve(KEY);
        Path certificate = answer.resolve(WorkloadFolder.CERTIFICATE);
        Path bundle = answer.resolve(WorkloadFolder.BUNDLE);
        PrivateKey waiting = Pem.key(DurableFiles.readSecret(key), key);
        var fresh =
                new WorkloadCredentials(
                        waiting,
                        Pem.certificates(DurableFiles.read(certificate), certificate),
                        Pem.certificates(DurableFiles.read(bundle), bundle));
        requireChain(fresh);
        requireSameWorkload(fresh.id());
        WorkloadFolder.at(folder)
                .write(fresh, DurableFiles.read(answer.resolve(WorkloadFolder.CRL)));
        forget();
        return fresh;
    }

    private Path keep(KeyPair keys, String label, byte[] request) {
        DurableFiles.createFolder(folder);
        DurableFiles.replaceSecret(
                folder.resolve(KEY), Pem.ofKey(keys.getPrivate()).getBytes(US_ASCII));
        Path file = folder.resolve(REQUEST);
        DurableFiles.replacePublic(file, Pem.block(label, request).getBytes(US_ASCII));
        return file;
    }

    private void forget() {
        try {
            for (String name : List.of(REQUEST, KEY)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException e) {
            throw DurableFiles.unwritable(folder, e);
        }
    }

    private void requireSameWorkload(SpiffeId id) {
        boolean renews = Files.exists(folder.resolve(WorkloadFolder.CERTIFICATE));
        SpiffeId before = renews ? WorkloadFolder.at(folder).read().id() : id;
        if (!before.equals(id)) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "workload of the answer", id, before.toString());
        }
    }

    private static void requireChain(WorkloadCredentials fresh) {
        boolean leads =
                fresh.chain().stream()
                        .skip(1)
                        .filter(issuer -> Signatures.isSignedBy(fresh.leaf(), issuer))
                        .anyMatch(
                                issuer ->
                                        fresh.anchors().stream()
                                                .anyMatch(
                                                        root ->
                                                                Signatures.isSignedBy(
                                                                        issuer, root)));
        if (!leads) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "chain of the answer",
                    fresh.leaf().getSubjectX500Principal(),
                    "one that leads to an anchor of its bundle");
        }
    }
}

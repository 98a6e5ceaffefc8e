package redress.certs.lint;

import static redress.certs.lint.Rule.error;
import static redress.certs.lint.Rule.unless;
import static redress.certs.lint.Rule.warning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.authority.IssuedCertificate;
import redress.certs.workload.WorkloadFolder;

/// The rules for a workload's folder, one row each.
final class FolderRules {
    private static final Set<PosixFilePermission> OTHERS =
            PosixFilePermissions.fromString("---rwxrwx");
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            PosixFilePermissions.fromString("----w--w-");

    /// What can be judged before a file is read.
    static final List<Rule<Path>> MODES =
            List.of(
                    error("folder-mode", "zero-trust 28", "0700", folder -> open(folder, OTHERS)),
                    error(
                            "key-mode",
                            "zero-trust 28",
                            "0600",
                            folder ->
                                    files(folder, WorkloadFolder.KEY, WorkloadFolder.DER_KEY)
                                            .flatMap(file -> open(file, OTHERS))),
                    error(
                            "file-mode",
                            "zero-trust 28",
                            "writable by the owner only",
                            folder ->
                                    files(
                                                    folder,
                                                    WorkloadFolder.CERTIFICATE,
                                                    WorkloadFolder.BUNDLE,
                                                    "crl.pem")
                                            .flatMap(file -> open(file, OTHERS_WRITE))));

    static final List<Rule<FolderSample>> CONTENT =
            List.of(
                    error(
                            "der-key",
                            "zero-trust 24",
                            "the key of tls.key",
                            FolderRules::otherDerKey),
                    warning(
                            "crl",
                            "zero-trust 22",
                            "crl.pem, or a revoked peer stays welcome",
                            sample -> unless(sample.crl().isPresent(), "absent")),
                    error(
                            "crl-signature",
                            "RFC 5280 6.3.3",
                            "one signed by the authority that issued the leaf",
                            sample ->
                                    unless(
                                            sample.crl().isEmpty()
                                                    || sample.listOfIssuer().isPresent(),
                                            "no such list")),
                    error(
                            "crl-fresh",
                            "RFC 5280 6.3.3",
                            "a nextUpdate to come",
                            FolderRules::staleCrl),
                    error(
                            "revoked",
                            "zero-trust 22",
                            "a leaf that is not revoked",
                            FolderRules::revokedLeaf));

    private FolderRules() {}

    private static Stream<Path> files(Path folder, String... names) {
        return Stream.of(names).map(folder::resolve).filter(Files::exists);
    }

    private static Stream<String> open(Path path, Set<PosixFilePermission> forbidden) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
            return unless(
                    mode.stream().noneMatch(forbidden::contains),
                    path.getFileName() + " " + PosixFilePermissions.toString(mode));
        } catch (IOException e) {
            throw new CertsException(Reason.FILES, "mode of", path, "a POSIX mode", e);
        }
    }

    private static Stream<String> otherDerKey(FolderSample sample) {
        byte[] expected = sample.credentials().key().getEncoded();
        return WorkloadFolder.at(sample.path())
                .keyInDer()
                .filter(found -> !MessageDigest.isEqual(found, expected))
                .map(_ -> WorkloadFolder.DER_KEY + " holds another")
                .stream();
    }

    private static Stream<String> staleCrl(FolderSample sample) {
        return sample.listOfIssuer().stream()
                .filter(
                        list ->
                                list.getNextUpdate() == null
                                        || list.getNextUpdate().toInstant().isBefore(sample.now()))
                .map(list -> String.valueOf(list.getNextUpdate()));
    }

    private static Stream<String> revokedLeaf(FolderSample sample) {
        var serial = sample.credentials().leaf().getSerialNumber();
        return sample.listOfIssuer().stream()
                .filter(list -> list.getRevokedCertificate(serial) != null)
                .map(_ -> IssuedCertificate.hex(serial));
    }
}

package redress.certs.lint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.Pem;
import redress.certs.Reason;
import redress.certs.workload.WorkloadFolder;

/// Judges certificates by SPIFFE's rules, not the web's: a certificate without a DNS name is fine,
/// one without a SPIFFE ID is not.
///
/// Whether a peer is who it claims is *not* judged: that happens at every handshake.
///
/// @param criteria what else the certificates are held to
public record Lint(Criteria criteria) {
    /// A PEM file of certificates, or a workload's folder.
    public List<Finding> judge(Path path) {
        return (Files.isDirectory(path) ? folder(path) : file(path)).toList();
    }

    private Stream<Finding> file(Path file) {
        return certificates(Pem.certificates(DurableFiles.read(file), file), file, criteria, false);
    }

    private Stream<Finding> folder(Path path) {
        Stream<Finding> modes = Rule.judge(FolderRules.MODES, path, path.toString());
        try {
            FolderSample sample = FolderSample.read(path, criteria.now());
            Criteria own =
                    criteria.anchors().isEmpty()
                            ? criteria.withAnchors(sample.credentials().anchors())
                            : criteria;
            return Stream.of(
                            modes,
                            Rule.judge(FolderRules.CONTENT, sample, path.toString()),
                            certificates(
                                    sample.credentials().chain(),
                                    path.resolve(WorkloadFolder.CERTIFICATE),
                                    own,
                                    true),
                            certificates(
                                    sample.credentials().anchors(),
                                    path.resolve(WorkloadFolder.BUNDLE),
                                    criteria.withAnchors(List.of()),
                                    false))
                    .flatMap(part -> part);
        } catch (CertsException e) {
            return Stream.concat(modes, Stream.of(unusable(path, e)));
        }
    }

    private static Stream<Finding> certificates(
            List<X509Certificate> all, Path file, Criteria criteria, boolean leafFirst) {
        return IntStream.range(0, all.size())
                .boxed()
                .flatMap(
                        index -> {
                            Sample sample = Sample.of(all.get(index), all, criteria);
                            boolean leaf = index == 0 && (leafFirst || !sample.isAuthority());
                            return judge(sample, leaf, file + " #" + (index + 1));
                        });
    }

    private static Stream<Finding> judge(Sample sample, boolean leaf, String where) {
        return Stream.concat(
                Rule.judge(
                        leaf ? CertificateRules.LEAF : CertificateRules.AUTHORITY, sample, where),
                Rule.judge(CertificateRules.EVERY, sample, where));
    }

    private static Finding unusable(Path path, CertsException cause) {
        return new Finding(
                "usable",
                Severity.ERROR,
                "zero-trust 24",
                path.toString(),
                cause.reason() == Reason.NOT_FOUND ? "a file is missing" : "damaged or mismatched",
                "whole files, and the key of the leaf: " + cause.getMessage());
    }
}

package redress.certs.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import redress.certs.CertsException;
import redress.certs.CrlNumber;
import redress.certs.DurableFiles;
import redress.certs.JsonLine;
import redress.certs.KeyAlgorithm;
import redress.certs.Pem;
import redress.certs.Reason;
import redress.certs.authority.IssuedCertificate;
import redress.certs.enrolment.RenewalRequest;
import redress.certs.enrolment.Request;
import redress.certs.enrolment.SigningRequest;
import redress.certs.evidence.Report;
import redress.certs.workload.WorkloadFolder;

/// One thing that `certs inspect` found, as text and as JSON. Private keys are passed over.
record Inspected(String text, JsonLine json) {

    /// All there is in a PEM file, or in a workload's folder.
    static List<Inspected> in(Path path) {
        if (!Files.isDirectory(path)) {
            return file(path);
        }
        var found = new ArrayList<Inspected>();
        Stream.of(
                        WorkloadFolder.CERTIFICATE,
                        WorkloadFolder.BUNDLE,
                        WorkloadFolder.CRL,
                        "request.pem")
                .map(path::resolve)
                .filter(Files::exists)
                .forEach(file -> found.addAll(file(file)));
        Report.read(path).map(Inspected::of).ifPresent(found::add);
        if (found.isEmpty()) {
            throw new CertsException(
                    Reason.NOT_FOUND, "folder", path, "a workload's, with tls.crt or request.pem");
        }
        return found;
    }

    private static List<Inspected> file(Path file) {
        var found = new ArrayList<Inspected>();
        try (var reader = new PemReader(new StringReader(DurableFiles.read(file)))) {
            for (PemObject block = reader.readPemObject();
                    block != null;
                    block = reader.readPemObject()) {
                found.addAll(of(block, file));
            }
        } catch (IOException e) {
            throw nothing(file, e);
        }
        if (found.isEmpty()) {
            throw nothing(file, new IOException("no block that can be shown"));
        }
        return found;
    }

    private static List<Inspected> of(PemObject block, Path file) {
        String pem = Pem.block(block.getType(), block.getContent());
        return switch (block.getType()) {
            case "CERTIFICATE" ->
                    Pem.certificates(pem, file).stream()
                            .map(CertificateReport::of)
                            .map(report -> new Inspected(report.text(), report.json()))
                            .toList();
            case "X509 CRL" -> Pem.crls(pem, file).stream().map(Inspected::of).toList();
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", "CMS" ->
                    List.of(of(Request.parse(pem, file)));
            default -> List.of();
        };
    }

    private static Inspected of(Request request) {
        return switch (request) {
            case SigningRequest plain -> of(plain, "");
            case RenewalRequest renewal ->
                    of(
                            renewal.request(),
                            IssuedCertificate.hex(renewal.signer().getSerialNumber()));
        };
    }

    /// @param signer serial number of the certificate that vouches for it; empty if none does
    private static Inspected of(SigningRequest request, String signer) {
        String algorithm = KeyAlgorithm.of(request.key()).label();
        var json =
                new JsonLine()
                        .with("request", signer.isEmpty() ? "PKCS#10" : "CMS")
                        .with("uris", request.uris())
                        .with("algorithm", algorithm)
                        .with("signedBy", signer);
        return new Inspected(
                """
                request, its key proven
                  uris       %s
                  key        %s
                  signed by  %s"""
                        .formatted(
                                request.uris(),
                                algorithm,
                                signer.isEmpty() ? "its own key only" : signer),
                json);
    }

    private static Inspected of(X509CRL list) {
        List<String> revoked =
                Stream.ofNullable(list.getRevokedCertificates())
                        .flatMap(entries -> entries.stream())
                        .map(entry -> IssuedCertificate.hex(entry.getSerialNumber()))
                        .sorted()
                        .toList();
        String number = CrlNumber.in(list).map(Object::toString).orElse("none");
        String thisUpdate = list.getThisUpdate().toInstant().toString();
        String nextUpdate =
                list.getNextUpdate() == null
                        ? "never"
                        : list.getNextUpdate().toInstant().toString();
        String issuer = list.getIssuerX500Principal().getName();
        return new Inspected(
                """
                revocation list of %s
                  number     %s
                  valid      %s to %s
                  revoked    %s"""
                        .formatted(issuer, number, thisUpdate, nextUpdate, revoked),
                new JsonLine()
                        .with("crlIssuer", issuer)
                        .with("number", number)
                        .with("thisUpdate", thisUpdate)
                        .with("nextUpdate", nextUpdate)
                        .with("revoked", revoked));
    }

    private static Inspected of(Report report) {
        String serial = IssuedCertificate.hex(report.serial());
        String failure = report.failure().orElse("none");
        return new Inspected(
                """
                loaded by process %d
                  serial     %s
                  loaded     %s
                  reported   %s
                  failure    %s"""
                        .formatted(
                                report.pid(),
                                serial,
                                report.loadedAt(),
                                report.writtenAt(),
                                failure),
                new JsonLine()
                        .with("loadedBy", report.pid())
                        .with("serial", serial)
                        .with("loadedAt", report.loadedAt())
                        .with("writtenAt", report.writtenAt())
                        .with("failure", failure));
    }

    private static CertsException nothing(Path file, IOException cause) {
        return new CertsException(
                Reason.BAD_MATERIAL,
                "PEM",
                file,
                "certificates, requests or revocation lists",
                cause);
    }
}

package redress.system.certificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redress.certs.workload.WorkloadFolder;
import redress.system.mesh.Commands;

/// A PKI made with nothing but the `openssl` command: root, issuing authority, leaves, CRLs. Nobody
/// who reads its files can tell it from cert-manager, SPIRE or a company's own.
final class OpensslPki {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Extensions of RFC 5280 and X.509-SVID, and what `openssl ca` keeps its books in.
    private static final String CONFIGURATION =
            """
            [root]
            basicConstraints=critical,CA:TRUE
            keyUsage=critical,keyCertSign,cRLSign
            subjectKeyIdentifier=hash
            [issuing]
            basicConstraints=critical,CA:TRUE,pathlen:0
            keyUsage=critical,keyCertSign,cRLSign
            subjectKeyIdentifier=hash
            authorityKeyIdentifier=keyid
            [leaf]
            basicConstraints=critical,CA:FALSE
            keyUsage=critical,digitalSignature
            extendedKeyUsage=serverAuth,clientAuth
            subjectKeyIdentifier=hash
            authorityKeyIdentifier=keyid
            subjectAltName=URI:spiffe://redress.local/${ENV::WORKLOAD},DNS:localhost,IP:127.0.0.1
            [req]
            distinguished_name=empty
            [empty]
            [ca]
            default_ca=books
            [books]
            database=${ENV::BOOKS}.index
            crlnumber=${ENV::BOOKS}.crlnumber
            default_md=sha256
            """;

    private final Path folder;

    OpensslPki(Path folder) {
        this.folder = folder;
        write("openssl.cnf", CONFIGURATION);
        for (String books : List.of("root", "issuing")) {
            write(books + ".index", "");
            write(books + ".crlnumber", "01\n");
        }
        key("root", "P-256");
        sign("root", "Company root", "root", List.of("-signkey", "root.key", "-days", "3650"), "");
        key("issuing", "P-256");
        sign("issuing", "Company issuing", "issuing", by("root", "365"), "");
    }

    /// Whether this machine has the command.
    static boolean possible() {
        return Commands.installed("openssl");
    }

    /// A new certificate for a new key, and the CRLs of now, as a set of files.
    ///
    /// @param algorithm P-256, P-384, Ed25519 or RSA-3072
    WorkloadFiles issue(String workload, String algorithm) {
        return issue(workload, algorithm, 1);
    }

    /// The same for so many days, the CRLs too.
    WorkloadFiles issue(String workload, String algorithm, int days) {
        key(workload, algorithm);
        sign(workload, workload, "leaf", by("issuing", Integer.toString(days)), workload);
        publish("root", days);
        publish("issuing", days);
        openssl(
                "pkcs8",
                "-topk8",
                "-nocrypt",
                "-outform",
                "DER",
                "-in",
                workload + ".key",
                "-out",
                workload + ".pk8");
        return new WorkloadFiles(
                List.of(
                        new WorkloadFiles.One(
                                WorkloadFolder.CERTIFICATE,
                                joined(workload + ".crt", "issuing.crt")),
                        new WorkloadFiles.One(WorkloadFolder.KEY, read(workload + ".key")),
                        new WorkloadFiles.One(WorkloadFolder.BUNDLE, read("root.crt")),
                        new WorkloadFiles.One(WorkloadFolder.CRL, crls()),
                        new WorkloadFiles.One(WorkloadFolder.DER_KEY, read(workload + ".pk8"))));
    }

    /// Revokes the newest certificate of a workload, and publishes it.
    byte[] revoke(String workload) {
        openssl(
                "ca",
                "-config",
                "openssl.cnf",
                "-name",
                "books",
                "-cert",
                "issuing.crt",
                "-keyfile",
                "issuing.key",
                "-revoke",
                workload + ".crt");
        publish("issuing", 1);
        return crls();
    }

    private byte[] crls() {
        return joined("issuing.crt", "issuing.crl", "root.crl");
    }

    private void publish(String authority, int days) {
        openssl(
                authority,
                List.of(
                        "ca",
                        "-config",
                        "openssl.cnf",
                        "-name",
                        "books",
                        "-gencrl",
                        "-cert",
                        authority + ".crt",
                        "-keyfile",
                        authority + ".key",
                        "-crldays",
                        Integer.toString(days),
                        "-out",
                        authority + ".crl"),
                "");
    }

    private void key(String name, String algorithm) {
        List<String> kind =
                switch (algorithm) {
                    case "P-256", "P-384" ->
                            List.of("EC", "-pkeyopt", "ec_paramgen_curve:" + algorithm);
                    case "Ed25519" -> List.of("ED25519");
                    case "RSA-3072" -> List.of("RSA", "-pkeyopt", "rsa_keygen_bits:3072");
                    default -> throw new IllegalArgumentException(algorithm);
                };
        var command = new ArrayList<>(List.of("genpkey", "-out", name + ".key", "-algorithm"));
        command.addAll(kind);
        openssl(command.toArray(String[]::new));
    }

    private static List<String> by(String authority, String days) {
        return List.of("-CA", authority + ".crt", "-CAkey", authority + ".key", "-days", days);
    }

    private void sign(
            String name, String commonName, String section, List<String> signer, String workload) {
        openssl(
                "req",
                "-new",
                "-config",
                "openssl.cnf",
                "-subj",
                "/CN=" + commonName,
                "-key",
                name + ".key",
                "-out",
                name + ".csr");
        var command = new ArrayList<>(List.of("x509", "-req", "-in", name + ".csr"));
        command.addAll(List.of("-extfile", "openssl.cnf", "-extensions", section));
        command.addAll(List.of("-out", name + ".crt"));
        command.addAll(signer);
        openssl("issuing", command, workload);
    }

    private void openssl(String... arguments) {
        openssl("issuing", List.of(arguments), "");
    }

    private void openssl(String books, List<String> arguments, String workload) {
        var command =
                new ArrayList<>(
                        List.of("env", "BOOKS=" + books, "WORKLOAD=" + workload, "openssl"));
        command.addAll(arguments);
        var outcome = Commands.run(folder, LIMIT, command);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(command + ": " + outcome.output());
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] joined(String... names) {
        var all = new java.io.ByteArrayOutputStream();
        for (String name : names) {
            all.writeBytes(read(name));
        }
        return all.toByteArray();
    }
}

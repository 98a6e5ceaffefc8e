package redress.mesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.RefusedCertificateException.Reason;

/// Material of an issuer that knows nothing of this project: the `openssl` command and a few lines
/// of configuration.
class PlainOpensslTest {

    private static final String CONFIG =
            """
            [req]
            distinguished_name = name
            [name]
            [ca]
            default_ca = any
            [any]
            database = index.txt
            crlnumber = crlnumber
            certificate = root.crt
            private_key = root.key
            default_md = sha256
            default_crl_days = 1
            crl_extensions = crl
            unique_subject = no
            [crl]
            authorityKeyIdentifier = keyid
            [root]
            basicConstraints = critical, CA:true
            keyUsage = critical, keyCertSign, cRLSign
            subjectKeyIdentifier = hash
            [leaf]
            basicConstraints = critical, CA:false
            keyUsage = critical, digitalSignature
            extendedKeyUsage = serverAuth, clientAuth
            authorityKeyIdentifier = keyid
            subjectAltName = URI:spiffe://redress.test/${ENV::WORKLOAD}
            """;

    @TempDir Path ca;
    @TempDir Path folder;

    @BeforeEach
    void makeAnAuthority() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no openssl command");
        Files.writeString(ca.resolve("ca.cnf"), CONFIG);
        Files.writeString(ca.resolve("index.txt"), "");
        Files.writeString(ca.resolve("crlnumber"), "01\n");
        openssl(
                "req -x509 -config ca.cnf -extensions root -subj /CN=Plain -days 30 -nodes"
                        + " -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout root.key -out root.crt");
    }

    @Test
    void loadsAndChecksWhatPlainOpensslMakes() throws Exception {
        issue("case-service", "ecparam -name prime256v1 -genkey -out %s.key");
        issue("console", "genrsa -traditional -out %s.key 2048");
        openssl("ca -config ca.cnf -gencrl -out crl.pem");
        Files.copy(ca.resolve("case-service.crt"), folder.resolve("tls.crt"));
        Files.copy(ca.resolve("case-service.key"), folder.resolve("tls.key"));
        Files.copy(ca.resolve("root.crt"), folder.resolve("bundle.pem"));
        Files.copy(ca.resolve("crl.pem"), folder.resolve("crl.pem"));
        var console = Pem.certificates(ca, Files.readString(ca.resolve("console.crt")));

        try (var source =
                IdentitySource.still(folder, CrlDemand.REQUIRED, InstantSource.system())) {
            assertThat(source.current().id().workload()).isEqualTo("case-service");
            assertThatCode(() -> source.current().verify(console, Instant.now()))
                    .doesNotThrowAnyException();

            openssl("ca -config ca.cnf -revoke console.crt");
            openssl("ca -config ca.cnf -gencrl -out crl.pem");
            TestAuthority.write(folder.resolve("crl.pem"), Files.readString(ca.resolve("crl.pem")));
            source.refresh();

            assertThat(source.lastFailure()).isEmpty();
            assertThat(
                            catchThrowableOfType(
                                            RefusedCertificateException.class,
                                            () -> source.current().verify(console, Instant.now()))
                                    .reason())
                    .isEqualTo(Reason.REVOKED);
        }
    }

    private void issue(String workload, String key) throws IOException, InterruptedException {
        openssl(key.formatted(workload));
        openssl(
                workload,
                "req -x509 -config ca.cnf -extensions leaf -subj /CN=%1$s -days 1 -key %1$s.key"
                                .formatted(workload)
                        + " -CA root.crt -CAkey root.key -out %s.crt".formatted(workload));
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        openssl("none", arguments);
    }

    private void openssl(String workload, String arguments)
            throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("/usr/bin/openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        var builder = new ProcessBuilder(command).directory(ca.toFile());
        builder.environment().put("WORKLOAD", workload);
        Path log = ca.resolve("log");
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .describedAs(arguments + "\n" + Files.readString(log))
                .isZero();
    }
}

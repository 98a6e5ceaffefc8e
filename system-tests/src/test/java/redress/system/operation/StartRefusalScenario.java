package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.Checkout;
import redress.local.home.JavaProgram;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;

/// A service whose certificate is unusable does not start, and says why.
@Scenario
class StartRefusalScenario {
    @TempDir Path folder = Path.of("");

    private record Ended(int exitCode, String log) {}

    @Test
    void refusesADamagedCertificate(TestMesh mesh) throws IOException, InterruptedException {
        copyIdentity(mesh, "case-service");
        Files.writeString(folder.resolve(WorkloadFolder.CERTIFICATE), "no certificate");
        assertRefusesToStart(start(), "tls.crt");
    }

    @Test
    void refusesAMissingKey(TestMesh mesh) throws IOException, InterruptedException {
        copyIdentity(mesh, "case-service");
        Files.delete(folder.resolve(WorkloadFolder.KEY));
        assertRefusesToStart(start(), "tls.key");
    }

    @Test
    void refusesTheKeyOfAnother(TestMesh mesh) throws IOException, InterruptedException {
        copyIdentity(mesh, "case-service");
        var other = mesh.home().identity("console").resolve(WorkloadFolder.KEY);
        Files.write(folder.resolve(WorkloadFolder.KEY), Files.readAllBytes(other));
        assertRefusesToStart(start(), "key");
    }

    private void copyIdentity(TestMesh mesh, String workload) throws IOException {
        for (String name :
                new String[] {
                    WorkloadFolder.CERTIFICATE, WorkloadFolder.KEY, WorkloadFolder.BUNDLE
                }) {
            Path source = mesh.home().identity(workload).resolve(name);
            Files.write(folder.resolve(name), Files.readAllBytes(source));
        }
    }

    private Ended start() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        var builder =
                new ProcessBuilder(
                                JavaProgram.path(),
                                "-jar",
                                Checkout.find().serviceJar("case-service").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        var settings = builder.environment();
        settings.put("REDRESS_IDENTITY", folder.toString());
        settings.put("REDRESS_DATABASE_URL", "jdbc:postgresql://localhost:1/none");
        settings.put("REDRESS_OIDC_URL", "https://localhost:1/realms/none");
        var process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).describedAs("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }

    private static void assertRefusesToStart(Ended service, String names) {
        assertThat(service.exitCode()).isNotZero();
        assertThat(service.log())
                .contains("UnusableIdentityException")
                .contains(names)
                .contains("expected: ")
                .doesNotContain("PRIVATE KEY");
    }
}

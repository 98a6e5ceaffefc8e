package redress.system.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service and its database live on certificates that plain openssl made, in the layouts that
/// other issuers write.
class AnyIssuerScenario {
    @TempDir static Path folder = Path.of("");
    private static OpensslPki pki;
    private static LoneService service;

    @BeforeAll
    static void start() {
        assumeTrue(OpensslPki.possible(), "openssl is not installed (Debian: apt install openssl)");
        pki = new OpensslPki(folder);
        service = new LoneService("openssl");
        service.provide(pki);
        service.start(part -> part);
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void servesWithCertificatesOfAnyIssuer() throws IOException {
        assertThat(service.call().hasModel()).isTrue();
        assertThat(service.shows()).isEqualTo(service.serialOnDisk(LoneService.NAME));
    }

    @Test
    @DisplayName("zero-trust 20, 30: follows every algorithm, written as a volume of Kubernetes")
    void followsEveryAlgorithmWrittenAsAVolume() throws IOException {
        for (String algorithm : List.of("Ed25519", "RSA-3072", "P-384", "P-256")) {
            var server = pki.issue(LoneService.NAME, algorithm);
            server.asVolume(service.home().identity(LoneService.NAME));
            service.awaitFollowed();
            pki.issue(LoneService.CALLER, algorithm)
                    .asVolume(service.home().identity(LoneService.CALLER));
            assertThat(service.call().hasModel()).describedAs(algorithm).isTrue();
        }
    }

    @Test
    void followsFilesThatAreWrittenInPlaceOneAfterTheOther() throws IOException {
        for (int round = 0; round < 3; round++) {
            pki.issue(LoneService.NAME, "P-256").inPlace(service.home().identity(LoneService.NAME));
            service.awaitFollowed();
            assertThat(service.call().hasModel()).isTrue();
        }
    }

    @Test
    @DisplayName("zero-trust 22: a CRL of openssl ends open and new connections within 2 s")
    void aCrlOfAnyIssuerEndsConnections() {
        Path caller = service.home().identity(LoneService.CALLER);
        Path server = service.home().identity(LoneService.NAME);
        pki.issue(LoneService.CALLER, "P-256").asVolume(caller);
        var channel = service.open();
        try {
            assertThat(LoneService.call(channel).hasModel()).isTrue();
            var files = pki.issue(LoneService.NAME, "P-256");

            files.withCrl(pki.revoke(LoneService.CALLER)).asVolume(server);

            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> isRefused(() -> LoneService.call(channel)));
            assertThat(isRefused(service::call)).isTrue();
        } finally {
            channel.shutdownNow();
            pki.issue(LoneService.CALLER, "P-256").asVolume(caller);
        }
        assertThat(service.call().hasModel()).describedAs("with a new certificate").isTrue();
    }

    private static boolean isRefused(Runnable call) {
        try {
            call.run();
            return false;
        } catch (StatusRuntimeException e) {
            return true;
        }
    }
}

package redress.system.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.local.home.Checkout;
import redress.local.home.JavaProgram;
import redress.system.mesh.Commands;
import redress.system.mesh.Commands.Outcome;

/// The certs jar alone, on a machine with nothing else, more than a year after anybody looked.
class RecoveryScenario {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String NOW = "+0";
    private static final String MUCH_LATER = "+400d";
    private static final int ISSUER_NOT_VALID = 8;
    private static final int HURTING = 2;

    @TempDir Path folder = Path.of("");

    @BeforeEach
    void needsFaketime() {
        assumeTrue(
                Commands.installed("faketime"),
                "faketime is not installed (Debian: apt install faketime, or ./redress test"
                        + " --install)");
    }

    @Test
    @DisplayName("zero-trust 26: everything expired; one command, offline, and all is valid again")
    void recoversOffline() {
        assertThat(certs(NOW, "init").exitCode()).isZero();
        assertThat(certs(NOW, "issue", "case-service", "--out", "run/case-service").exitCode())
                .isZero();
        assertThat(certs(NOW, "status").exitCode()).isZero();

        assertThat(certs(MUCH_LATER, "status").exitCode()).isEqualTo(HURTING);
        assertThat(certs(MUCH_LATER, "rotate", "--all").exitCode()).isEqualTo(ISSUER_NOT_VALID);

        var recovered = certs(MUCH_LATER, "recover", "--yes");
        assertThat(recovered.exitCode()).describedAs(recovered.output()).isZero();

        var after = certs(MUCH_LATER, "status");
        assertThat(after.exitCode()).describedAs(after.output()).isZero();
        assertThat(certs(MUCH_LATER, "log", "--verify").exitCode()).isZero();
    }

    private Outcome certs(String clock, String... arguments) {
        var command = new ArrayList<>(List.of("faketime", "-f", clock, JavaProgram.path(), "-jar"));
        command.add(Checkout.find().root().resolve("certs/target/redress-certs.jar").toString());
        command.addAll(List.of(arguments));
        if (!List.of("status", "log").contains(arguments[0])) {
            command.addAll(List.of("--passphrase-file", folder.resolve("passphrase").toString()));
        }
        command.addAll(List.of("--authority", folder.resolve("pki").toString()));
        return Commands.run(folder, LIMIT, command);
    }
}

package redress.mesh.store.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir Path empty;

    @Test
    void saysHowItIsUsed() {
        assertThat(run(List.of(), settings())).isEqualTo(SchemaCommand.WRONG_ARGUMENTS);
        assertThat(run(List.of("schema-owner"), Map.of())).isEqualTo(SchemaCommand.WRONG_ARGUMENTS);
        assertThat(out.toString(UTF_8)).contains("REDRESS_IDENTITY");
    }

    @Test
    void goesNowhereWithoutACertificate() {
        assertThat(run(List.of("schema-owner"), settings())).isEqualTo(SchemaCommand.FAILED);
        assertThat(out.toString(UTF_8)).contains("tls.crt").contains("expected: ");
    }

    private Map<String, String> settings() {
        return Map.of(
                "REDRESS_IDENTITY",
                empty.toString(),
                "REDRESS_DATABASE_URL",
                "jdbc:postgresql://localhost:1/none");
    }

    private int run(List<String> arguments, Map<String, String> environment) {
        var stream = new PrintStream(out, true, UTF_8);
        return SchemaCommand.run(arguments, environment, stream, stream);
    }
}

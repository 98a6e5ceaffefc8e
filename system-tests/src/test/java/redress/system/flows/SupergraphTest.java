package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.system.mesh.Commands;
import redress.system.mesh.Commands.Outcome;

/// The subgraphs of `docs/graphql` fit together: any gateway of Federation 2 can serve them as one.
class SupergraphTest {
    private static final Path SUBGRAPHS = Path.of("../docs/graphql").toAbsolutePath().normalize();
    private static final Path SUPERGRAPH = SUBGRAPHS.resolve("supergraph.graphql");
    private static final Path COMPOSITION = Path.of("src/test/composition").toAbsolutePath();

    @TempDir Path folder = Path.of("");

    @BeforeEach
    void needsNode() {
        assumeTrue(
                Commands.installed("node")
                        && Files.isDirectory(COMPOSITION.resolve("node_modules")),
                "node or the packages of system-tests/src/test/composition are not installed (./redress test --install)");
    }

    @Test
    void theSupergraphIsWhatTheSubgraphsMake() throws IOException {
        var composed = compose(SUBGRAPHS);
        assertThat(composed.exitCode()).describedAs(composed.output()).isZero();
        if (Boolean.getBoolean("redress.docs.write")) {
            Files.writeString(SUPERGRAPH, composed.output());
        }
        assertThat(SUPERGRAPH)
                .as(
                        "to make it anew: ./mvnw test -pl system-tests -am -Dtest=SupergraphTest -Dsurefire.failIfNoSpecifiedTests=false -Dredress.docs.write=true")
                .content()
                .isEqualTo(composed.output());
    }

    @Test
    void subgraphsThatDoNotFitAreFound() throws IOException {
        String one = "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\")\n";
        Files.writeString(folder.resolve("a-service.graphql"), one + "type Query { x: String }");
        Files.writeString(folder.resolve("b-service.graphql"), one + "type Query { x: Int }");
        var composed = compose(folder);
        assertThat(composed.exitCode()).isEqualTo(1);
        assertThat(composed.output()).contains("Query.x");
    }

    private Outcome compose(Path subgraphs) {
        return Commands.run(
                folder,
                Duration.ofMinutes(1),
                List.of(
                        "node",
                        COMPOSITION.resolve("compose.mjs").toString(),
                        subgraphs.toString()));
    }
}

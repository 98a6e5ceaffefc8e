package redress.mesh.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.access.Refusal;

class PersistedQueriesTest {
    private static final String KNOWN = "{ listCases { cases { id } } }\n";

    @TempDir Path folder;

    @Test
    void answersByHashWhatIsInTheFolder() throws IOException {
        var queries = known(false);
        assertThat(queries.text(byHash(PersistedQueries.hash(KNOWN)))).isEqualTo(KNOWN);
        assertThat(queries.text(request("\"query\":\"{ other }\""))).isEqualTo("{ other }");
    }

    @Test
    void refusesAnUnknownHashAndAWrongOne() throws IOException {
        var queries = known(false);
        assertThatThrownBy(() -> queries.text(byHash("00"))).isInstanceOf(Refusal.class);
        var wrong =
                request(
                        "\"query\":\"{ other }\",\"extensions\":{\"persistedQuery\":{\"sha256Hash\":\"00\"}}");
        assertThatThrownBy(() -> queries.text(wrong)).hasMessageContaining("persistedQuery");
    }

    @Test
    void refusesAllOthersIfItIsToldSo() throws IOException {
        var queries = known(true);
        assertThat(queries.text(byHash(PersistedQueries.hash(KNOWN)))).isEqualTo(KNOWN);
        assertThatThrownBy(() -> queries.text(request("\"query\":\"{ other }\"")))
                .hasMessageContaining("persisted");
    }

    @Test
    void aFolderThatIsNotThereStopsTheStart() {
        var absent = Optional.of(folder.resolve("absent"));
        assertThatThrownBy(() -> PersistedQueries.read(absent, false))
                .isInstanceOf(UncheckedIOException.class);
    }

    private PersistedQueries known(boolean only) throws IOException {
        Files.writeString(folder.resolve("list.graphql"), KNOWN);
        return PersistedQueries.read(Optional.of(folder), only);
    }

    private static GraphqlRequest byHash(String hash) {
        return request(
                "\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"%s\"}}"
                        .formatted(hash));
    }

    private static GraphqlRequest request(String fields) {
        return GraphqlRequest.of("{" + fields + "}");
    }
}

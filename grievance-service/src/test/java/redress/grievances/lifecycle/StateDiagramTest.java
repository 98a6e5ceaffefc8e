package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateDiagramTest {
    private static final Path PAGE = Path.of("../docs/grievance-states.md");

    @Test
    void thePageSaysWhatTheTypesSay() throws IOException {
        String page = StateDiagram.page();
        if (Boolean.getBoolean("redress.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .describedAs(
                        "to make it anew: ./mvnw test -pl grievance-service -am"
                                + " -Dtest=StateDiagramTest -Dredress.docs.write=true")
                .content()
                .isEqualTo(page);
    }
}

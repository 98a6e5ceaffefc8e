package redress.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AccessPageTest {
    private static final Path PAGE = Path.of("../docs/access.md");

    @Test
    void thePageSaysWhatTheContractSays() throws IOException {
        var services =
                ContractTest.FILES.stream().flatMap(file -> file.getServices().stream()).toList();
        String page = AccessPage.of(services);
        if (Boolean.getBoolean("redress.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as(
                        "to make it anew: ./mvnw test -pl proto -Dtest=AccessPageTest -Dredress.docs.write=true")
                .content()
                .isEqualTo(page);
    }
}

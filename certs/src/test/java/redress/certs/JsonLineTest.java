package redress.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void keepsOrderAndEscapes() {
        var line =
                new JsonLine()
                        .with("b", "say \"hi\" \\ \n é")
                        .with("a", List.of(1, "x"))
                        .with("c", true);

        assertThat(line)
                .hasToString(
                        "{\"b\":\"say \\\"hi\\\" \\\\ \\u000a é\",\"a\":[\"1\",\"x\"],\"c\":true}");
    }
}

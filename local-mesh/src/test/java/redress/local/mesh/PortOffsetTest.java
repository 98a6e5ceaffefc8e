package redress.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;

class PortOffsetTest {
    @TempDir Path folder = Path.of("");

    @Test
    void isRememberedForLaterCommands() {
        var offset = new PortOffset(new MeshHome(folder));
        assertThat(offset.remembered()).isEmpty();

        offset.remember(1000);

        assertThat(offset.remembered()).hasValue(1000);
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> PortOffset.parse("many"))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("REDRESS_PORT_OFFSET: many");
    }
}

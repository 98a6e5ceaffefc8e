package redress.mesh.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.Objects;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DefaultsTest {

    @Test
    @DisplayName("zero-trust 22: no database connection outlives its certificate for long")
    void endsEachDatabaseConnectionWithinHalfAnHour() throws IOException {
        assertThat(defaults().getValue("quarkus.datasource.jdbc.max-lifetime", String.class))
                .isEqualTo("30M");
    }

    private static Config defaults() throws IOException {
        var file =
                Objects.requireNonNull(
                        SafeSettings.class.getResource("/META-INF/microprofile-config.properties"));
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(file)).build();
    }
}

package redress.grievances.clock;

import com.google.protobuf.util.JsonFormat;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.grievances.v1.ClockSettings;
import redress.mesh.access.ContractValidation;
import redress.mesh.access.Refusal;

/// Calendars and limits from the file `redress.grievances.clock`, or those that the service ships
/// with. The service does not start with settings that break the contract.
@ApplicationScoped
public class ConfiguredClock {
    private final ClockRules rules;

    ConfiguredClock(@ConfigProperty(name = "redress.grievances.clock") Optional<String> file) {
        this.rules = parse(file.map(ConfiguredClock::read).orElseGet(() -> shipped()));
    }

    void start(@Observes StartupEvent event) {
        // The settings are read when the process starts, not when the first grievance arrives.
    }

    @Produces
    ClockRules rules() {
        return rules;
    }

    /// @throws IllegalArgumentException that says what is wrong
    public static ClockRules parse(String json) {
        var settings = ClockSettings.newBuilder();
        try {
            JsonFormat.parser().merge(json, settings);
            new ContractValidation().check(settings.build());
            return new ClockRules(settings.build());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "clock of grievances: no ClockSettings in JSON: " + e.getMessage(), e);
        } catch (Refusal | DateTimeException e) {
            throw new IllegalArgumentException("clock of grievances: " + e.getMessage(), e);
        }
    }

    /// The settings that the service ships with.
    public static String shipped() {
        try (InputStream in =
                Objects.requireNonNull(ConfiguredClock.class.getResourceAsStream("clock.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("redress.grievances.clock: " + file, e);
        }
    }
}

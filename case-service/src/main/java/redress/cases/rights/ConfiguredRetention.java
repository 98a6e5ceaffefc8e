package redress.cases.rights;

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
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.mesh.access.ContractValidation;
import redress.mesh.access.Refusal;
import redress.rights.v1.RetentionRules;

/// The rules from the file `redress.retention.rules`, or those that the service ships with. The
/// service does not start with rules that break the contract.
@ApplicationScoped
public class ConfiguredRetention {
    private final Retention retention;

    ConfiguredRetention(@ConfigProperty(name = "redress.retention.rules") Optional<String> file) {
        this.retention = parse(file.map(ConfiguredRetention::read).orElseGet(() -> shipped()));
    }

    void start(@Observes StartupEvent event) {
        // The rules are read when the process starts, not when somebody asks for them.
    }

    @Produces
    Retention retention() {
        return retention;
    }

    static Retention parse(String json) {
        var rules = RetentionRules.newBuilder();
        try {
            JsonFormat.parser().merge(json, rules);
            new ContractValidation().check(rules.build());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "rules of retention: no RetentionRules in JSON: " + e.getMessage(), e);
        } catch (Refusal e) {
            throw new IllegalArgumentException("rules of retention: " + e.getMessage(), e);
        }
        return new Retention(rules.getRulesList());
    }

    static String shipped() {
        try (InputStream in =
                Objects.requireNonNull(
                        ConfiguredRetention.class.getResourceAsStream("retention.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("redress.retention.rules: " + file, e);
        }
    }
}

package redress.mesh.readiness;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;

/// Refuses to start a service whose settings would leave a door open.
@ApplicationScoped
public class SafeSettings {
    /// One setting that must hold.
    ///
    /// @param key name of the setting
    /// @param safe what its value must fulfil
    /// @param expected the same in words
    record Demand(String key, Predicate<String> safe, String expected) {}

    static final List<Demand> DEMANDS =
            List.of(
                    equal("quarkus.http.insecure-requests", "disabled"),
                    equal("quarkus.http.ssl.client-auth", "required"),
                    equal("quarkus.grpc.server.use-separate-server", "true"),
                    equal("quarkus.grpc.server.enable-reflection-service", "false"),
                    equal("quarkus.grpc.server.grpc-health.enabled", "false"),
                    new Demand(
                            "quarkus.oidc.auth-server-url",
                            value -> value.startsWith("https://"),
                            "an https address"),
                    new Demand(
                            "quarkus.oidc.token.audience",
                            value -> !value.isBlank() && !value.contains("any"),
                            "the name of the service"),
                    new Demand(
                            "quarkus.datasource.jdbc.url",
                            SafeSettings::isVerified,
                            "sslmode=verify-full and sslfactory=redress.mesh.tls.PostgresTls, each"
                                    + " once"),
                    equal("quarkus.flyway.migrate-at-start", "false"),
                    equal("quarkus.flyway.validate-at-start", "true"),
                    equal("quarkus.oidc.tls.tls-configuration-name", "mesh"),
                    equal("quarkus.management.enabled", "false"),
                    equal("quarkus.http.non-application-root-path", "q"));

    private final Config config;

    SafeSettings(Config config) {
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        var broken = DEMANDS.stream().filter(demand -> !holds(demand)).toList();
        if (!broken.isEmpty()) {
            throw new IllegalStateException("insecure settings: " + describe(broken));
        }
    }

    private boolean holds(Demand demand) {
        Optional<String> value = config.getOptionalValue(demand.key(), String.class);
        return value.isPresent() && demand.safe().test(value.get());
    }

    private static boolean isVerified(String url) {
        var options =
                Arrays.stream(url.substring(url.indexOf('?') + 1).split("[?&]", -1))
                        .filter(option -> option.startsWith("ssl"))
                        .sorted()
                        .toList();
        return options.equals(
                List.of("sslfactory=redress.mesh.tls.PostgresTls", "sslmode=verify-full"));
    }

    private static String describe(List<Demand> broken) {
        return String.join(
                "; ",
                broken.stream().map(d -> d.key() + " (expected: " + d.expected() + ")").toList());
    }

    private static Demand equal(String key, String expected) {
        return new Demand(key, expected::equals, expected);
    }
}

package redress.mesh.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafeSettingsTest {
    private static final String SAFE_URL =
            "jdbc:postgresql://localhost/x?sslmode=verify-full"
                    + "&sslfactory=redress.mesh.tls.PostgresTls&ApplicationName=x";

    @Test
    void startsWithSafeSettings() {
        settings(Map.of()).check(new StartupEvent());
        assertThat(safe()).hasSameSizeAs(SafeSettings.DEMANDS);
    }

    @Test
    void refusesEverySingleUnsafeSetting() {
        for (String key : safe().keySet()) {
            assertThatThrownBy(() -> settings(Map.of(key, "")).check(new StartupEvent()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(key);
        }
    }

    @Test
    void refusesATlsModeThatIsGivenTwice() {
        var twice = Map.of("quarkus.datasource.jdbc.url", SAFE_URL + "&sslmode=disable");
        assertThatThrownBy(() -> settings(twice).check(new StartupEvent()))
                .hasMessageContaining("sslmode=verify-full");
    }

    @Test
    void refusesAnUnencryptedIdentityProvider() {
        var plain = Map.of("quarkus.oidc.auth-server-url", "http://localhost");
        assertThatThrownBy(() -> settings(plain).check(new StartupEvent()))
                .hasMessageContaining("quarkus.oidc.auth-server-url");
    }

    private static SafeSettings settings(Map<String, String> changed) {
        var values = new HashMap<>(safe());
        values.putAll(changed);
        return new SafeSettings(
                new SmallRyeConfigBuilder()
                        .withSources(
                                new io.smallrye.config.PropertiesConfigSource(values, "test", 100))
                        .build());
    }

    private static Map<String, String> safe() {
        var safe =
                new HashMap<>(
                        Map.of(
                                "quarkus.http.insecure-requests", "disabled",
                                "quarkus.http.ssl.client-auth", "required",
                                "quarkus.grpc.server.use-separate-server", "true",
                                "quarkus.grpc.server.enable-reflection-service", "false",
                                "quarkus.grpc.server.grpc-health.enabled", "false",
                                "quarkus.oidc.auth-server-url", "https://localhost/realms/x",
                                "quarkus.oidc.token.audience", "x",
                                "quarkus.datasource.jdbc.url", SAFE_URL,
                                "quarkus.oidc.tls.tls-configuration-name", "mesh",
                                "quarkus.management.enabled", "false"));
        safe.put("quarkus.http.non-application-root-path", "q");
        safe.put("quarkus.flyway.migrate-at-start", "false");
        safe.put("quarkus.flyway.validate-at-start", "true");
        return safe;
    }
}

package redress.mesh.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.mesh.access.Refusal;

class DestinationsTest {
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("8.8.8.8");
    private static final InetAddress INSIDE = InetAddress.ofLiteral("10.0.0.7");
    private static final Map<String, InetAddress[]> NAMES =
            Map.of(
                    "hooks.example.org", new InetAddress[] {PUBLIC},
                    "inside.example.org", new InetAddress[] {INSIDE},
                    "both.example.org", new InetAddress[] {PUBLIC, INSIDE},
                    "169.254.169.254",
                            new InetAddress[] {InetAddress.ofLiteral("169.254.169.254")});

    private final Destinations named = destinations("hooks.example.org", " open.example.org:* ");
    private final Destinations any = destinations("*");

    @Test
    void knowsWhereAnAllowedAddressLeads() {
        assertThat(named.require("https://hooks.example.org/in?of=redress"))
                .isEqualTo(new Destination("hooks.example.org", 443, "/in?of=redress", PUBLIC));
        assertThat(named.require("https://HOOKS.example.org:443"))
                .isEqualTo(new Destination("hooks.example.org", 443, "/", PUBLIC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.org/",
                "https://hooks.example.org:8443/",
                "https://hooks.example.org:0/",
                "https://hooks.example.org:99999/",
                "https://evil.example.org/",
                "https://hooks.example.org.evil.org/",
                "https://hooks.example.org@evil.org/",
                "https://user@hooks.example.org/",
                "https://hooks.example.org/#part",
                "https://hooks.example.org/in\r\nHost: evil",
                "https://169.254.169.254/latest",
                "https:///path",
                "https://hooks.example.org\\@evil.org/",
                "file:///etc/passwd",
                "hooks.example.org",
                "https://"
            })
    void refusesEverythingElse(String url) {
        refuses(named, url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://inside.example.org/",
                "https://both.example.org/",
                "https://unknown.example.org/",
                "https://169.254.169.254/latest"
            })
    void refusesWhatLeadsInsideThoughAnyHostIsAllowed(String url) {
        refuses(any, url);
    }

    @Test
    void allowsNothingUnlessHostsAreNamed() {
        refuses(destinations(), "https://hooks.example.org/");
    }

    private static void refuses(Destinations destinations, String url) {
        assertThatThrownBy(() -> destinations.require(url))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("url: ");
    }

    private static Destinations destinations(String... hosts) {
        var settings =
                new WebhookSettings(
                        List.of(hosts),
                        List.of(),
                        Optional.empty(),
                        1,
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        1,
                        1);
        return new Destinations(settings, host -> NAMES.getOrDefault(host, new InetAddress[0]));
    }
}

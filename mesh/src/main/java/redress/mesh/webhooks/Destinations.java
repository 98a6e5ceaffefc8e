package redress.mesh.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redress.mesh.access.Refusal;

/// Where events may be sent: nobody makes the service call others by giving an address. The host
/// must be one that the installation names, and lead to addresses that may be called; asked anew
/// each time.
@ApplicationScoped
public class Destinations {
    private static final int HTTPS = 443;
    private static final String ANY = "*";

    private final Set<String> hosts;
    private final Networks networks;
    private final Function<String, InetAddress[]> names;

    @Inject
    Destinations(WebhookSettings settings) {
        this(settings, new NameLookup());
    }

    /// @param names the addresses of a name; none if it has none
    public Destinations(WebhookSettings settings, Function<String, InetAddress[]> names) {
        this.hosts =
                settings.hosts().stream()
                        .map(each -> each.strip().toLowerCase(Locale.ROOT))
                        .map(each -> each.contains(":") ? each : each + ":" + HTTPS)
                        .collect(Collectors.toUnmodifiableSet());
        this.networks = new Networks(settings.networks());
        this.names = names;
    }

    /// Where an address leads now.
    ///
    /// @throws Refusal with INVALID_REQUEST if nothing may be sent there
    public Destination require(String url) {
        URI address = parsed(url);
        String host = address.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        int port = address.getPort() < 0 ? HTTPS : address.getPort();
        if (!isNamed(host, port)) {
            throw Refusal.invalid(
                    "url", "host not allowed (expected: one of redress.webhooks.hosts)");
        }
        var found = names.apply(host);
        if (found.length == 0 || !Arrays.stream(found).allMatch(networks::allow)) {
            throw Refusal.invalid(
                    "url", "leads to no address that may be called (expected: public ones)");
        }
        return new Destination(host, port, path(address), found[0]);
    }

    private boolean isNamed(String host, int port) {
        return Stream.of(host + ":" + port, host + ":" + ANY, ANY + ":" + port, ANY + ":" + ANY)
                .anyMatch(hosts::contains);
    }

    private static URI parsed(String url) {
        try {
            var address = new URI(url).parseServerAuthority();
            if ("https".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && address.getPort() != 0
                    && address.getPort() <= 0xffff
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Refused like any other that is not allowed.
        }
        throw Refusal.invalid("url", "not allowed (expected: https://host/path)");
    }

    private static String path(URI address) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }
}

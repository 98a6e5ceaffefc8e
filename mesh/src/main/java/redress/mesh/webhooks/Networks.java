package redress.mesh.webhooks;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// Which addresses may be called: public ones, and those of networks that the installation names.
/// Else who makes a webhook could have the service call its neighbours.
final class Networks {
    // IANA's registries of special-purpose addresses (RFC 6890); of IPv6 all but 2000::/3, and what
    // is
    // special within. Addresses that hold one of IPv4 (NAT64, 6to4) lead to who knows where.
    private static final List<IpSubnetFilterRule> SPECIAL =
            rules(
                    List.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3",
                            "::/3",
                            "4000::/2",
                            "8000::/1",
                            "2001::/23",
                            "2001:db8::/32",
                            "2002::/16",
                            "3fff::/20"));

    private final List<IpSubnetFilterRule> allowed;

    /// @param allowed networks besides the public ones, as `10.1.0.0/16`
    Networks(List<String> allowed) {
        this.allowed = rules(allowed);
    }

    boolean allow(InetAddress address) {
        return isAmong(allowed, address) || !isAmong(SPECIAL, address);
    }

    private static boolean isAmong(List<IpSubnetFilterRule> networks, InetAddress address) {
        var socket = new InetSocketAddress(address, 0);
        return networks.stream().anyMatch(network -> network.matches(socket));
    }

    private static List<IpSubnetFilterRule> rules(List<String> networks) {
        return networks.stream().map(network -> rule(network.strip())).toList();
    }

    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        try {
            return new IpSubnetFilterRule(
                    InetAddress.ofLiteral(network.substring(0, Math.max(slash, 0))),
                    Integer.parseInt(network.substring(slash + 1)),
                    IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "redress.webhooks.networks: %s (expected: as 10.1.0.0/16)".formatted(network),
                    e);
        }
    }
}

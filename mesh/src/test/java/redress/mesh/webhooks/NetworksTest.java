package redress.mesh.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    private final Networks publicOnes = new Networks(List.of());

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "192.169.0.1"})
    void allowsPublicAddresses(String address) {
        assertThat(publicOnes.allow(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2606:4700::1111", "2a00:1450:4001::200e"})
    void allowsPublicAddressesOfTheNewerKind(String address) {
        assertThat(publicOnes.allow(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001::1",
                "2001:db8::1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1"
            })
    void refusesAddressesThatLeadInside(String address) {
        assertThat(publicOnes.allow(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void allowsWhatTheInstallationNames() {
        var networks = new Networks(List.of("10.1.0.0/16", " fd12::/16 "));
        assertThat(networks.allow(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(networks.allow(InetAddress.ofLiteral("fd12::7"))).isTrue();
        assertThat(networks.allow(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
        assertThat(networks.allow(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0", "example.org/8", "10.1.0.0/x", "/8", "10.1.0.0/99"})
    void refusesWhatIsNoNetwork(String network) {
        assertThatThrownBy(() -> new Networks(List.of(network)))
                .hasMessageContaining("expected: as 10.1.0.0/16");
    }
}

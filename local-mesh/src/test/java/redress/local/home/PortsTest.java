package redress.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void areTheDocumentedOnesWithoutAnOffset() {
        var ports = new Ports(0);

        assertThat(ports.postgres().number()).isEqualTo(5480);
        assertThat(ports.keycloak().number()).isEqualTo(8180);
        assertThat(ports.grpc(MeshService.CASES).number()).isEqualTo(9101);
        assertThat(ports.https(MeshService.CASES).number()).isEqualTo(8101);
        assertThat(ports.grpc(MeshService.GRIEVANCES).number()).isEqualTo(9102);
        assertThat(ports.https(MeshService.DECISIONS).number()).isEqualTo(8103);
    }

    @Test
    void areAllMovedByTheOffset() {
        int[] plain = all(new Ports(0)).toArray();
        int[] moved = all(new Ports(1000)).toArray();

        assertThat(moved).containsExactly(IntStream.of(plain).map(port -> port + 1000).toArray());
    }

    @Test
    void refuseAnOffsetBeyondTheLastPort() {
        assertThatThrownBy(() -> new Ports(60_000).keycloak())
                .hasMessageContaining("68180")
                .hasMessageContaining("REDRESS_PORT_OFFSET");
    }

    private static IntStream all(Ports ports) {
        Stream<Port> services =
                Stream.of(MeshService.values())
                        .flatMap(service -> Stream.of(ports.grpc(service), ports.https(service)));
        Stream<Port> others =
                Stream.of(ports.postgres(), ports.keycloak(), ports.keycloakManagement());
        return Stream.concat(services, others).mapToInt(Port::number);
    }
}

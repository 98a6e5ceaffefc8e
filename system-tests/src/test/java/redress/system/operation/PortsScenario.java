package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.local.home.MeshService;
import redress.local.home.Port;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;

/// What listens is what is declared, and on the loopback interface only.
@Scenario
class PortsScenario {
    @Test
    @DisplayName("zero-trust 1: only declared ports listen")
    void onlyDeclaredPortsListen(TestMesh mesh) {
        var declared = new TreeMap<Integer, String>();
        var ports = mesh.local().ports();
        add(declared, ports.postgres());
        add(declared, ports.keycloak());
        add(declared, ports.keycloakManagement());
        for (var service : MeshService.values()) {
            add(declared, ports.grpc(service));
            add(declared, ports.https(service));
        }

        var listening = ListeningSockets.ofTheMesh(mesh.local());

        var found = new TreeSet<Integer>();
        listening.forEach(socket -> found.add(socket.port()));
        assertThat(found).describedAs(listening.toString()).isEqualTo(declared.navigableKeySet());
        assertThat(listening).allMatch(ListeningSockets.Listening::isLoopback);
    }

    private static void add(Map<Integer, String> declared, Port port) {
        declared.put(port.number(), port.use());
    }
}

package redress.local.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.MeshService;
import redress.local.home.Port;
import redress.local.mesh.LocalMesh;
import redress.local.process.Pause;

/// Whether a certificate and a trust from before the rollover still open a door.
final class OldRoot {
    private static final String CLIENT = "console";
    private static final int TRIES = 10;
    private static final Duration POLL = Duration.ofMillis(500);

    private final LocalMesh mesh;
    private final WorkloadCredentials old;
    private final List<Finding> findings = new ArrayList<>();

    private record Door(Port port, String protocol) {}

    /// Takes a copy of a client's credentials, and tries that they work now.
    static OldRoot before(LocalMesh mesh) {
        return new OldRoot(mesh, WorkloadFolder.at(mesh.home().identity(CLIENT)).read());
    }

    private OldRoot(LocalMesh mesh, WorkloadCredentials old) {
        this.mesh = mesh;
        this.old = old;
        boolean worked = open(old) == doors().size();
        findings.add(new Finding("old leaf and old root before", worked, "open every port"));
    }

    /// What was tried so far.
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /// The same after the old root is gone.
    void tryAgain() {
        WorkloadCredentials now = WorkloadFolder.at(mesh.home().identity(CLIENT)).read();
        int all = doors().size();
        int oldLeaf = stillOpen(new WorkloadCredentials(old.key(), old.chain(), now.anchors()));
        int oldTrust = open(new WorkloadCredentials(now.key(), now.chain(), old.anchors()));
        findings.add(
                new Finding(
                        "a leaf of the old root after",
                        oldLeaf == 0,
                        "refused at %d of %d ports".formatted(all - oldLeaf, all)));
        findings.add(
                new Finding(
                        "a client that trusts the old root only",
                        oldTrust == 0,
                        "refuses %d of %d servers".formatted(all - oldTrust, all)));
    }

    /// PostgreSQL may read its new files a moment later than it was told to.
    private int stillOpen(WorkloadCredentials client) {
        int open = open(client);
        for (int again = 0; open > 0 && again < TRIES; again++) {
            Pause.of(POLL);
            open = open(client);
        }
        return open;
    }

    private int open(WorkloadCredentials client) {
        return (int)
                doors().stream()
                        .filter(door -> new Handshake(door.port(), door.protocol()).works(client))
                        .count();
    }

    private List<Door> doors() {
        var doors = new ArrayList<Door>();
        for (MeshService service : MeshService.values()) {
            doors.add(new Door(mesh.ports().grpc(service), "h2"));
            doors.add(new Door(mesh.ports().https(service), "h2"));
        }
        doors.add(new Door(mesh.ports().postgres(), "postgresql"));
        return doors;
    }
}

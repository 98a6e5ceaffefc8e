package redress.cases.peers;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import redress.cases.rights.Holder;
import redress.cases.rights.Holders;
import redress.cases.rights.OwnHolder;
import redress.mesh.peers.Peers;
import redress.mesh.rights.ServePersonalData;

/// The services of the mesh that hold personal data. A new one is added here.
@ApplicationScoped
public class MeshHolders implements Holders {
    private final List<Holder> all;

    MeshHolders(ServePersonalData own, Peers peers) {
        this.all =
                List.of(
                        new OwnHolder(own),
                        peer(peers, "grievance-service", true),
                        peer(peers, "decision-service", false));
    }

    @Override
    public List<Holder> all() {
        return all;
    }

    private static Holder peer(Peers peers, String service, boolean hasItems) {
        return new PeerHolder(service, hasItems, () -> peers.channel(service));
    }
}

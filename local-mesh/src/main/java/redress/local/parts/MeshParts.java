package redress.local.parts;

import java.util.ArrayList;
import java.util.List;
import redress.local.home.Checkout;
import redress.local.home.MeshHome;
import redress.local.home.MeshService;
import redress.local.home.Ports;
import redress.local.process.Part;

/// What the mesh consists of.
public final class MeshParts {
    private MeshParts() {}

    /// In the order in which they start; they stop the other way round.
    public static List<Part> inOrder(MeshHome home, Ports ports, Checkout checkout) {
        var parts = new ArrayList<Part>();
        parts.add(new CertificatesPart(home, ports, checkout));
        parts.add(new PostgresPart(home, ports, checkout));
        parts.add(new KeycloakPart(home, ports, checkout));
        for (MeshService service : MeshService.values()) {
            parts.add(new ServicePart(service, home, ports, checkout));
        }
        return List.copyOf(parts);
    }
}

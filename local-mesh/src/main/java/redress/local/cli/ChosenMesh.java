package redress.local.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import redress.local.home.Checkout;
import redress.local.home.MeshHome;
import redress.local.mesh.LocalMesh;
import redress.local.mesh.PortOffset;

/// Which mesh a command means: by `REDRESS_HOME` and `REDRESS_PORT_OFFSET`, else the one of the
/// checkout.
final class ChosenMesh {
    private ChosenMesh() {}

    static LocalMesh open() {
        MeshHome home = home();
        @Nullable String offset = System.getenv("REDRESS_PORT_OFFSET");
        return LocalMesh.at(
                home.folder(),
                offset != null && !offset.isBlank()
                        ? PortOffset.parse(offset)
                        : new PortOffset(home).remembered().orElse(0));
    }

    static MeshHome home() {
        @Nullable String folder = System.getenv("REDRESS_HOME");
        return new MeshHome(
                folder != null && !folder.isBlank()
                        ? Path.of(folder)
                        : Checkout.find().defaultHome());
    }
}

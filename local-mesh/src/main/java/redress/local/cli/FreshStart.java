package redress.local.cli;

import java.io.PrintWriter;
import redress.local.home.LaunchFailure;
import redress.local.mesh.LocalMesh;
import redress.local.process.Progress;

/// `up --fresh`: asks, stops what runs, deletes the state.
record FreshStart(LocalMesh mesh, boolean confirmed, PrintWriter out) {
    void begin(Progress progress) {
        if (!confirmed && !ask()) {
            throw new LaunchFailure("nothing was deleted (expected: the answer yes, or --yes)");
        }
        mesh.down(progress);
        mesh.wipe();
    }

    private boolean ask() {
        out.println(
                "This deletes all cases, grievances, audit journals, models, users and certificates in "
                        + mesh.home().folder()
                        + ".");
        return TerminalProgress.confirmed(out);
    }
}

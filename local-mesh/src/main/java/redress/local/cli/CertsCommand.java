package redress.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import redress.local.home.Checkout;
import redress.local.mesh.LocalMesh;
import redress.local.parts.DatabaseSessions;
import redress.local.parts.PostgresPart;

/// The certificate commands, which are a module of their own, on the authority of the local mesh;
/// and the drill, which needs the whole mesh.
@Command(
        name = "certs",
        description = "Authority, certificates, revocation, drill: see ./redress certs --help.")
final class CertsCommand implements Callable<Integer> {
    private static final String HELP = "--help";
    private static final String DRILL = "drill";
    private static final String REVOKE = "revoke";
    private static final String OF_THE_MESH =
            """

            On the running local mesh also:
              drill      Changes every certificate and the root under load: certs drill --help.
              revoke     Ends the sessions at PostgreSQL too.""";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        String verb = arguments.isEmpty() ? HELP : arguments.getFirst();
        if (verb.equals(DRILL)) {
            return RedressCommand.run(
                    new DrillCommand(), spec, arguments.subList(1, arguments.size()));
        }
        LocalMesh mesh = ChosenMesh.open();
        int code = child(mesh).run(arguments.isEmpty() ? List.of(HELP) : arguments);
        if (verb.equals(HELP)) {
            spec.commandLine().getOut().println(OF_THE_MESH);
        }
        if (verb.equals(REVOKE) && code == CommandLine.ExitCode.OK) {
            endSessions(mesh);
        }
        return code;
    }

    private static ChildCommand child(LocalMesh mesh) {
        return new ChildCommand(
                List.of(),
                Checkout.find().launcherJar().toString(),
                "redress.certs.cli.CertsCommand",
                Map.of(
                        "REDRESS_AUTHORITY", mesh.home().authority().toString(),
                        "REDRESS_AUTHORITY_PASSPHRASE_FILE", mesh.home().passphrase().toString()));
    }

    /// Whoever was revoked may still have a session at the database.
    private void endSessions(LocalMesh mesh) {
        if (!mesh.runs(PostgresPart.NAME) || arguments.contains(HELP)) {
            return;
        }
        int ended = new DatabaseSessions(mesh.home(), mesh.ports()).endRevoked();
        spec.commandLine().getErr().printf("ended %d sessions at the database%n", ended);
    }
}

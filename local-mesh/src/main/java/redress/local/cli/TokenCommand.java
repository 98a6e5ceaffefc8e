package redress.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.local.mesh.LocalMesh;

/// Prints an access token.
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Print an access token of a local user; it lives for 5 minutes.")
final class TokenCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "USER",
            description = "worker, supervisor, officer, … or the client partner.")
    @SuppressWarnings("NullAway.Init")
    private String user;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private AssuredUser assured;

    @Option(
            names = "--for",
            paramLabel = "SERVICE",
            description = "Only for this service; may be repeated (default: for all).")
    private List<String> services = new ArrayList<>();

    @Option(
            names = "--client",
            description =
                    "Another client to sign in through. Tokens through redress-other are not for"
                            + " our services.")
    private @Nullable String client;

    @Override
    public Integer call() {
        var mesh = ChosenMesh.open();
        spec.commandLine().getOut().println(token(mesh));
        return 0;
    }

    private String token(LocalMesh mesh) {
        if (!services.isEmpty()) {
            assured.requirePassword("--for");
            return mesh.tokens().ofUser(user, services);
        }
        if (client != null) {
            assured.requirePassword("--client");
            return mesh.tokens().ofUser(user, client);
        }
        return assured.token(mesh, user);
    }
}

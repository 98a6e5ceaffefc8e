package redress.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Option(
            names = "--client",
            defaultValue = "redress-cli",
            description =
                    "The client to sign in through (default: ${DEFAULT-VALUE}). "
                            + "Tokens through redress-other are not for our services.")
    @SuppressWarnings("NullAway.Init")
    private String client;

    @Override
    public Integer call() {
        var mesh = ChosenMesh.open();
        String token = "partner".equals(user) ? mesh.clientToken(user) : mesh.token(user, client);
        spec.commandLine().getOut().println(token);
        return 0;
    }
}

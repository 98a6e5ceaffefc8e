package redress.local.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.local.realm.OneTimeCode;
import redress.local.realm.Secrets;

/// Plays the authenticator app of the local users.
@Command(
        name = "code",
        mixinStandardHelpOptions = true,
        description =
                "Print the one-time code of a local user; each counts once, for half a minute.")
final class CodeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "USER", description = "worker, supervisor, officer, …")
    @SuppressWarnings("NullAway.Init")
    private String user;

    @Override
    public Integer call() {
        var codes = new OneTimeCode(Secrets.existing(ChosenMesh.home().codes()).of(user));
        spec.commandLine().getOut().println(codes.at(Clock.systemUTC().instant()));
        return 0;
    }
}

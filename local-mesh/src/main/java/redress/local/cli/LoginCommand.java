package redress.local.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.local.realm.AccessToken;
import redress.local.realm.BrowserSignIn;
import redress.local.realm.KeptTokens;

/// Signs a person in with a browser.
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description =
                "Sign in with a browser on this machine, and keep the token for --acr 2 and 3.",
        footer = {
            "",
            "One-time codes of local users: ./redress code USER. A passkey is added once, with",
            "--add-passkey. The browser must trust the mesh's root (identities/console/bundle.pem):",
            "it offers no passkey on a page whose certificate it does not trust.",
            "Exit codes: 0 signed in as surely as asked for, 1 not."
        })
final class LoginCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "USER", description = "Proposed on the page.")
    private @Nullable String user;

    @Option(
            names = "--acr",
            paramLabel = "LEVEL",
            defaultValue = "3",
            description =
                    "1: password; 2: and a one-time code; 3: and a passkey (default:"
                            + " ${DEFAULT-VALUE}).")
    private int acr;

    @Option(
            names = "--max-age",
            paramLabel = "SECONDS",
            description = "Identify again if that is longer ago.")
    private @Nullable Integer maxAge;

    @Option(names = "--add-passkey", description = "Add a passkey on the way.")
    private boolean addsPasskey;

    @Override
    public Integer call() {
        var mesh = ChosenMesh.open();
        int asked = addsPasskey ? Math.min(acr, 2) : acr;
        var wish =
                new BrowserSignIn.Wish(
                        Optional.ofNullable(user), asked, Optional.ofNullable(maxAge), addsPasskey);
        try (var signIn = mesh.tokens().inBrowser(wish)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Open this in a browser on this machine:\n\n  " + signIn.address() + "\n");
            out.flush();
            AccessToken token = signIn.await(PATIENCE);
            new KeptTokens(mesh.home().signedIn()).keep(token);
            return told(token, asked);
        }
    }

    private int told(AccessToken token, int asked) {
        spec.commandLine()
                .getOut()
                .println(
                        "signed in: %s, acr %d, until %s"
                                .formatted(token.username(), token.acr(), token.expires()));
        if (token.acr() >= asked) {
            return ExitCode.OK;
        }
        spec.commandLine()
                .getErr()
                .println(
                        "redress: acr: %d (expected: %d; has the user what that takes? See --help)"
                                .formatted(token.acr(), asked));
        return ExitCode.SOFTWARE;
    }
}

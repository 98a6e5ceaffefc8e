package redress.local.cli;

import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;
import redress.local.home.LaunchFailure;
import redress.local.mesh.LocalMesh;
import redress.local.realm.AccessToken;
import redress.local.realm.KeptTokens;

/// How surely the user of a command has identified: what its token says.
final class AssuredUser {
    private static final int PASSKEY = 3;

    @Option(
            names = "--acr",
            paramLabel = "LEVEL",
            defaultValue = "1",
            description =
                    "1: password; 2: and a one-time code; 3: passkey, after ./redress login USER"
                            + " (default: ${DEFAULT-VALUE}).")
    private int acr;

    /// A token of a local user, or of the client `partner`.
    String token(LocalMesh mesh, String user) {
        if (user.equals("partner")) {
            return mesh.clientToken(user);
        }
        return switch (acr) {
            case 1 -> mesh.token(user);
            case 2 -> kept(mesh, user, acr).orElseGet(() -> mesh.tokens().ofUserWithCode(user));
            case 3 -> withPasskey(mesh, user);
            default -> throw new LaunchFailure("--acr: %d (expected: 1, 2 or 3)".formatted(acr));
        };
    }

    /// The token of somebody who signed in with a passkey.
    static String withPasskey(LocalMesh mesh, String user) {
        return kept(mesh, user, PASSKEY)
                .orElseThrow(
                        () ->
                                new LaunchFailure(
                                        "--acr 3: %s has not signed in with a passkey in the last 5 minutes (expected: %s)"
                                                .formatted(user, "./redress login " + user)));
    }

    private static Optional<String> kept(LocalMesh mesh, String user, int acr) {
        return new KeptTokens(mesh.home().signedIn())
                .find(user, acr, Clock.systemUTC().instant())
                .map(AccessToken::text);
    }

    /// Refuses a level that an option beside it can't give.
    void requirePassword(String beside) {
        if (acr != 1) {
            throw new LaunchFailure("--acr: %d (expected: not with %s)".formatted(acr, beside));
        }
    }
}

package redress.local.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import redress.local.mesh.LocalMesh;
import redress.local.process.PartStatus;
import redress.local.realm.LocalUser;

/// What a person needs to know once everything is ready. It names where the passwords are, never a
/// password.
record Welcome(LocalMesh mesh) {
    String text(boolean detached) {
        return """
                Redress is ready.

                Addresses
                %s
                Users (one per role; passwords in %s)
                %s
                Certificates of the workloads: %s

                Next
                  ./redress token worker      an access token of the case worker
                  ./redress login --help      signing in with one-time code and passkey
                  ./redress status            what runs, and where
                  %s
                """
                .formatted(
                        addresses(),
                        mesh.home().users(),
                        users(),
                        mesh.home().identities(),
                        detached
                                ? "./redress down              stop everything"
                                : "Ctrl-C                      stop everything");
    }

    private String addresses() {
        return mesh.status().stream().map(Welcome::line).collect(Collectors.joining());
    }

    private static String line(PartStatus part) {
        return "  %-18s %s%n".formatted(part.name(), part.address());
    }

    private static String users() {
        return Arrays.stream(LocalUser.values())
                .map(user -> "  %-18s %s%n".formatted(user.username(), user.role()))
                .collect(Collectors.joining());
    }
}

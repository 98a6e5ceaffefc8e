package redress.local.mesh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import redress.local.home.Checkout;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;
import redress.local.home.Ports;
import redress.local.home.PrivateFiles;
import redress.local.parts.KeycloakPart;
import redress.local.parts.MeshParts;
import redress.local.process.Part;
import redress.local.process.PartStatus;
import redress.local.process.Progress;
import redress.local.process.Supervisor;
import redress.local.realm.Tokens;

/// The whole mesh on this machine, for the command line and for tests.
///
/// Every part is a process of its own and lives on when this object or its JVM goes; a second
/// object on the same folder sees the same parts. Commands that start or stop exclude each other.
/// Parts are not restarted when they die.
public final class LocalMesh {
    private final MeshHome home;
    private final Ports ports;
    private final List<Part> parts;
    private final Supervisor supervisor;

    private LocalMesh(MeshHome home, Ports ports, List<Part> parts) {
        this.home = home;
        this.ports = ports;
        this.parts = parts;
        this.supervisor = new Supervisor(home);
    }

    /// The mesh whose state is in `home`, with every port moved by `portOffset`, run from the
    /// checkout around the working directory (or `-Dredress.root`).
    public static LocalMesh at(Path home, int portOffset) {
        var folder = new MeshHome(home);
        var ports = new Ports(portOffset);
        return new LocalMesh(folder, ports, MeshParts.inOrder(folder, ports, Checkout.find()));
    }

    public MeshHome home() {
        return home;
    }

    public Ports ports() {
        return ports;
    }

    /// The names of the parts, in the order in which they start.
    public List<String> partNames() {
        return parts.stream().map(Part::name).toList();
    }

    /// Starts what does not run, and returns when all is ready. What runs already is left alone.
    ///
    /// @throws LaunchFailure with the failing part's reason and log; what this call started is
    ///   stopped again
    public void up(Progress progress) {
        up(parts.getLast().name(), progress);
    }

    /// The same for the parts up to and with `last`.
    public void up(String last, Progress progress) {
        try (var _ = MeshLock.take(home)) {
            checkOffset();
            List<Part> wanted = parts.subList(0, parts.indexOf(part(last)) + 1);
            wanted.stream().filter(part -> !supervisor.runs(part)).forEach(Part::check);
            new PortOffset(home).remember(ports.offset());
            startAll(wanted, progress);
        }
    }

    private void checkOffset() {
        OptionalInt used = new PortOffset(home).remembered();
        if (used.isPresent() && used.getAsInt() != ports.offset() && anyRuns()) {
            throw new LaunchFailure(
                    "port offset: %d, but parts run with %d (expected: ./redress down first)"
                            .formatted(ports.offset(), used.getAsInt()));
        }
    }

    private void startAll(List<Part> wanted, Progress progress) {
        var started = new ArrayList<Part>();
        for (Part part : wanted) {
            try {
                if (startIfStopped(part, progress)) {
                    started.add(part);
                }
            } catch (LaunchFailure e) {
                undo(started, progress);
                throw e;
            }
        }
    }

    /// What [#abort] stops already is left to it.
    private void undo(List<Part> started, Progress progress) {
        if (!supervisor.refusesStarts()) {
            started.reversed().forEach(part -> supervisor.stop(part, progress));
        }
    }

    private boolean startIfStopped(Part part, Progress progress) {
        if (supervisor.runs(part)) {
            progress.alreadyRuns(part.name(), part.address());
            return false;
        }
        supervisor.start(part, progress);
        return true;
    }

    /// Stops every part, whoever started it. The data stays.
    public void down(Progress progress) {
        try (var _ = MeshLock.take(home)) {
            parts.reversed().forEach(part -> supervisor.stop(part, progress));
        }
    }

    /// Ends a start that is under way in this JVM, and stops every part; for the moment of Ctrl-C.
    public void abort(Progress progress) {
        supervisor.refuseStarts();
        parts.reversed().forEach(part -> supervisor.stop(part, progress));
    }

    /// Starts one part, and returns when it is ready.
    public void start(String name, Progress progress) {
        try (var _ = MeshLock.take(home)) {
            startIfStopped(part(name), progress);
        }
    }

    /// Stops one part; the others notice as they would in operation.
    public void stop(String name, Progress progress) {
        try (var _ = MeshLock.take(home)) {
            supervisor.stop(part(name), progress);
        }
    }

    /// Deletes all state but what was unpacked and the logs.
    ///
    /// @throws LaunchFailure if a part runs
    public void wipe() {
        if (anyRuns()) {
            throw new LaunchFailure(home.folder() + ": in use (expected: ./redress down first)");
        }
        List.of(
                        home.postgres(),
                        home.audit(),
                        home.keys(),
                        home.audit(),
                        home.keycloak(),
                        home.authority(),
                        home.identities(),
                        home.infrastructure())
                .forEach(PrivateFiles::deleteAll);
        PrivateFiles.deleteAll(home.folder().resolve("imports"));
        List.of(
                        home.models(),
                        home.run(),
                        home.users(),
                        home.codes(),
                        home.signedIn(),
                        home.clients(),
                        home.passphrase())
                .forEach(PrivateFiles::deleteAll);
    }

    public boolean anyRuns() {
        return parts.stream().anyMatch(supervisor::runs);
    }

    public boolean allRun() {
        return parts.stream().allMatch(supervisor::runs);
    }

    /// Whether a part's process lives.
    public boolean runs(String name) {
        return supervisor.runs(part(name));
    }

    /// The names of the parts whose processes have ended by themselves; cheaper than [#status].
    public List<String> died() {
        return parts.stream().filter(supervisor::died).map(Part::name).toList();
    }

    public List<PartStatus> status() {
        return parts.stream().map(supervisor::status).toList();
    }

    /// An access token of a local user, signed in with their password (`acr` 1).
    public String token(String username) {
        return tokens().ofUser(username);
    }

    /// An access token of a system, such as `partner`: known by its certificate, bound to it.
    public String clientToken(String client) {
        return tokens().ofClient(client);
    }

    /// Every way to an access token.
    public Tokens tokens() {
        return new Tokens(KeycloakPart.realm(ports), home);
    }

    private Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new LaunchFailure(
                                        "part: %s (expected: one of %s)"
                                                .formatted(name, partNames())));
    }
}

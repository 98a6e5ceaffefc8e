package redress.local.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.authority.Authority;
import redress.certs.authority.Generation;
import redress.certs.authority.Registration;
import redress.certs.authority.Stage;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshService;
import redress.local.mesh.LocalMesh;
import redress.local.parts.KeycloakPart;
import redress.local.parts.LocalAuthority;
import redress.local.process.PartState;
import redress.local.process.Pause;

/// Changes every certificate of the running mesh ten times, its root and the algorithm of its keys,
/// while calls go over every edge; then takes one service's certificate away and gives it back.
///
/// Afterwards everything is as it was, but for the root, which is a new one, and some ended cases
/// and grievances of area `DRILL`.
public final class Drill {
    private static final int ROTATIONS = 10;

    /// In which code that runs for the first time is compiled, which takes both cores for a while.
    private static final Duration REHEARSAL = Duration.ofSeconds(20);

    private static final KeyAlgorithm OTHER = KeyAlgorithm.ED25519;

    private final LocalMesh mesh;
    private final Authority authority;
    private final Duration atLeast;
    private final Consumer<String> says;
    private final SeenServers overGrpc = new SeenServers();
    private final SeenServers overHttps = new SeenServers();
    private final Edges edges;
    private final List<Finding> findings = new ArrayList<>();

    /// @param atLeast how long calls go on
    /// @param says what is going on
    public Drill(LocalMesh mesh, Duration atLeast, Consumer<String> says) {
        this.mesh = mesh;
        this.authority = new LocalAuthority(mesh.home(), mesh.ports()).open();
        this.atLeast = atLeast;
        this.says = says;
        this.edges = new Edges(mesh, overGrpc, overHttps);
    }

    /// @throws LaunchFailure if the mesh is not fit for a drill
    public DrillReport run() {
        requireFit();
        List<Registration> before = authority.registrations();
        var exercises = edges.all();
        says.accept("every edge answers: %d callers".formatted(exercises.size()));
        Traffic.warmUp(exercises);
        Traffic traffic = Traffic.begin(exercises);
        Instant begin = Instant.now();
        Duration callsFor;
        try (traffic) {
            Pause.of(REHEARSAL);
            says.accept("before anything changes: " + traffic.calls());
            begin = Instant.now();
            traffic.countAnew();
            underLoad(before, begin);
        } catch (CertsException | LaunchFailure e) {
            findings.add(new Finding("the steps", false, "stopped: " + e.getMessage()));
        } finally {
            callsFor = Duration.between(begin, Instant.now());
            before.forEach(authority::register);
        }
        findings.add(
                new Finding(
                        "calls in " + Finding.seconds(callsFor.toNanos()),
                        traffic.failed() == 0,
                        traffic.calls()));
        if (findings.stream().allMatch(Finding::good)) {
            revocation();
        }
        findings.add(cleaned());
        return new DrillReport(List.copyOf(findings), new TrafficReport(traffic.tallies()));
    }

    private void requireFit() {
        mesh.status().stream()
                .filter(part -> part.state() != PartState.READY)
                .findFirst()
                .ifPresent(
                        part -> {
                            throw new LaunchFailure(
                                    part.name()
                                            + ": "
                                            + part.state().words()
                                            + " (expected: everything ready, see ./redress"
                                            + " status)");
                        });
        authority.generations().stream()
                .filter(each -> each.stage() != Stage.ACTIVE && each.stage() != Stage.REVOKED)
                .findFirst()
                .ifPresent(
                        each -> {
                            throw new LaunchFailure(
                                    "authority %d: %s (expected: no rollover under way)"
                                            .formatted(each.number(), each.stage().label()));
                        });
    }

    /// Ten rotations, with the steps of the rollover and the other algorithm between them.
    private void underLoad(List<Registration> before, Instant begin) {
        var proofs = new Proofs(mesh, overGrpc, overHttps);
        var rotations =
                new Rotations(authority, proofs, atLeast.dividedBy(ROTATIONS + ROTATIONS / 2));
        var rollover = new RolloverSteps(authority);
        OldRoot oldRoot = OldRoot.before(mesh);
        try {
            change(before, rotations, rollover, oldRoot);
            restUntil(begin.plus(atLeast));
        } finally {
            findings.add(rotations.finding(ROTATIONS));
            findings.addAll(proofs.findings());
            findings.addAll(rollover.findings());
            findings.addAll(oldRoot.findings());
        }
    }

    private void change(
            List<Registration> before,
            Rotations rotations,
            RolloverSteps rollover,
            OldRoot oldRoot) {
        Generation old = authority.active();
        says.accept("rotating every leaf");
        rotations.again(3);
        says.accept("preparing the next root, and rotating on");
        Generation next = rollover.prepare();
        rotations.again(2);
        says.accept("changing to " + OTHER.label());
        rotations.choose(OTHER, KeycloakPart.NAME);
        rotations.again(2);
        says.accept("activating the next root as soon as everybody trusts it");
        rollover.activate(next);
        rotations.again(1);
        says.accept("tainting and revoking the old root as soon as nobody needs it");
        rollover.taint(old);
        rollover.revoke(old);
        oldRoot.tryAgain();
        rotations.again(1);
        says.accept("changing back");
        rotations.restore(before);
        rotations.again(1);
    }

    private static void restUntil(Instant end) {
        Duration left = Duration.between(Instant.now(), end);
        if (left.isPositive()) {
            Pause.of(left);
        }
    }

    private void revocation() {
        says.accept("revoking " + RevocationCheck.WORKLOAD + ", and admitting it again");
        var check = new RevocationCheck(mesh, authority, edges);
        findings.addAll(check.run());
        findings.add(check.afterwards());
    }

    private Finding cleaned() {
        try {
            edges.user("worker").onNewConnection(MeshService.CASES, Items::closeAllCases);
            edges.user("officer")
                    .onNewConnection(MeshService.GRIEVANCES, Items::withdrawAllGrievances);
            return new Finding("items of area " + Items.AREA, true, "all ended");
        } catch (Exception e) {
            return new Finding("items of area " + Items.AREA, false, String.valueOf(e));
        }
    }
}

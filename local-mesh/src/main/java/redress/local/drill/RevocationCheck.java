package redress.local.drill;

import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import redress.certs.SpiffeId;
import redress.certs.authority.Authority;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;
import redress.decisions.v1.TriageGrievancesRequest;
import redress.decisions.v1.TriageGrievancesResponse;
import redress.local.call.ServiceChannels;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshService;
import redress.local.mesh.LocalMesh;
import redress.local.parts.DatabaseSessions;
import redress.local.process.Pause;

/// Takes the certificate of a service that runs, measures how long it still gets through, and lets
/// it in again.
///
/// An intruder with the same certificate is played by the drill: it has a stream open and opens new
/// connections.
final class RevocationCheck {
    static final String WORKLOAD = "grievance-service";

    private static final Duration ALLOWED = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration RETURN = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Conversation<TriageGrievancesRequest, TriageGrievancesResponse> TRIAGE =
            Conversation.aboutGrievances();

    private final LocalMesh mesh;
    private final Authority authority;
    private final SpiffeId id;
    private final Client thief;
    private final Client officer;

    RevocationCheck(LocalMesh mesh, Authority authority, Edges edges) {
        this.mesh = mesh;
        this.authority = authority;
        this.id = authority.trustDomain().workload(WORKLOAD);
        this.thief = edges.service(WORKLOAD);
        this.officer = edges.user("officer");
    }

    List<Finding> run() {
        var channels = new ServiceChannels(mesh.home().identity(WORKLOAD), mesh.ports());
        var channel = channels.open(MeshService.DECISIONS);
        try (ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor()) {
            var stream = TRIAGE.open().apply(channel);
            TRIAGE.ask(stream);
            return revoke(stream, watchers);
        } catch (ExecutionException e) {
            throw new IllegalStateException("revocation: not watched to the end", e.getCause());
        } catch (Exception e) {
            throw new LaunchFailure("before the revocation: " + e.getMessage(), e);
        } finally {
            channel.shutdownNow();
            readmit();
        }
    }

    private List<Finding> revoke(
            BlockingClientCall<TriageGrievancesRequest, TriageGrievancesResponse> stream,
            ExecutorService watchers)
            throws ExecutionException, InterruptedException {
        long begin = System.nanoTime();
        authority.revoke(id);
        new Agent(authority).deliver().forEach(RevocationCheck::requireDelivered);
        Future<Long> sessions =
                watchers.submit(
                        () -> {
                            var _ = new DatabaseSessions(mesh.home(), mesh.ports()).endRevoked();
                            return System.nanoTime() - begin;
                        });
        Future<Long> open = watchers.submit(() -> untilItEnds(stream, begin));
        Future<Long> fresh = watchers.submit(() -> untilRefused(begin));
        Future<Long> process = watchers.submit(() -> untilAlone(begin));
        var findings = new ArrayList<Finding>();
        findings.add(within("its open stream is cut off", open.get()));
        findings.add(within("its new connections are refused", fresh.get()));
        findings.add(within("its running process gets no answer", process.get()));
        var _ = sessions.get();
        return findings;
    }

    private static Finding within(String what, long nanos) {
        return new Finding(
                "revoked: " + what, nanos <= ALLOWED.toNanos(), "after " + Finding.seconds(nanos));
    }

    private static void requireDelivered(Visit visit) {
        if (visit instanceof Visit.Failed failed) {
            throw failed.cause();
        }
    }

    private static long untilItEnds(
            BlockingClientCall<TriageGrievancesRequest, TriageGrievancesResponse> stream,
            long begin) {
        try {
            var _ = stream.read(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception cutOff) {
            return System.nanoTime() - begin;
        }
        return System.nanoTime() - begin;
    }

    private long untilRefused(long begin) {
        until(
                begin,
                () ->
                        thief.onNewConnection(
                                MeshService.DECISIONS,
                                channel -> TRIAGE.ask(TRIAGE.open().apply(channel))));
        return System.nanoTime() - begin;
    }

    /// The service itself asks decision-service for each new grievance. How long it waits before it
    /// gives up does not count.
    private long untilAlone(long begin) {
        return until(
                begin,
                () -> officer.onNewConnection(MeshService.GRIEVANCES, Items::submitGrievance));
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws Exception;
    }

    /// When the first attempt began that failed.
    private static long until(long begin, Attempt attempt) {
        long tried = 0;
        while (tried < PATIENCE.toNanos()) {
            tried = System.nanoTime() - begin;
            try {
                attempt.make();
            } catch (Exception refused) {
                return tried;
            }
            Pause.of(POLL);
        }
        return tried;
    }

    private void readmit() {
        var _ = authority.admit(id);
        requireDelivered(new Agent(authority).rotate(id));
    }

    /// Waits until the service works as before.
    Finding afterwards() {
        long begin = System.nanoTime();
        Instant limit = Instant.now().plus(RETURN);
        String last = "";
        while (Instant.now().isBefore(limit)) {
            try {
                officer.onNewConnection(MeshService.GRIEVANCES, this::submitAndWithdraw);
                return new Finding(
                        "admitted again",
                        true,
                        "works after " + Finding.seconds(System.nanoTime() - begin));
            } catch (Exception notYet) {
                last = String.valueOf(notYet.getMessage());
                Pause.of(POLL);
            }
        }
        return new Finding("admitted again", false, last);
    }

    private void submitAndWithdraw(io.grpc.Channel channel) throws Exception {
        Items.withdrawGrievance(channel, Items.submitGrievance(channel));
    }
}

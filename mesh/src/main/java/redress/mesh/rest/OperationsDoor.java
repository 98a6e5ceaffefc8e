package redress.mesh.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.access.TlsPeers;
import redress.mesh.audit.AuditLine;
import redress.mesh.audit.journal.Trail;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.RefusedCertificateException;

/// Lets only the workloads that watch the mesh see readiness and metrics, which are all that is
/// below `/q`. Refusals are audited; what is let through is not, since it comes every few seconds.
@Singleton
public class OperationsDoor {

    private static final int BEFORE_ROUTES = 900;
    private static final String AUDITED_AS = "operations";

    private final IdentitySource source;
    private final Set<String> workloads;
    private final Trail trail;
    private final InstantSource clock = InstantSource.system();

    OperationsDoor(
            IdentitySource source,
            @ConfigProperty(name = "redress.operations.workloads", defaultValue = "console,monitor")
                    Set<String> workloads,
            Trail trail) {
        this.source = source;
        this.trail = trail;
        this.workloads = Set.copyOf(workloads);
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, BEFORE_ROUTES);
    }

    void look(RoutingContext context) {
        String path = context.normalizedPath();
        if (!path.equals("/q") && !path.startsWith("/q/")) {
            context.next();
            return;
        }
        var line = new AuditLine(AUDITED_AS, null, clock, trail);
        try {
            requireWatcher(context, line);
        } catch (Refusal refusal) {
            Problem.of(recorded(line, refusal)).send(context);
            return;
        }
        context.next();
    }

    private static Refusal recorded(AuditLine line, Refusal refusal) {
        try {
            line.open();
            var _ = line.refuse(refusal);
            return refusal;
        } catch (Refusal unrecordable) {
            return unrecordable;
        }
    }

    private void requireWatcher(RoutingContext context, AuditLine line) {
        PeerIdentity peer;
        try {
            var chain = TlsPeers.of(context.request().sslSession());
            peer = source.current().verify(chain, clock.instant());
        } catch (RefusedCertificateException e) {
            throw new Refusal(
                    Reason.REASON_WORKLOAD_UNKNOWN,
                    "the client certificate is not a valid workload identity");
        }
        line.peer(peer);
        if (!workloads.contains(peer.workload())) {
            throw new Refusal(
                    Reason.REASON_WORKLOAD_NOT_ALLOWED, "the workload may not make this call");
        }
    }
}

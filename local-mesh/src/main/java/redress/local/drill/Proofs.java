package redress.local.drill;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redress.certs.evidence.Served;
import redress.certs.evidence.TlsProbe;
import redress.local.home.MeshService;
import redress.local.mesh.LocalMesh;
import redress.local.parts.PostgresPart;
import redress.local.process.Pause;

/// Whether each new certificate was seen at work, by those at the other end.
///
/// A server's by its callers, in the TLS sessions of answered calls; a caller's by the servers, in
/// their audit lines. PostgreSQL's by a handshake of its own.
final class Proofs {
    static final String ON_GRPC = "servers' certificates, seen by callers over gRPC";
    static final String ON_HTTPS = "servers' certificates, seen by callers over HTTPS";
    static final String IN_AUDIT = "callers' certificates, in the servers' audit";
    static final String INSIDE = "services' own calls, in decision-service's audit";
    static final String AT_POSTGRES = "PostgreSQL's certificate, in a handshake";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final List<String> CALLERS =
            List.of("console", "importer", "partner", "case-service", "grievance-service");

    /// Only the services call these; the drill itself streams.
    private static final Map<String, String> INSIDE_CALLS =
            Map.of("case-service", "PrioritiseCase", "grievance-service", "TriageGrievance");

    private final SeenServers overGrpc;
    private final SeenServers overHttps;
    private final Map<String, AuditTail> audits = new TreeMap<>();
    private final String postgres;
    private final Map<String, Integer> proven = new LinkedHashMap<>();
    private final Map<String, Integer> wanted = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();

    /// One certificate that has to be seen.
    private record Open(String kind, String whose, BigInteger serial) {}

    Proofs(LocalMesh mesh, SeenServers overGrpc, SeenServers overHttps) {
        this.overGrpc = overGrpc;
        this.overHttps = overHttps;
        this.postgres = "postgres:localhost:" + mesh.ports().postgres().number();
        MeshService.names().forEach(name -> audits.put(name, new AuditTail(mesh.home().log(name))));
    }

    /// Waits until all that a rotation brought was seen, or for half a minute.
    ///
    /// @param serials the new certificates by workload
    void await(Map<String, BigInteger> serials) {
        List<Open> open = new ArrayList<>(demands(serials));
        open.forEach(each -> wanted.merge(each.kind(), 1, Integer::sum));
        Instant limit = Instant.now().plus(PATIENCE);
        while (!open.isEmpty() && Instant.now().isBefore(limit)) {
            open.removeIf(this::holds);
            if (!open.isEmpty()) {
                Pause.of(POLL);
            }
        }
        open.forEach(each -> missing.add(each.kind() + ": " + each.whose()));
    }

    private static List<Open> demands(Map<String, BigInteger> serials) {
        var open = new ArrayList<Open>();
        serials.forEach(
                (name, serial) -> {
                    if (MeshService.names().contains(name)) {
                        open.add(new Open(ON_GRPC, name, serial));
                        open.add(new Open(ON_HTTPS, name, serial));
                    }
                    if (CALLERS.contains(name)) {
                        open.add(new Open(IN_AUDIT, name, serial));
                    }
                    if (INSIDE_CALLS.containsKey(name)) {
                        open.add(new Open(INSIDE, name, serial));
                    }
                    if (name.equals(PostgresPart.NAME)) {
                        open.add(new Open(AT_POSTGRES, name, serial));
                    }
                });
        return open;
    }

    private boolean holds(Open open) {
        boolean holds =
                switch (open.kind()) {
                    case ON_GRPC -> overGrpc.of(open.whose()).contains(open.serial());
                    case ON_HTTPS -> overHttps.of(open.whose()).contains(open.serial());
                    case IN_AUDIT ->
                            audits.values().stream().anyMatch(audit -> inAudit(audit, open));
                    case INSIDE -> inside(open);
                    default -> shown(postgres).equals(Optional.of(open.serial()));
                };
        if (holds) {
            proven.merge(open.kind(), 1, Integer::sum);
        }
        return holds;
    }

    private static boolean inAudit(AuditTail audit, Open open) {
        return audit.has(
                caller ->
                        caller.workload().equals(open.whose())
                                && caller.serial().equals(open.serial()));
    }

    private boolean inside(Open open) {
        AuditTail audit = audits.get(MeshService.DECISIONS.serviceName());
        return audit != null
                && audit.has(
                        caller ->
                                caller.workload().equals(open.whose())
                                        && caller.serial().equals(open.serial())
                                        && caller.method().equals(INSIDE_CALLS.get(open.whose())));
    }

    /// What a server shows now.
    static Optional<BigInteger> shown(String address) {
        return TlsProbe.of(address).look().map(Served::leaf).map(leaf -> leaf.getSerialNumber());
    }

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        wanted.forEach(
                (kind, all) -> findings.add(Finding.all(kind, proven.getOrDefault(kind, 0), all)));
        missing.forEach(each -> findings.add(new Finding("not seen: " + each, false, "")));
        return findings;
    }
}

package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.access.v1.Purpose;
import redress.access.v1.Reason;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.AuditServiceGrpc;
import redress.audit.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import redress.audit.v1.Decision;
import redress.audit.v1.ListEntriesRequest;
import redress.cases.v1.GetCaseRequest;
import redress.local.home.Checkout;
import redress.local.home.JavaProgram;
import redress.local.home.MeshService;
import redress.system.mesh.Assured;
import redress.system.mesh.Refused;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;
import redress.system.refusals.RawCalls;

/// The audit journals of the running mesh.
@Scenario
class AuditScenario {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SEAL_SECONDS = 8;

    @TempDir Path folder = Path.of("");

    private record Ended(int exitCode, JsonNode report) {}

    @Test
    @DisplayName("zero-trust 16: every decision is recorded once, whatever the door")
    void recordsEveryDecisionOnce(TestMesh mesh) {
        String id = open(mesh);
        read(mesh, id);
        var rest = mesh.rest("console", TestUser.WORKER).get(MeshService.CASES, "/v1/cases/" + id);
        assertThat(rest.status()).isEqualTo(200);
        assertThat(entries(mesh, ListEntriesRequest.newBuilder().setObject(id).build()))
                .describedAs("opened, then read twice")
                .hasSize(3)
                .allMatch(entry -> entry.getUser().equals("worker"))
                .allMatch(entry -> entry.getDecision() == Decision.DECISION_ALLOW);
    }

    @Test
    @DisplayName("zero-trust 16: what the data is used for is recorded, and checked")
    void recordsThePurpose(TestMesh mesh) {
        String id = open(mesh);
        String path = "/v1/cases/" + id;
        var rest = mesh.rest("console", TestUser.SUPERVISOR);
        var oversight = Map.of("Redress-Purpose", "OVERSIGHT");
        assertThat(rest.send("GET", MeshService.CASES, path, "", oversight).status())
                .isEqualTo(200);
        assertThat(rest.get(MeshService.CASES, path).status()).isEqualTo(200);
        var refused =
                mesh.rest("console", TestUser.WORKER)
                        .send("GET", MeshService.CASES, path, "", oversight);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("reason")).isEqualTo("PURPOSE_NOT_ALLOWED");
        assertThat(entries(mesh, ListEntriesRequest.newBuilder().setObject(id).build()))
                .extracting(AuditEntry::getPurpose)
                .describedAs("newest first")
                .containsExactly(
                        Purpose.PURPOSE_CASE_MANAGEMENT,
                        Purpose.PURPOSE_OVERSIGHT,
                        Purpose.PURPOSE_CASE_MANAGEMENT);
    }

    @Test
    @DisplayName("zero-trust 16: calls of what does not exist or can't be read are recorded too")
    void recordsCallsThatLeadNowhere(TestMesh mesh) {
        var security = mesh.rest("console", TestUser.SECURITY);
        for (String path : List.of("/v1/nothing", "/nothing")) {
            assertThat(security.get(MeshService.CASES, path).status()).isEqualTo(404);
            var entry = newest(mesh, "security");
            assertThat(entry.getReason()).isEqualTo(Reason.REASON_UNKNOWN_METHOD);
            assertThat(entry.getMethod()).isEqualTo("rest");
        }
        String scan = "grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
        RawCalls.call(mesh, scan, new byte[0]).assertLeaksNothing();
        assertThat(newest(mesh, "worker").getMethod()).isEqualTo(scan);
        var tooLong =
                mesh.rest("console", TestUser.WORKER)
                        .post(MeshService.CASES, "/v1/cases", "x".repeat(1024 * 1024));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(newest(mesh, "worker").getReason()).isEqualTo(Reason.REASON_INVALID_REQUEST);
        assertThat(newest(mesh, "worker").getMethod()).endsWith("CaseService/OpenCase");
    }

    private static AuditEntry newest(TestMesh mesh, String user) {
        return entries(mesh, ListEntriesRequest.newBuilder().setUser(user).build()).getFirst();
    }

    @Test
    void recordsARefusal(TestMesh mesh) {
        long before = newestRefusal(mesh);
        var denied = mesh.rest("partner", TestUser.SECURITY).get(MeshService.CASES, "/v1/cases");
        assertThat(denied.status()).isEqualTo(403);
        assertThat(refusals(mesh))
                .filteredOn(entry -> entry.getNumber() > before)
                .singleElement()
                .extracting(AuditEntry::getReason)
                .isEqualTo(Reason.REASON_WORKLOAD_NOT_ALLOWED);
    }

    @Test
    void showsTheJournalToAuditorsOnlyAndRecordsThatToo(TestMesh mesh) {
        var request = ListEntriesRequest.newBuilder().setUser("auditor").setPageSize(1).build();
        var _ = entries(mesh, request);
        assertThat(entries(mesh, request).getFirst().getMethod())
                .endsWith("AuditService/ListEntries");
        var _ =
                Refused.assertRefused(
                        Code.PERMISSION_DENIED,
                        "ROLE_MISSING",
                        () -> {
                            var _ =
                                    stub(mesh, TestUser.SUPERVISOR, MeshService.CASES)
                                            .listEntries(request);
                        });
    }

    @Test
    @DisplayName("zero-trust 36: the journals verify offline; a copy that lost its tail does not")
    void verifiesOffline(TestMesh mesh) throws Exception {
        read(mesh, open(mesh));
        long begin = Instant.now().getEpochSecond();
        // The first head after this second may be of an earlier block.
        await().atMost(PATIENCE).until(() -> witnessed(mesh, begin + SEAL_SECONDS));
        var copy = copy(mesh, "whole");
        assertThat(verify(mesh, copy).exitCode()).isZero();
        cut(copy.resolve("case-service"));
        var broken = verify(mesh, copy);
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.report().findValuesAsText("what")).contains("block 1");
    }

    private static String open(TestMesh mesh) {
        return mesh.console(TestUser.WORKER)
                .cases()
                .openCase(Samples.openCase(Samples.name("audit")))
                .getCase()
                .getId();
    }

    private static void read(TestMesh mesh, String id) {
        var _ =
                mesh.console(TestUser.WORKER)
                        .cases()
                        .getCase(GetCaseRequest.newBuilder().setId(id).build());
    }

    private static boolean witnessed(TestMesh mesh, long after) {
        return stub(mesh, TestUser.AUDITOR, MeshService.DECISIONS)
                .listEntries(ListEntriesRequest.newBuilder().setWorkload("case-service").build())
                .getEntriesList()
                .stream()
                .filter(AuditEntry::hasHead)
                .anyMatch(entry -> entry.getTime().getSeconds() > after);
    }

    private static long newestRefusal(TestMesh mesh) {
        return refusals(mesh).stream().mapToLong(AuditEntry::getNumber).max().orElse(0);
    }

    private static List<AuditEntry> refusals(TestMesh mesh) {
        return entries(
                mesh,
                ListEntriesRequest.newBuilder()
                        .setUser("security")
                        .setWorkload("partner")
                        .setDecision(Decision.DECISION_DENY)
                        .setPageSize(200)
                        .build());
    }

    private Path copy(TestMesh mesh, String name) throws IOException {
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(mesh.home().audit())) {
            for (Path each : files.toList()) {
                Path target = to.resolve(mesh.home().audit().relativize(each).toString());
                if (Files.isDirectory(each)) {
                    var _ = Files.createDirectories(target);
                } else {
                    var _ = Files.copy(each, target);
                }
            }
        }
        return to;
    }

    /// Everything is gone, as if it had never been.
    private static void cut(Path journal) throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".audit")).toList()) {
                Files.write(file, new byte[0]);
            }
        }
    }

    private static Ended verify(TestMesh mesh, Path journals) throws Exception {
        Path lib = Checkout.find().serviceJar("case-service").resolveSibling("lib");
        var command =
                new ArrayList<>(
                        List.of(
                                JavaProgram.path(),
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-cp",
                                lib + "/main/*:" + lib + "/boot/*",
                                "redress.mesh.audit.cli.AuditCommand",
                                "verify",
                                "--json"));
        roots(mesh).forEach(root -> command.addAll(List.of("--bundle", root.toString())));
        MeshService.names().forEach(name -> command.add(journals.resolve(name).toString()));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), new JsonMapper().readTree(out));
    }

    /// Those of the past too: another scenario may have changed the root.
    private static List<Path> roots(TestMesh mesh) throws IOException {
        try (Stream<Path> all = Files.list(mesh.home().authority().resolve("generations"))) {
            return all.map(generation -> generation.resolve("root.crt")).toList();
        }
    }

    private static List<AuditEntry> entries(TestMesh mesh, ListEntriesRequest request) {
        return stub(mesh, TestUser.AUDITOR, MeshService.CASES)
                .listEntries(request)
                .getEntriesList();
    }

    private static AuditServiceBlockingStub stub(
            TestMesh mesh, TestUser user, MeshService service) {
        return AuditServiceGrpc.newBlockingStub(mesh.console(user, Assured.CODE).channel(service))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }
}

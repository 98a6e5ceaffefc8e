package redress.system.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.CaseServiceGrpc.CaseServiceBlockingStub;
import redress.cases.v1.ListCasesRequest;
import redress.system.mesh.Refused;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Callers who ask for more than they may.
@Scenario
class FloodScenario {
    /// Several times what a user may ask for in the time that it takes.
    private static final int FLOOD = 2000;

    private static final int QUIET = 20;
    private static final int TOO_LONG = 5 * 1024 * 1024;
    private static final int TOO_MUCH_METADATA = 20 * 1024;

    @Test
    @DisplayName("zero-trust 18: who floods is refused, another user meanwhile is not")
    void refusesWhoFloodsAndNobodyElse(TestMesh mesh) throws Exception {
        var request = ListCasesRequest.newBuilder().setAreaCode(Samples.name("flood")).build();
        var flooding = mesh.console(TestUser.SUPERVISOR).cases();
        var quiet = mesh.console(TestUser.WORKER).cases();
        List<Refused> refused;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<List<Refused>>>();
            for (int i = 0; i < FLOOD; i++) {
                calls.add(threads.submit(() -> refusals(flooding, request)));
            }
            for (int i = 0; i < QUIET; i++) {
                assertThat(quiet.listCases(request).getCasesList()).isEmpty();
            }
            refused = all(calls);
        }
        assertThat(refused).isNotEmpty();
        assertThat(refused)
                .allSatisfy(
                        each ->
                                assertThat(each.code() + " " + each.reason())
                                        .isEqualTo("RESOURCE_EXHAUSTED TOO_MANY_CALLS"));
    }

    @Test
    @DisplayName("zero-trust 18: a message that is too long is refused")
    void refusesAMessageThatIsTooLong(TestMesh mesh) {
        assertThat(RawCalls.openCase(mesh, new byte[TOO_LONG]).code())
                .isEqualTo(Code.RESOURCE_EXHAUSTED);
    }

    @Test
    @DisplayName("zero-trust 18: metadata that is too long is refused")
    void refusesMetadataThatIsTooLong(TestMesh mesh) {
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("x-long", Metadata.ASCII_STRING_MARSHALLER),
                "x".repeat(TOO_MUCH_METADATA));
        var stub =
                mesh.console(TestUser.WORKER)
                        .cases()
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        assertThat(Refused.by(() -> stub.listCases(ListCasesRequest.getDefaultInstance())).code())
                .isNotEqualTo(Code.OK);
    }

    private static List<Refused> refusals(CaseServiceBlockingStub stub, ListCasesRequest request) {
        try {
            var _ = stub.listCases(request);
            return List.of();
        } catch (StatusRuntimeException e) {
            return List.of(Refused.of(e));
        }
    }

    private static List<Refused> all(List<Future<List<Refused>>> calls)
            throws InterruptedException, ExecutionException {
        var all = new ArrayList<Refused>();
        for (var call : calls) {
            all.addAll(call.get());
        }
        return all;
    }
}

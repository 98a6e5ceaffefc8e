package redress.system.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.access.v1.AccessProto;
import redress.access.v1.Effect;
import redress.access.v1.Purpose;
import redress.system.mesh.Contract;
import redress.system.mesh.Contract.Method;
import redress.system.mesh.Rest;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;

/// Every method against every workload with every user, however surely identified, and none: the
/// running mesh does what the contract says, cell by cell.
@Scenario
class AccessMatrixScenario {
    private static final MatrixPage PAGE = new MatrixPage();

    static List<Method> methods() {
        return Contract.methods();
    }

    static List<Method> methodsWithAPath() {
        return methods().stream().filter(RestOutcome::has).toList();
    }

    /// Calls of every kind and service; the gate behind the door is that of the other doors.
    static List<Method> someMethods() {
        var some =
                Set.of(
                        "GetCase",
                        "OpenCase",
                        "ListTasks",
                        "RecordConsent",
                        "FulfilRequest",
                        "ListGrievances",
                        "SubmitGrievance",
                        "GetRecommendation");
        return methodsWithAPath().stream()
                .filter(method -> some.contains(method.declared().getName()))
                .toList();
    }

    @AfterAll
    static void writeThePage() throws IOException {
        PAGE.write(TestMesh.target().resolve("access-matrix.md"));
    }

    @Test
    void coversEveryServiceOfTheContract() throws IOException {
        assertThat(Contract.shippedServices()).isEqualTo(Contract.knownServices());
    }

    @DisplayName("zero-trust 8: every method says who may call it")
    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodHasACompleteRule(Method method) {
        assertThat(method.declared().getOptions().hasExtension(AccessProto.access)).isTrue();
        assertThat(method.rule().getGrantsList())
                .isNotEmpty()
                .allMatch(grant -> grant.getWorkloadsCount() > 0)
                .allMatch(grant -> grant.getPurpose() != Purpose.PURPOSE_UNSPECIFIED)
                .allMatch(grant -> !grant.getWorkloadsList().contains("*"));
        assertThat(method.rule().getAudit().getEffect()).isNotEqualTo(Effect.EFFECT_UNSPECIFIED);
    }

    @DisplayName("zero-trust 9, 10: over gRPC the rule holds in every cell")
    @ParameterizedTest
    @MethodSource("methods")
    void overGrpcTheRuleHoldsInEveryCell(Method method, TestMesh mesh) {
        var outcomes = new LinkedHashMap<Cell, CompletableFuture<String>>();
        Cell.of(method)
                .forEach(cell -> outcomes.put(cell, GrpcOutcome.of(channel(mesh, cell), method)));
        check("gRPC", outcomes, CompletableFuture::join);
    }

    @DisplayName("zero-trust 9, 10: over REST the rule holds in every cell")
    @ParameterizedTest
    @MethodSource("methodsWithAPath")
    void overRestTheRuleHoldsInEveryCell(Method method, TestMesh mesh) {
        var calls = new LinkedHashMap<Cell, Rest>();
        Cell.of(method).forEach(cell -> calls.put(cell, rest(mesh, cell)));
        check("REST", calls, rest -> RestOutcome.of(rest, method));
    }

    @DisplayName("zero-trust 9, 10: over GraphQL the rule holds in every cell")
    @ParameterizedTest
    @MethodSource("someMethods")
    void overGraphqlTheRuleHoldsInEveryCell(Method method, TestMesh mesh) {
        var calls = new LinkedHashMap<Cell, Rest>();
        Cell.of(method).forEach(cell -> calls.put(cell, rest(mesh, cell)));
        check("GraphQL", calls, rest -> GraphqlOutcome.of(rest, method));
    }

    private static <C> void check(String door, Map<Cell, C> calls, Function<C, String> outcomeOf) {
        var all = new SoftAssertions();
        calls.forEach(
                (cell, call) -> {
                    String outcome = outcomeOf.apply(call);
                    PAGE.note(door, cell, outcome);
                    all.assertThat(outcome).describedAs(cell.toString()).isEqualTo(cell.expected());
                });
        all.assertAll();
    }

    private static Channel channel(TestMesh mesh, Cell cell) {
        var client =
                token(mesh, cell)
                        .map(token -> mesh.withToken(cell.workload(), token))
                        .orElseGet(() -> mesh.as(cell.workload()));
        return client.channel(TestMesh.serving(cell.method().declared().getService()));
    }

    private static Rest rest(TestMesh mesh, Cell cell) {
        return token(mesh, cell)
                .map(token -> mesh.restWithToken(cell.workload(), token))
                .orElseGet(() -> mesh.rest(cell.workload()));
    }

    private static Optional<String> token(TestMesh mesh, Cell cell) {
        return cell.who().map(who -> mesh.token(who.user(), who.assured()));
    }
}

package redress.system.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import io.grpc.Status.Code;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.local.home.MeshService;
import redress.system.mesh.Assured;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// A service that passes a user's token on reaches what both may, and nothing else; a token is for
/// the services that it names.
@Scenario
class ForwardedTokensScenario {
    private static final String DEPUTY = "grievance-service";

    static Stream<String> services() {
        return MeshService.names().stream();
    }

    @Test
    @DisplayName("zero-trust 10: a service that forwards a token does what its user may do")
    void opensACaseForAnOfficer(TestMesh mesh) {
        var opened = mesh.as(DEPUTY, TestUser.OFFICER).cases().openCase(request());
        assertThat(opened.getCase().getId()).isNotEmpty();
    }

    @Test
    @DisplayName("zero-trust 10: a privileged service reaches no more than the user may")
    void isNotBelievedBeyondItsUser(TestMesh mesh) {
        for (var user : List.of(TestUser.WORKER, TestUser.DPO, TestUser.AUDITOR)) {
            var deputy = mesh.as(DEPUTY, user).cases();
            refused("PERMISSION_DENIED ROLE_MISSING", () -> deputy.openCase(request()));
        }
        var alone = mesh.as(DEPUTY).cases();
        refused("UNAUTHENTICATED TOKEN_MISSING", () -> alone.openCase(request()));
    }

    @Test
    @DisplayName(
            "zero-trust 10: a user with every right reaches through a service what it may call")
    void isNotBelievedBeyondItself(TestMesh mesh) {
        var deputy = mesh.withToken(DEPUTY, mesh.token(TestUser.SUPERVISOR, Assured.PASSKEY));
        var get = GetCaseRequest.newBuilder().setId(Samples.id()).build();
        String refused = "PERMISSION_DENIED WORKLOAD_NOT_ALLOWED";
        refused(refused, () -> deputy.cases().getCase(get));
        refused(refused, () -> deputy.cases().listCases(ListCasesRequest.getDefaultInstance()));
    }

    @Test
    @DisplayName("zero-trust 10: a partner's bound token is worth nothing in a service's hands")
    void cannotForwardABoundToken(TestMesh mesh) {
        var deputy = mesh.withToken(DEPUTY, mesh.local().clientToken("partner")).cases();
        refused("UNAUTHENTICATED TOKEN_INVALID", () -> deputy.openCase(request()));
    }

    @ParameterizedTest
    @MethodSource("services")
    @DisplayName("zero-trust 11: a token for one service is refused by the others")
    void countsWhereItIsMeantToCount(String service, TestMesh mesh) {
        String token = mesh.local().tokens().ofUser("supervisor", List.of(service));
        for (MeshService asked : MeshService.values()) {
            var answer = mesh.restWithToken("console", token).get(asked, path(asked));
            boolean meant = asked.serviceName().equals(service);
            assertThat(answer.text("reason").equals("TOKEN_INVALID"))
                    .describedAs("%s at %s: %s", service, asked, answer.body())
                    .isNotEqualTo(meant);
        }
    }

    private static String path(MeshService service) {
        return switch (service) {
            case CASES -> "/v1/cases";
            case GRIEVANCES -> "/v1/grievances";
            case DECISIONS -> "/v1/recommendations/" + Samples.id();
        };
    }

    private static OpenCaseRequest request() {
        return Samples.openCase(Samples.name("forwarded"));
    }

    private static void refused(String outcome, Runnable call) {
        String[] words = outcome.split(" ", -1);
        var _ = assertRefused(Code.valueOf(words[0]), words[1], call::run);
    }
}

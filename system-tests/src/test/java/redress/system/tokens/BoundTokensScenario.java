package redress.system.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import io.grpc.Channel;
import io.grpc.Status.Code;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;
import redress.grievances.v1.GrievanceServiceGrpc;
import redress.local.home.MeshService;
import redress.local.parts.LocalAuthority;
import redress.system.mesh.Client;
import redress.system.mesh.Credentials;
import redress.system.mesh.RealmKey;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;

/// The partner's token counts together with the partner's certificate, and not without it.
@Scenario
class BoundTokensScenario {
    @AfterEach
    void forgetTheOldCertificate(TestMesh mesh) {
        mesh.connections().renew();
    }

    @Test
    @DisplayName("zero-trust 13: a token bound to one certificate is refused from another")
    void refusesTheTokenFromEveryOtherWorkload(TestMesh mesh) {
        String token = mesh.local().clientToken("partner");
        submit(mesh.withToken("partner", token).channel(MeshService.GRIEVANCES));
        for (String thief : new String[] {"console", "importer", "case-service"}) {
            refused(mesh.withToken(thief, token).channel(MeshService.GRIEVANCES));
            var answer =
                    mesh.restWithToken(thief, token).get(MeshService.GRIEVANCES, "/v1/grievances");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text("reason")).isEqualTo("TOKEN_INVALID");
        }
    }

    @Test
    @DisplayName("zero-trust 13: a partner's token that is bound to nothing is refused")
    void refusesAnUnboundToken(TestMesh mesh) {
        String bound = mesh.local().clientToken("partner");
        var realm = RealmKey.of(mesh);
        String same = realm.resigned(bound, claims -> {});
        String unbound = realm.resigned(bound, claims -> claims.remove("cnf"));
        submit(mesh.withToken("partner", same).channel(MeshService.GRIEVANCES));
        refused(mesh.withToken("partner", unbound).channel(MeshService.GRIEVANCES));
    }

    @Test
    @DisplayName("zero-trust 13: rotation of the certificate does not lock the partner out")
    void servesThePartnerBeforeAndAfterARotation(TestMesh mesh) {
        String old = mesh.local().clientToken("partner");
        Channel before = mesh.withToken("partner", old).channel(MeshService.GRIEVANCES);
        submit(before);

        rotate(mesh);
        var now = Credentials.of(mesh.identity("partner"));
        var renewed = mesh.connections().open(now, MeshService.GRIEVANCES);
        try {
            refused(Client.withToken(renewed, old));
            submit(Client.withToken(renewed, mesh.local().clientToken("partner")));
            // What was opened with the old certificate goes on with the old token.
            submit(before);
        } finally {
            renewed.shutdownNow();
        }
    }

    private static void rotate(TestMesh mesh) {
        var authority = new LocalAuthority(mesh.home(), mesh.local().ports()).open();
        var id = authority.trustDomain().workload("partner");
        assertThat(new Agent(authority).rotate(id)).isInstanceOf(Visit.Renewed.class);
    }

    private static void submit(Channel channel) {
        var request = Samples.submitGrievance("CO-05").toBuilder();
        request.getDetailsBuilder().addProgrammeIds("cash_transfer");
        var _ =
                GrievanceServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(20, TimeUnit.SECONDS)
                        .submitGrievance(request.build());
    }

    private static void refused(Channel channel) {
        var _ = assertRefused(Code.UNAUTHENTICATED, "TOKEN_INVALID", () -> submit(channel));
    }
}

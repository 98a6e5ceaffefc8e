package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redress.system.mesh.Refused.assertRefused;

import io.grpc.Status.Code;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redress.cases.v1.Case;
import redress.grievances.v1.Grievance;
import redress.local.process.Progress;
import redress.rights.v1.ItemOutcome;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;
import redress.system.mesh.Assured;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// The erasure of a person is one operation through all services.
@Scenario
class ErasureScenario {
    private static final String CASES = "case-service";
    private static final String DECISIONS = "decision-service";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Person person = Person.somebody();

    @AfterEach
    void bringThemBack(TestMesh mesh) {
        mesh.local().start(CASES, Progress.silent());
        mesh.local().start(DECISIONS, Progress.silent());
    }

    @Test
    void takesAPasskeyUsedLately(TestMesh mesh) {
        var office = new RightsOffice(mesh, person.subject());
        var received = office.receive(RequestKind.REQUEST_KIND_ERASURE);

        for (var assured : List.of(Assured.PASSWORD, Assured.CODE, Assured.STALE_PASSKEY)) {
            var _ =
                    assertRefused(
                            Code.UNAUTHENTICATED,
                            "INSUFFICIENT_USER_AUTHENTICATION",
                            () -> {
                                var fulfilment = RightsOffice.fulfilment(received);
                                var _ = office.as(assured).fulfilRequest(fulfilment);
                            });
        }
        assertThat(office.read(received).getState()).isEqualTo(RequestState.REQUEST_STATE_RECEIVED);
    }

    @Test
    void finishesThoughOneServiceIsAwayAndTheOneThatCoordinatesIsStarted(TestMesh mesh)
            throws SQLException {
        var open = person.openCase();
        Case opened = mesh.console(TestUser.WORKER).cases().openCase(open).getCase();
        Grievance submitted = person.submitted(mesh);
        var office = new RightsOffice(mesh, person.subject());
        mesh.local().stop(DECISIONS, Progress.silent());

        var request = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ERASURE));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(Person.now(mesh, opened).hasErasedAt()).isTrue();
                            assertThat(Person.now(mesh, submitted).hasErasedAt()).isTrue();
                        });
        assertThat(office.read(request).getState()).isEqualTo(RequestState.REQUEST_STATE_RUNNING);
        mesh.local().stop(CASES, Progress.silent());
        mesh.local().start(CASES, Progress.silent());
        mesh.local().start(DECISIONS, Progress.silent());

        var ended = office.ended(request);
        assertThat(ended.getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        assertThat(ended.getDecidedBy()).isEqualTo("dpo");
        assertThat(ended.getItemsList())
                .extracting(ItemOutcome::getNumber)
                .containsExactlyInAnyOrder(opened.getNumber(), submitted.getNumber());
        assertThat(office.items()).isEmpty();
        var left = Person.now(mesh, opened).getDetails();
        assertThat(left.getTitle()).isEmpty();
        assertThat(left.getCaseType())
                .describedAs("statistics")
                .isEqualTo(opened.getDetails().getCaseType());
        assertThat(new StoredRows(mesh).with(person.words())).isEmpty();
        var _ =
                assertRefused(
                        Code.ALREADY_EXISTS,
                        "ALREADY_EXISTS",
                        () -> {
                            var _ = mesh.console(TestUser.WORKER).cases().openCase(open);
                        });
    }
}

package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.GetModelRequest;
import redress.decisions.v1.GetRecommendationRequest;
import redress.decisions.v1.PrioritiseCaseRequest;
import redress.decisions.v1.Recommendation;
import redress.system.mesh.Assured;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// From training to rollback, as people do it in the running mesh.
@Scenario
class ModelRegistryScenario {
    private static final double NOTHING_TO_LEARN = 5;

    private final TestMesh mesh;
    private final ModelOffice office;

    ModelRegistryScenario(TestMesh mesh, @TempDir Path folder) {
        this.mesh = mesh;
        this.office = new ModelOffice(mesh, folder);
    }

    @AfterEach
    void bringTheStarterBack() {
        office.restore();
    }

    private Recommendation recommended() {
        var facts =
                CaseFacts.newBuilder()
                        .setSubjectId(Samples.id())
                        .putFacts("rooms", 1)
                        .putFacts("members", 6);
        return mesh.console(TestUser.STEWARD)
                .decisions()
                .prioritiseCase(PrioritiseCaseRequest.newBuilder().setInput(facts).build())
                .getRecommendation();
    }

    @Test
    @DisplayName("decisions 8: two people promote, one call rolls back, nothing is restarted")
    void twoPeoplePromoteAndOneCallRollsBack() {
        String starter = recommended().getModel().getVersion();
        String version = office.train(1, 0);
        assertThat(recommended().getModel().getVersion())
                .describedAs("what is trained does not answer")
                .isEqualTo(starter);

        var proposed = office.propose(version);
        var _ =
                assertRefused(
                        Code.PERMISSION_DENIED,
                        "ROLE_MISSING",
                        () -> {
                            var _ = office.steward().approveModel(ModelOffice.approval(proposed));
                        });
        assertThat(recommended().getModel().getVersion()).isEqualTo(starter);

        var promoted = office.supervisor().approveModel(ModelOffice.approval(proposed)).getLine();
        assertThat(promoted.getInUse().getProposedBy()).isEqualTo("steward");
        assertThat(promoted.getInUse().getApprovedBy()).isEqualTo("supervisor");
        assertThat(recommended().getModel().getVersion()).isEqualTo(version);

        var _ = office.rollBack(version);
        assertThat(recommended().getModel().getVersion()).isEqualTo(starter);
    }

    @Test
    @DisplayName(
            "decisions 8: without a passkey used lately nobody proposes, approves or rolls back")
    void everyChangeTakesAPasskeyUsedLately() {
        String version = office.train(2, 0);
        for (var assured : List.of(Assured.PASSWORD, Assured.CODE, Assured.STALE_PASSKEY)) {
            var _ =
                    assertRefused(
                            Code.UNAUTHENTICATED,
                            "INSUFFICIENT_USER_AUTHENTICATION",
                            () -> {
                                var proposal = ModelOffice.proposal(version, 100);
                                var _ = office.as(TestUser.STEWARD, assured).proposeModel(proposal);
                            });
        }
        assertThat(office.line().hasProposal()).isFalse();
    }

    @Test
    @DisplayName("decisions 8: a version that fails a gate is refused with the gate's name")
    void aFailedGateIsNamed() {
        String version = office.train(3, NOTHING_TO_LEARN);
        var refused =
                assertRefused(
                        Code.FAILED_PRECONDITION,
                        "ILLEGAL_TRANSITION",
                        () -> {
                            var _ = office.propose(version);
                        });
        assertThat(refused.message()).contains("gates.quality");
    }

    @Test
    @DisplayName("decisions 8: a tampered file is refused, and what answers goes on")
    void aTamperedFileIsRefused() throws IOException {
        String starter = recommended().getModel().getVersion();
        String version = office.train(4, 0);
        var proposed = office.propose(version);
        Path model = office.file(version, "priority.bin");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);

        var refused =
                assertRefused(
                        Code.FAILED_PRECONDITION,
                        "ILLEGAL_TRANSITION",
                        () -> {
                            var approval = ModelOffice.approval(proposed);
                            var _ = office.supervisor().approveModel(approval);
                        });

        assertThat(refused.message()).contains("integrity").doesNotContain("/");
        assertThat(recommended().getModel().getVersion()).isEqualTo(starter);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);
    }

    @Test
    @DisplayName("decisions 8: what a shadow says is kept and shown to nobody")
    void aShadowIsShownToNobody() {
        String starter = recommended().getModel().getVersion();
        String version = office.train(5, 0);
        var _ = office.shadow(version);
        for (int i = 0; i < 40; i++) {
            var given = recommended();
            assertThat(given.getModel().getVersion()).isEqualTo(starter);
            var read = GetRecommendationRequest.newBuilder().setId(given.getId()).build();
            assertThat(
                            mesh.console(TestUser.STEWARD, Assured.PASSKEY)
                                    .decisions()
                                    .getRecommendation(read)
                                    .getRecommendation())
                    .isEqualTo(given);
        }
        var model = GetModelRequest.newBuilder().setVersion(version).build();
        var told = office.as(TestUser.STEWARD, Assured.PASSWORD).getModel(model).getModel();
        assertThat(told.getShadow().getAnswers()).isGreaterThanOrEqualTo(40);
        assertThat(told.getModelCard()).startsWith("# Model card");
    }

    @Test
    @DisplayName("decisions 8: a canary answers for its share of the items")
    void aCanaryAnswersForItsShare() {
        String version = office.train(6, 0);
        var proposed = office.steward().proposeModel(ModelOffice.proposal(version, 50)).getLine();
        var _ = office.supervisor().approveModel(ModelOffice.approval(proposed));
        long byCanary = 0;
        for (int i = 0; i < 60; i++) {
            byCanary += recommended().getModel().getVersion().equals(version) ? 1 : 0;
        }
        assertThat(byCanary).isBetween(10L, 50L);
        var line = office.rollBack(version);
        assertThat(line.hasCanary()).isFalse();
        assertThat(recommended().getModel().getStarter()).isTrue();
    }

    @Test
    @DisplayName("decisions 8: the command promotes and rolls back like every other door")
    void theCommandPromotesAndRollsBack() {
        String version = office.train(7, 0);
        assertThat(office.command("promote", version, "--reason", "a test"))
                .contains("proposed  " + version, "proposed by steward", "quality passed");
        String read = office.line().getEtag();
        assertThat(office.command("status")).contains("  etag      " + read);
        assertThat(office.command("approve", version, "--etag", read)).contains("ROLE_MISSING");
        assertThat(office.command("approve", version, "--etag", "1", "--user", "supervisor"))
                .contains("STALE_ETAG");
        assertThat(office.command("approve", version, "--etag", read, "--user", "supervisor"))
                .contains("in use    " + version, "approved by supervisor");
        assertThat(recommended().getModel().getVersion()).isEqualTo(version);
        assertThat(office.command("rollback", version, "--reason", "a test"))
                .doesNotContain(version);
        assertThat(office.command("history", "case_priority"))
                .contains("model.approved       supervisor   " + version);
        assertThat(recommended().getModel().getStarter()).isTrue();
    }
}

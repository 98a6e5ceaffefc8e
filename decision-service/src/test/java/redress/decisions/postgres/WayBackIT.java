package redress.decisions.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.access.v1.Role;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.models.TrainedModel;
import redress.decisions.registry.BeginLines;
import redress.decisions.registry.KeepLines;
import redress.decisions.registry.ShadowAnswer;
import redress.decisions.registry.ShadowAnswers;
import redress.decisions.registry.ShowModels;
import redress.decisions.registry.VersionFiles;
import redress.decisions.registry.Versions;
import redress.decisions.serving.ModelsInUse;
import redress.decisions.serving.Recommend;
import redress.decisions.serving.ServingFigures;
import redress.decisions.starter.StarterModels;
import redress.decisions.v1.ApproveModelRequest;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.ListModelHistoryRequest;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ProposeModelRequest;
import redress.decisions.v1.RecommendationKind;
import redress.decisions.v1.RollBackModelRequest;
import redress.decisions.v1.ShadowModelRequest;
import redress.decisions.v1.ShadowSummary;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;
import redress.mesh.store.Transaction;

/// How lines begin, and the way back whatever became of the folder of models.
class WayBackIT {
    private static final Caller STEWARD =
            ScopeIT.person("ana", Scope.EVERYTHING, Role.ROLE_MODEL_STEWARD);
    private static final Caller SUPERVISOR =
            ScopeIT.person("ben", Scope.EVERYTHING, Role.ROLE_SUPERVISOR);
    private static final Kind KIND = Kind.CASE_PRIORITY;

    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Database DATABASE = POSTGRES.database();

    private final PostgresModelLines rows = new PostgresModelLines();
    private final ServingFigures figures = new ServingFigures(new SimpleMeterRegistry());
    private final ModelStore store;
    private final KeepLines lines;
    private final ShowModels models;
    private final ModelsInUse here;

    WayBackIT(@TempDir Path folder) {
        POSTGRES.owner()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "TRUNCATE model_lines, shadow_answers, recommendations"));
        store = new ModelStore(folder, Clock.systemUTC());
        var files = new VersionFiles(store);
        lines = new KeepLines(DATABASE, rows, files);
        models = new ShowModels(DATABASE, rows, files, new PostgresShadowAnswers(DATABASE));
        here = process(store);
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    private ModelsInUse process(ModelStore folder) {
        return new ModelsInUse(
                new BeginLines(DATABASE, rows), folder, figures, InstantSource.system());
    }

    private ModelLine line() {
        return models.lines(STEWARD).stream()
                .filter(
                        line ->
                                line.getKind()
                                        == RecommendationKind.RECOMMENDATION_KIND_CASE_PRIORITY)
                .findFirst()
                .orElseThrow();
    }

    private String promoted(double auc) {
        String version = Versions.add(store, auc).version();
        var proposed =
                lines.propose(
                        STEWARD,
                        ProposeModelRequest.newBuilder()
                                .setRequestId(UUID.randomUUID().toString())
                                .setVersion(version)
                                .setPercent(100)
                                .setReason("because")
                                .build());
        var _ =
                lines.approve(
                        SUPERVISOR,
                        ApproveModelRequest.newBuilder()
                                .setRequestId(UUID.randomUUID().toString())
                                .setVersion(version)
                                .setEtag(proposed.getEtag())
                                .build());
        here.follow();
        return version;
    }

    private void rollBack(String version) {
        var request =
                RollBackModelRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setVersion(version)
                        .setReason("it does harm");
        var _ = lines.rollBack(SUPERVISOR, request.build());
        here.follow();
    }

    private void lose(String version) {
        Path place = store.folder().resolve(KIND.label()).resolve(version);
        try (var files = Files.list(place)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("decisions 8: one call rolls back a version whose folder is gone")
    void rollsBackWhatHasNoFolderAnyMore() {
        here.follow();
        String starter = here.answering(KIND);
        String version = promoted(.8);
        lose(version);

        rollBack(version);

        assertThat(here.answering(KIND)).isEqualTo(starter);
    }

    @Test
    void rollsBackPastWhatCannotBeReadAndSaysSo() {
        here.follow();
        String starter = here.answering(KIND);
        String second = promoted(.8);
        String third = promoted(.81);
        lose(second);

        rollBack(third);

        assertThat(here.answering(KIND)).isEqualTo(starter);
        assertThat(lastDone()).isEqualTo(third + ", not readable: " + second + ": it does harm");
    }

    @Test
    void rollsBackToRulesAloneWhereNothingElseIsLeft() {
        here.follow();
        String starter = here.answering(KIND);
        String version = promoted(.8);
        lose(starter);

        rollBack(version);

        assertThat(line().hasInUse()).isFalse();
        assertThat(here.answering(KIND)).isEmpty();
        assertThat(lastDone()).contains(", rules alone answer: it does harm");
        assertThat(promoted(.8)).isEqualTo(here.answering(KIND));
    }

    private String lastDone() {
        var request =
                ListModelHistoryRequest.newBuilder()
                        .setKind(RecommendationKind.RECOMMENDATION_KIND_CASE_PRIORITY)
                        .setPageSize(200)
                        .build();
        return models.history(STEWARD, request).rows().getLast().getSummary();
    }

    @Test
    void aProcessDoesNotGoOnWithWhatWasTakenOut(@TempDir Path another) {
        here.follow();
        String version = promoted(.8);
        var copy = new ModelStore(another, Clock.systemUTC());
        assertThat(Versions.add(copy, .8).version()).isEqualTo(version);
        var elsewhere = process(copy);
        elsewhere.follow();
        assertThat(elsewhere.answering(KIND)).isEqualTo(version);

        rollBack(version);
        elsewhere.follow();

        assertThat(elsewhere.answering(KIND)).isEmpty();
    }

    @Test
    void theFirstModelIsNotWhateverTheFolderCallsAStarter() {
        var genuine = StarterModels.train(KIND);
        var forged =
                new TrainedModel(
                        KIND,
                        genuine.name(),
                        true,
                        genuine.files(),
                        Versions.TABLE,
                        1000,
                        "",
                        1,
                        Versions.measures(.99),
                        genuine.thresholds(),
                        genuine.provenance());
        var _ = store.add(forged);

        here.follow();

        assertThat(line().getInUse().getModel().getDigest())
                .isEqualTo(store.manifestOf(genuine).digest());
    }

    @Test
    void beginsAlthoughAManifestInTheFolderCannotBeRead() throws IOException {
        Path damaged = store.folder().resolve(KIND.label()).resolve("0123456789ab");
        var _ = Files.createDirectories(damaged);
        Files.writeString(damaged.resolve("manifest.json"), "{");

        here.follow();

        assertThat(here.answering(KIND)).isNotEmpty();
    }

    @Test
    void beginsWithRulesAloneWhereOtherModelsAreAlready() {
        String own = Versions.add(store, .8).version();

        here.follow();

        assertThat(line().hasInUse()).isFalse();
        assertThat(here.answering(KIND)).isEmpty();
        assertThat(here.answering(Kind.GRIEVANCE_TRIAGE)).isNotEmpty();
        assertThat(promoted(.8)).isEqualTo(own).isEqualTo(here.answering(KIND));
    }

    @Test
    void anAnswerIsKeptAlthoughWhatTheShadowSaidCannotBe() {
        here.follow();
        String version = Versions.add(store, .8).version();
        var _ =
                lines.shadow(
                        STEWARD,
                        ShadowModelRequest.newBuilder()
                                .setRequestId(UUID.randomUUID().toString())
                                .setVersion(version)
                                .build());
        here.follow();
        var recommend =
                new Recommend(
                        DATABASE, new PostgresRecommendations(), new FullTable(), here, figures);
        var facts =
                CaseFacts.newBuilder()
                        .setSubjectId(UuidCreator.getTimeOrderedEpoch().toString())
                        .putFacts("rooms", 1)
                        .build();

        var given = recommend.prioritise(STEWARD, List.of(facts)).getFirst();

        assertThat(recommend.get(STEWARD, given.getId())).isEqualTo(given);
    }

    /// Takes nothing.
    private record FullTable() implements ShadowAnswers {
        @Override
        public void add(Transaction transaction, List<ShadowAnswer> answers) {
            throw new IllegalStateException("full");
        }

        @Override
        public Optional<ShadowSummary> summary(String version) {
            return Optional.empty();
        }

        @Override
        public void forget(Duration age) {}
    }
}

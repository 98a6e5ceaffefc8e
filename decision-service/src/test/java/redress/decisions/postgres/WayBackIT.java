package redress.decisions.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.decisions.postgres.TestRegistry.STEWARD;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.models.TrainedModel;
import redress.decisions.registry.ShadowAnswer;
import redress.decisions.registry.ShadowAnswers;
import redress.decisions.registry.Versions;
import redress.decisions.serving.ModelsInUse;
import redress.decisions.starter.StarterModels;
import redress.decisions.v1.ListModelHistoryRequest;
import redress.decisions.v1.RecommendationKind;
import redress.decisions.v1.ShadowSummary;
import redress.mesh.store.Database;
import redress.mesh.store.Transaction;

/// How lines begin, and the way back whatever became of the folder of models.
class WayBackIT {
    private static final Kind KIND = Kind.CASE_PRIORITY;

    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Database DATABASE = POSTGRES.database();

    private final TestRegistry registry;
    private final ModelStore store;
    private final ModelsInUse here;

    WayBackIT(@TempDir Path folder) {
        registry = new TestRegistry(POSTGRES, DATABASE, folder);
        store = registry.store;
        here = registry.process(DATABASE, store);
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    private String promoted(double auc) {
        String version = registry.add(auc);
        registry.promote(version);
        here.follow();
        return version;
    }

    private void rollBack(String version) {
        registry.rollBack(version);
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

        assertThat(registry.line().hasInUse()).isFalse();
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
        return registry.models.history(STEWARD, request).rows().getLast().getSummary();
    }

    @Test
    void aProcessDoesNotGoOnWithWhatWasTakenOut(@TempDir Path another) {
        here.follow();
        String version = promoted(.8);
        var copy = new ModelStore(another, Clock.systemUTC());
        assertThat(Versions.add(copy, .8).version()).isEqualTo(version);
        var elsewhere = registry.process(DATABASE, copy);
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

        assertThat(registry.line().getInUse().getModel().getDigest())
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
        String own = registry.add(.8);

        here.follow();

        assertThat(registry.line().hasInUse()).isFalse();
        assertThat(here.answering(KIND)).isEmpty();
        assertThat(here.answering(Kind.GRIEVANCE_TRIAGE)).isNotEmpty();
        assertThat(promoted(.8)).isEqualTo(own).isEqualTo(here.answering(KIND));
    }

    @Test
    void anAnswerIsKeptAlthoughWhatTheShadowSaidCannotBe() {
        here.follow();
        String version = registry.add(.8);
        registry.shadow(version);
        here.follow();
        var recommend = registry.recommend(here, new FullTable());

        var given = TestRegistry.prioritised(recommend, 1).getFirst();

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

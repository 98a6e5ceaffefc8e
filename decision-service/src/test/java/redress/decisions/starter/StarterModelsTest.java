package redress.decisions.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.decisions.BadInput;
import redress.decisions.advice.ModelStamp;
import redress.decisions.models.Kind;
import redress.decisions.models.Manifest;
import redress.decisions.models.ModelStore;
import redress.decisions.priority.PriorityRecommender;
import redress.decisions.rules.FloorRules;
import redress.decisions.triage.TriageAdvice;
import redress.decisions.triage.TriageRecommender;

class StarterModelsTest {
    private static final String PLAIN =
            "My payment has not arrived and we have nothing left to eat";

    @TempDir Path folder;
    private Optional<ModelStore> opened = Optional.empty();

    @BeforeEach
    void train() {
        ModelStore store = new ModelStore(folder, Clock.systemUTC());
        StarterModels.addMissing(store, line -> {});
        opened = Optional.of(store);
    }

    private ModelStore store() {
        return opened.orElseThrow();
    }

    private TriageAdvice advise(String text) {
        return TriageRecommender.of(
                        store().loadCurrent(Kind.GRIEVANCE_TRIAGE), FloorRules.standard())
                .recommend(text, "en");
    }

    @Test
    void sayThatTheyAreStarters() {
        TriageAdvice advice = advise(PLAIN);
        assertThat(advice.model().starter()).isTrue();
        assertThat(advice.notices()).contains(ModelStamp.STARTER_NOTICE);
        assertThat(
                        PriorityRecommender.of(store().loadCurrent(Kind.CASE_PRIORITY))
                                .recommend(Map.of("rooms", 2.0))
                                .notices())
                .contains(ModelStamp.STARTER_NOTICE);
    }

    @Test
    void raiseUrgencyInPlainWords() {
        TriageAdvice advice = advise(PLAIN);
        assertThat(advice.abstained()).isEmpty();
        assertThat(advice.raises("urgent")).isTrue();
        assertThat(advice.categories()).hasSize(3);
        assertThat(advice.categories().getFirst().name()).isEqualTo("payment");
        assertThat(advice.explanation().reasons().getFirst().text())
                .matches("the words? “.+” (raises?|lowers?) urgency");
    }

    @Test
    void giveTheSameAdviceEveryTime() {
        TriageAdvice first = advise(PLAIN);
        assertThat(advise(PLAIN)).isEqualTo(first);
    }

    @Test
    void abstainOnEmptyShortAndForeignTexts() {
        assertThat(advise("  ").abstained()).contains("the text holds no words");
        assertThat(advise("help me").abstained().orElseThrow())
                .startsWith("the text is too short: 2 words");
        assertThat(advise("mwen pa gen anyen pou manje").abstained().orElseThrow())
                .contains("words are known");
        assertThat(
                        TriageRecommender.of(
                                        store().loadCurrent(Kind.GRIEVANCE_TRIAGE),
                                        FloorRules.standard())
                                .recommend(PLAIN, "fr")
                                .abstained())
                .contains("the model was not trained on texts in fr");
    }

    @Test
    void giveWayToAFloorRule() {
        TriageAdvice advice =
                advise("Thank you, when is the next payment day? The officer asked for sex.");
        assertThat(advice.urgency()).isEqualTo(1);
        assertThat(advice.raises("urgent")).isTrue();
        assertThat(advice.raises("sensitive")).isTrue();
        assertThat(advice.rule())
                .contains(
                        "the rule “sexual exploitation or abuse” holds: the text says “asked for sex”");
    }

    @Test
    void leaveRulesToSpeakAlone() {
        TriageAdvice advice =
                TriageRecommender.withoutModel(FloorRules.standard())
                        .recommend("a child is alone there", "");
        assertThat(advice.raises("sensitive")).isTrue();
        assertThat(advice.abstained()).contains("no model is in use: only rules were applied");
    }

    @Test
    void matchWholeWordsOnly() {
        assertThat(advise("the grapes were scraped and drapes skilled").rule()).isEmpty();
    }

    @Test
    void haveTheSameDigestWhenTrainedAgain() {
        String first = store().currentVersion(Kind.GRIEVANCE_TRIAGE).orElseThrow();
        Manifest second =
                new ModelStore(folder.resolve("other"), Clock.systemUTC())
                        .add(StarterModels.train(Kind.GRIEVANCE_TRIAGE));
        assertThat(second.version()).isEqualTo(first);
        assertThat(store().add(StarterModels.train(Kind.GRIEVANCE_TRIAGE)).digest())
                .isEqualTo(second.digest());
    }

    @Test
    void areRefusedWhenAFileWasChanged() throws IOException {
        String version = store().currentVersion(Kind.GRIEVANCE_TRIAGE).orElseThrow();
        Path file = folder.resolve("grievance_triage").resolve(version).resolve("triage.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> store().loadCurrent(Kind.GRIEVANCE_TRIAGE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("triage.bin: does not match its digest");
    }

    @Test
    void areRefusedWhenTheManifestWasChanged() throws IOException {
        String version = store().currentVersion(Kind.CASE_PRIORITY).orElseThrow();
        Path file = folder.resolve("case_priority").resolve(version).resolve("manifest.json");
        Files.writeString(
                file, Files.readString(file).replace("\"starter\" : true", "\"starter\" : false"));
        assertThatThrownBy(() -> store().loadCurrent(Kind.CASE_PRIORITY))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("manifest does not match its digest");
    }

    @Test
    void areNotReadFromOutsideTheStore() throws IOException {
        Files.writeString(folder.resolve("case_priority").resolve("current"), "../../etc");
        assertThatThrownBy(() -> store().loadCurrent(Kind.CASE_PRIORITY))
                .isInstanceOf(BadInput.class);
    }
}

package redress.decisions.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.decisions.fairness.FairnessReport;
import redress.decisions.fairness.Measure;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;
import redress.decisions.models.TrainedModel;
import redress.decisions.starter.StarterModels;
import redress.decisions.v1.GateOutcome;
import redress.decisions.v1.ModelFigures;
import redress.decisions.v1.ModelGate;
import redress.decisions.v1.ModelReference;
import redress.decisions.v1.ModelUse;

@DisplayName("decisions 8: promotion needs quality, calibration and fairness gates")
class GatesTest {
    private static final FairnessReport NOT_COMPARED = new FairnessReport(List.of(), List.of());

    @TempDir Path folder;

    private ModelStore store() {
        return new ModelStore(folder, Clock.systemUTC());
    }

    private Map<String, ModelGate> judged(TrainedModel model, ModelUse inUse) {
        var store = store();
        StoredModel stored = store.load(model.kind(), store.add(model).version());
        Map<String, ModelGate> found = new HashMap<>();
        new Gates(stored.manifest(), VersionFiles.card(stored), inUse)
                .judge()
                .forEach(gate -> found.put(gate.getName(), gate));
        return found;
    }

    private static ModelUse inUse(String table, double auc, String... compared) {
        return ModelUse.newBuilder()
                .setModel(ModelReference.newBuilder().setVersion("0123456789ab"))
                .setFigures(
                        ModelFigures.newBuilder()
                                .setDataSha256(table)
                                .putAllQuality(Map.of("auc", auc, "brier", .15, "coverage", .9))
                                .addAllCompared(List.of(compared)))
                .build();
    }

    private GateOutcome quality(double auc, ModelUse inUse) {
        var model = Versions.trained(Versions.TABLE, Versions.measures(auc), NOT_COMPARED);
        return outcome(judged(model, inUse), "quality");
    }

    private GateOutcome groups(FairnessReport fairness, String... comparedBefore) {
        var model = Versions.trained(Versions.TABLE, Versions.measures(.8), fairness);
        return outcome(judged(model, inUse(Versions.TABLE, .8, comparedBefore)), "groups");
    }

    private static GateOutcome outcome(Map<String, ModelGate> judged, String gate) {
        return judged.getOrDefault(gate, ModelGate.getDefaultInstance()).getOutcome();
    }

    @Test
    void passAVersionThatIsAsGood() {
        var model = Versions.trained(Versions.TABLE, Versions.measures(.8), NOT_COMPARED);
        assertThat(judged(model, inUse(Versions.TABLE, .8)).values())
                .noneMatch(gate -> gate.getOutcome() == GateOutcome.GATE_OUTCOME_FAILED);
    }

    @Test
    void refuseAVersionThatIsWorseByMoreThanTheMargin() {
        var before = inUse(Versions.TABLE, .8);
        assertThat(quality(.795, before)).isEqualTo(GateOutcome.GATE_OUTCOME_PASSED);
        assertThat(quality(.785, before)).isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
    }

    @Test
    void sayWhatIsWorseAndByHowMuch() {
        var model = Versions.trained(Versions.TABLE, Versions.measures(.7), NOT_COMPARED);
        assertThat(judged(model, inUse(Versions.TABLE, .8)).get("quality"))
                .extracting(ModelGate::getFinding)
                .isEqualTo("auc 0.7000 (in use: 0.8000, may be worse by: 0.0100)");
    }

    @Test
    void allowMoreBetweenTwoTables() {
        var elsewhere = inUse("b".repeat(64), .8);
        assertThat(quality(.76, elsewhere)).isEqualTo(GateOutcome.GATE_OUTCOME_PASSED);
        assertThat(quality(.74, elsewhere)).isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
    }

    @Test
    void compareWithNoStarterButWantMoreThanChance() {
        var starter =
                inUse(Versions.TABLE, .99).toBuilder()
                        .setModel(ModelReference.newBuilder().setStarter(true))
                        .build();
        assertThat(quality(.7, starter)).isEqualTo(GateOutcome.GATE_OUTCOME_PASSED);
        assertThat(quality(.59, starter)).isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
    }

    @Test
    void refuseAVersionThatNoLongerMeasuresWhatTheOneInUseDoes() {
        var without = new HashMap<>(Versions.measures(.8));
        without.remove("brier");
        var model = Versions.trained(Versions.TABLE, without, NOT_COMPARED);
        assertThat(judged(model, inUse(Versions.TABLE, .8)).get("quality"))
                .extracting(ModelGate::getFinding)
                .isEqualTo("brier not measured");
    }

    @Test
    @DisplayName("decisions 10: a version with an ECE above .03 does not answer")
    void refuseProbabilitiesThatAreOff() {
        var off = new HashMap<>(Versions.measures(.8));
        off.put("ece", .031);
        var model = Versions.trained(Versions.TABLE, off, NOT_COMPARED);
        assertThat(outcome(judged(model, inUse(Versions.TABLE, .8)), "calibration"))
                .isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
    }

    @Test
    void refuseAClearGapBeyondTheBound() {
        var found = Versions.groups("sex", Measure.FOUND, -.24, .05);
        assertThat(groups(found)).isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
        var judgedTooHigh = Versions.groups("sex", Measure.OVERESTIMATED, .06, .02);
        assertThat(groups(judgedTooHigh)).isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
    }

    @Test
    void passGapsThatAreSmallUnclearOrDoNotHurt() {
        assertThat(groups(Versions.groups("sex", Measure.FOUND, -.19, .01)))
                .isEqualTo(GateOutcome.GATE_OUTCOME_PASSED);
        assertThat(groups(Versions.groups("sex", Measure.FOUND, -.24, .3)))
                .isEqualTo(GateOutcome.GATE_OUTCOME_PASSED);
        assertThat(groups(Versions.groups("sex", Measure.RAISED, -.3, .05)))
                .isEqualTo(GateOutcome.GATE_OUTCOME_PASSED);
    }

    @Test
    void sayThatNoGroupsWereComparedAndRefuseToCompareFewerThanBefore() {
        assertThat(groups(NOT_COMPARED)).isEqualTo(GateOutcome.GATE_OUTCOME_NOT_MEASURED);
        assertThat(groups(NOT_COMPARED, "sex")).isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
        assertThat(groups(Versions.groups("size", Measure.FOUND, 0, .1), "sex", "size"))
                .isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
    }

    private ModelUse starter() {
        return ModelUse.newBuilder()
                .setModel(ModelReference.newBuilder().setVersion("0123456789ab").setStarter(true))
                .build();
    }

    @Test
    void refuseAPriorityWhoseOrderWasNotMeasured() {
        var model =
                Versions.trained(Versions.TABLE, Map.of("brier", .001, "ece", .001), NOT_COMPARED);
        assertThat(judged(model, starter()).get("quality"))
                .extracting(ModelGate::getFinding)
                .isEqualTo("auc not measured");
    }

    @Test
    void refuseCategoriesThatAreMostlyWrong() {
        assertThat(categories(.01)).isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
        assertThat(categories(.6)).isEqualTo(GateOutcome.GATE_OUTCOME_PASSED);
    }

    private GateOutcome categories(double accuracy) {
        var model =
                Versions.trained(
                        Kind.GRIEVANCE_TRIAGE,
                        Versions.TABLE,
                        Map.of("category.accuracy", accuracy),
                        NOT_COMPARED);
        return outcome(judged(model, starter()), "quality");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refuseWhatIsNoNumber(double none) {
        assertThat(quality(none, starter())).isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
        for (var measure : List.of("brier", "coverage")) {
            assertThat(outcome(withMeasure(measure, none), "quality"))
                    .describedAs(measure)
                    .isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
        }
        assertThat(outcome(withMeasure("ece", none), "calibration"))
                .isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
        assertThat(groups(Versions.groups("sex", Measure.FOUND, none, .05)))
                .isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
    }

    private Map<String, ModelGate> withMeasure(String measure, double value) {
        var measures = new HashMap<>(Versions.measures(.8));
        measures.put(measure, value);
        var model = Versions.trained(Versions.TABLE, measures, NOT_COMPARED);
        return judged(model, inUse(Versions.TABLE, .8));
    }

    @Test
    void refuseAStarter() {
        var starter = StarterModels.train(Kind.CASE_PRIORITY);
        assertThat(outcome(judged(starter, inUse("", .5)), "data"))
                .isEqualTo(GateOutcome.GATE_OUTCOME_FAILED);
    }
}

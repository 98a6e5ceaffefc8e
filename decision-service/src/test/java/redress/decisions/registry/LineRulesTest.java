package redress.decisions.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ModelReference;
import redress.decisions.v1.ModelStanding;
import redress.decisions.v1.ModelUse;
import redress.mesh.access.Refusal;

@DisplayName("decisions 8: two people promote, one rolls back")
class LineRulesTest {
    private static final ModelLine NEW =
            ModelLine.newBuilder().setInUse(use("first", 100)).setEtag("1").build();

    private static ModelUse use(String version, int percent) {
        return ModelUse.newBuilder()
                .setModel(model(version))
                .setPercent(percent)
                .setProposedBy("ana")
                .build();
    }

    private static ModelReference model(String version) {
        return ModelReference.newBuilder().setVersion(version).build();
    }

    private static ModelLine promoted(ModelLine line, String version, int percent) {
        var proposed = LineRules.propose(line, use(version, percent));
        return LineRules.approve(proposed, approved(proposed, "ben"));
    }

    private static ModelUse approved(ModelLine line, String person) {
        return line.getProposal().toBuilder().setApprovedBy(person).build();
    }

    private static ModelLine rolledBack(ModelLine line, String version) {
        return LineRules.rollBack(line, version, _ -> true);
    }

    private static void assertIllegal(Runnable rule, String why) {
        assertThatThrownBy(rule::run)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_ILLEGAL_TRANSITION))
                .hasMessageContaining(why);
    }

    @Test
    void whoProposedDoesNotApprove() {
        var line = LineRules.propose(NEW, use("second", 100));
        assertThatThrownBy(() -> LineRules.approve(line, approved(line, "ana")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason()).isEqualTo(Reason.REASON_ROLE_MISSING));
    }

    @Test
    void aProposalChangesNothingThatAnswers() {
        var line = LineRules.propose(NEW, use("second", 100));
        assertThat(line.getInUse()).isEqualTo(NEW.getInUse());
        assertIllegal(() -> LineRules.propose(line, use("third", 100)), "waits for a decision");
        assertThat(LineRules.decline(line, "second")).isEqualTo(NEW);
    }

    @Test
    void rollbackGoesBackStepByStep() {
        var line = promoted(promoted(NEW, "second", 100), "third", 100);
        var once = rolledBack(line, "third");
        assertThat(LineRules.version(once.getInUse())).isEqualTo("second");
        assertThat(once.getInUse().getApprovedBy()).isEqualTo("ben");
        assertIllegal(() -> rolledBack(once, "third"), "not in use");
        assertThat(rolledBack(once, "second")).isEqualTo(NEW);
    }

    @Test
    void rollbackEndsInRulesAlone() {
        var bare = rolledBack(NEW, "first");
        assertThat(bare.hasInUse()).isFalse();
        assertIllegal(() -> rolledBack(bare, "first"), "not in use (expected: none");
        var again = promoted(bare, "second", 100);
        assertThat(again.getEarlierList()).isEmpty();
        assertThat(rolledBack(again, "second")).isEqualTo(bare);
    }

    @Test
    void oneWhoRetiresAllEarlierVersionsDoesNotTakeTheWayBack() {
        var line = LineRules.retire(promoted(NEW, "second", 100), "first");
        assertThat(rolledBack(line, "second").hasInUse()).isFalse();
    }

    @Test
    void whatWasRolledBackDoesNotComeBackByTheNextRollback() {
        var line = promoted(promoted(NEW, "second", 100), "third", 100);
        var twice = rolledBack(promoted(line, "second", 100), "second");
        assertThat(LineRules.version(twice.getInUse())).isEqualTo("third");
        assertThat(rolledBack(twice, "third")).isEqualTo(NEW);
    }

    @Test
    void rollbackPassesOverWhatCannotBeRead() {
        var line = promoted(promoted(NEW, "second", 100), "third", 100);
        var after =
                LineRules.rollBack(line, "third", model -> !model.getVersion().equals("second"));
        assertThat(after).isEqualTo(NEW);
        assertThat(LineRules.rollBack(line, "third", _ -> false).hasInUse()).isFalse();
    }

    @Test
    void aCanaryAnswersBesideTheOneInUseUntilItIsRolledBackOrPromoted() {
        var line = promoted(NEW, "second", 5);
        assertThat(LineRules.version(line.getInUse())).isEqualTo("first");
        assertThat(line.getCanary().getPercent()).isEqualTo(5);
        assertThat(rolledBack(line, "second")).isEqualTo(NEW);
        var promoted = promoted(line, "second", 100);
        assertThat(promoted.hasCanary()).isFalse();
        assertThat(LineRules.version(promoted.getInUse())).isEqualTo("second");
    }

    @Test
    void rollbackOfWhatIsInUseEndsTheCanaryToo() {
        var line = promoted(promoted(NEW, "second", 100), "third", 5);
        assertThat(rolledBack(line, "second")).isEqualTo(NEW);
    }

    @Test
    void aRetiredVersionNeverAnswersAgain() {
        var line = promoted(promoted(NEW, "second", 100), "third", 100);
        assertIllegal(() -> LineRules.retire(line, "third"), "has a part in answers");
        var retired = LineRules.retire(line, "second");
        assertThat(LineRules.version(rolledBack(retired, "third").getInUse())).isEqualTo("first");
        assertIllegal(() -> LineRules.propose(retired, use("second", 100)), "retired");
        assertIllegal(() -> LineRules.shadow(retired, model("second")), "retired");
    }

    @Test
    void aShadowHasNoPartInAnswers() {
        var line = LineRules.shadow(NEW, model("second"));
        assertThat(line.getInUse()).isEqualTo(NEW.getInUse());
        assertThat(line.hasCanary()).isFalse();
        assertIllegal(() -> LineRules.endShadow(line, "third"), "not the shadow");
        assertThat(LineRules.endShadow(line, "second")).isEqualTo(NEW);
        assertThat(promoted(line, "second", 100).hasShadow()).isFalse();
        assertIllegal(() -> LineRules.shadow(NEW, model("first")), "in use already");
    }

    @Test
    void everyVersionHasItsStanding() {
        var line =
                LineRules.retire(
                        LineRules.shadow(
                                LineRules.propose(
                                        promoted(promoted(NEW, "second", 100), "third", 5),
                                        use("fourth", 100)),
                                model("fifth")),
                        "sixth");
        assertThat(ShowModels.standing("first", line))
                .isEqualTo(ModelStanding.MODEL_STANDING_EARLIER);
        assertThat(ShowModels.standing("second", line))
                .isEqualTo(ModelStanding.MODEL_STANDING_IN_USE);
        assertThat(ShowModels.standing("third", line))
                .isEqualTo(ModelStanding.MODEL_STANDING_CANARY);
        assertThat(ShowModels.standing("fourth", line))
                .isEqualTo(ModelStanding.MODEL_STANDING_PROPOSED);
        assertThat(ShowModels.standing("fifth", line))
                .isEqualTo(ModelStanding.MODEL_STANDING_SHADOW);
        assertThat(ShowModels.standing("sixth", line))
                .isEqualTo(ModelStanding.MODEL_STANDING_RETIRED);
        assertThat(ShowModels.standing("seventh", line))
                .isEqualTo(ModelStanding.MODEL_STANDING_TRAINED);
    }
}

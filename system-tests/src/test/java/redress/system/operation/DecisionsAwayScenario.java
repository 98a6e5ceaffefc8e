package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.Case;
import redress.cases.v1.ListCasesRequest;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.PrioritiseCaseRequest;
import redress.decisions.v1.PrioritiseCasesRequest;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.TriageGrievanceRequest;
import redress.decisions.v1.TriageGrievancesRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListGrievancesRequest;
import redress.local.process.Progress;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// decision-service helps and never blocks: without it work goes on with rules, and the model's
/// recommendations follow.
@Scenario
class DecisionsAwayScenario {
    private static final String DECISIONS = "decision-service";
    private static final int ITEMS = 12;

    @AfterEach
    void bringItBack(TestMesh mesh) {
        mesh.local().start(DECISIONS, Progress.silent());
    }

    @DisplayName("zero-trust 34: without decision-service rules answer, and the model follows")
    @Test
    void worksOnWithRulesAndFillsInWhatTheModelMissed(TestMesh mesh) {
        String area = Samples.name("away");
        mesh.local().stop(DECISIONS, Progress.silent());

        var cases = IntStream.range(0, ITEMS).mapToObj(_ -> openCase(mesh, area)).toList();
        var grievances = IntStream.range(0, ITEMS).mapToObj(_ -> submit(mesh, area)).toList();

        assertThat(cases).allSatisfy(each -> assertOfRules(each.getRecommendation()));
        assertThat(grievances).allSatisfy(each -> assertOfRules(each.getRecommendation()));

        mesh.local().start(DECISIONS, Progress.silent());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> {
                            assertThat(casesOf(mesh, area))
                                    .hasSize(ITEMS)
                                    .allSatisfy(each -> assertOfModel(each.getRecommendation()));
                            assertThat(grievancesOf(mesh, area))
                                    .hasSize(ITEMS)
                                    .allSatisfy(each -> assertOfModel(each.getRecommendation()));
                        });
        assertThat(casesOf(mesh, area))
                .extracting(Case::getEtag)
                .describedAs("what people read stays the version they read")
                .containsOnly("1");
    }

    @Test
    void givesReasonsThatAddUpOneByOne(TestMesh mesh) {
        var facts = facts(6);
        var request = PrioritiseCaseRequest.newBuilder().setInput(facts).build();
        var worker = mesh.console(TestUser.WORKER).decisions();

        var priority = worker.prioritiseCase(request).getRecommendation();
        assertExplained(priority);
        assertThat(priority.getSubjectId()).isEqualTo(facts.getSubjectId());

        var text = text("We have had no food for three days and the children are ill.");
        var triage =
                mesh.console(TestUser.OFFICER)
                        .decisions()
                        .triageGrievance(TriageGrievanceRequest.newBuilder().setInput(text).build())
                        .getRecommendation();
        assertExplained(triage);
        assertThat(triage.getModel().getName()).isNotEmpty();
    }

    @Test
    void answersAStreamOneForOneInOrder(TestMesh mesh)
            throws StatusException, InterruptedException {
        var asked = IntStream.rangeClosed(1, 40).mapToObj(DecisionsAwayScenario::facts).toList();
        var call = mesh.as("case-service").decisionStreams().prioritiseCases();
        var answers = new ArrayList<Recommendation>();
        for (var facts : asked) {
            call.write(PrioritiseCasesRequest.newBuilder().setInput(facts).build());
        }
        call.halfClose();
        for (var answer = call.read(); answer != null; answer = call.read()) {
            answers.add(answer.getRecommendation());
        }
        assertThat(answers)
                .extracting(Recommendation::getSubjectId)
                .containsExactlyElementsOf(asked.stream().map(CaseFacts::getSubjectId).toList());
        assertThat(answers).allSatisfy(DecisionsAwayScenario::assertExplained);
    }

    @Test
    void triagesAStreamOneForOneInOrder(TestMesh mesh)
            throws StatusException, InterruptedException {
        var asked = List.of(text("No payment since May."), text("The card is lost."), text("zzqx"));
        var call = mesh.as("grievance-service").decisionStreams().triageGrievances();
        for (var each : asked) {
            call.write(TriageGrievancesRequest.newBuilder().setInput(each).build());
        }
        call.halfClose();
        var subjects = new ArrayList<String>();
        for (var answer = call.read(); answer != null; answer = call.read()) {
            subjects.add(answer.getRecommendation().getSubjectId());
        }
        assertThat(subjects)
                .containsExactlyElementsOf(
                        asked.stream().map(GrievanceText::getSubjectId).toList());
    }

    private static void assertOfRules(Recommendation given) {
        assertThat(given.hasModel()).isFalse();
        assertThat(given.getRuleSet()).isNotEmpty();
        assertThat(given.getReasonsList()).isNotEmpty();
        assertThat(given.getReasons(0).getText()).contains("rules");
    }

    private static void assertOfModel(Recommendation given) {
        assertThat(given.hasModel()).isTrue();
        assertThat(given.getModel().getDigest()).isNotEmpty();
        assertThat(given.getModel().getStarter()).describedAs("says that it is one").isTrue();
    }

    private static void assertExplained(Recommendation given) {
        assertOfModel(given);
        assertThat(given.getReasonsList()).isNotEmpty().allMatch(r -> !r.getText().isBlank());
        double sum = given.getReasonsList().stream().mapToDouble(r -> r.getContribution()).sum();
        var breakdown = given.getBreakdown();
        assertThat(breakdown.getBias() + sum + breakdown.getOthers())
                .describedAs(given.toString())
                .isCloseTo(breakdown.getRawScore(), within(1e-6));
    }

    private static Case openCase(TestMesh mesh, String area) {
        var worker = mesh.console(TestUser.WORKER).cases();
        return worker.openCase(Samples.openCase(area)).getCase();
    }

    private static Grievance submit(TestMesh mesh, String area) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        return officer.submitGrievance(Samples.submitGrievance(area)).getGrievance();
    }

    private static List<Case> casesOf(TestMesh mesh, String area) {
        var list = ListCasesRequest.newBuilder().setAreaCode(area).build();
        return mesh.console(TestUser.WORKER).cases().listCases(list).getCasesList();
    }

    private static List<Grievance> grievancesOf(TestMesh mesh, String area) {
        var list = ListGrievancesRequest.newBuilder().setAreaCode(area).build();
        return mesh.console(TestUser.OFFICER).grievances().listGrievances(list).getGrievancesList();
    }

    private static CaseFacts facts(int members) {
        return CaseFacts.newBuilder()
                .setSubjectId(Samples.id())
                .putFacts("rooms", 1)
                .putFacts("members", members)
                .setIntensityLevel(2)
                .build();
    }

    private static GrievanceText text(String text) {
        return GrievanceText.newBuilder()
                .setSubjectId(Samples.id())
                .setText(text)
                .setLanguage("en")
                .build();
    }
}

package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import io.grpc.Status.Code;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.v1.AddNoteRequest;
import redress.cases.v1.AssignCaseRequest;
import redress.cases.v1.Case;
import redress.cases.v1.CaseOrder;
import redress.cases.v1.CaseServiceGrpc.CaseServiceBlockingStub;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.ChangeStageRequest;
import redress.cases.v1.CloseCaseRequest;
import redress.cases.v1.ClosureOutcome;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListNotesRequest;
import redress.cases.v1.Note;
import redress.cases.v1.NoteType;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.ReviewCaseRecommendationRequest;
import redress.cases.v1.UpdateCaseRequest;
import redress.decisions.v1.HumanDecision;
import redress.decisions.v1.PriorityBand;
import redress.system.mesh.Assured;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;
import redress.timeline.v1.TimelineEntry;

/// Cases over gRPC, from the first visit to the end.
@Scenario
class CasesScenario {
    @Test
    void carriesACaseFromItsOpeningToItsEnd(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER).cases();
        var supervisor = mesh.console(TestUser.SUPERVISOR).cases();

        var opened = worker.openCase(Samples.openCase(Samples.name("flow"))).getCase();
        assertThat(opened.getNumber()).matches("CASE-\\d{4}-\\d{6,}");
        assertThat(opened.getState()).isEqualTo(CaseState.CASE_STATE_ACTIVE);
        assertThat(opened.getRecommendation().getReasonsList()).isNotEmpty();

        var assigned = supervisor.assignCase(assign(opened, "worker")).getCase();
        var moved = worker.changeStage(stage(assigned, CaseStage.CASE_STAGE_ASSESSMENT)).getCase();
        worker.addNote(note(moved, "Visited today.", false));
        var reviewed = worker.reviewCaseRecommendation(override(moved)).getCase();
        var closed = supervisor.closeCase(close(reviewed)).getCase();

        assertThat(closed.getState()).isEqualTo(CaseState.CASE_STATE_CLOSED);
        assertThat(closed.getCaseWorker()).isEqualTo("worker");
        assertThat(closed.getDetails().getPriority()).isEqualTo(PriorityBand.PRIORITY_BAND_MEDIUM);
        assertThat(worker.getCase(get(closed)).getCase()).isEqualTo(closed);
        var timeline = timeline(worker, closed.getId());
        assertThat(timeline)
                .extracting(TimelineEntry::getType)
                .filteredOn(type -> !type.equals("case.recommended"))
                .containsExactly(
                        "case.opened",
                        "case.assigned",
                        "case.stage_changed",
                        "case.note_added",
                        "case.recommendation_reviewed",
                        "case.closed");
        assertThat(timeline.getFirst().getActor()).isEqualTo("worker");
        assertThat(timeline.getFirst().getWorkload()).isEqualTo("console");
        assertThat(timeline.getLast().getActor()).isEqualTo("supervisor");
    }

    @Test
    void showsAConfidentialNoteToItsAuthorAndSupervisorsOnly(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER).cases();
        var supervisor = mesh.console(TestUser.SUPERVISOR).cases();
        var opened = worker.openCase(Samples.openCase(Samples.name("notes"))).getCase();
        worker.addNote(note(opened, "For everyone.", false));
        worker.addNote(note(opened, "The worker's own.", true));
        supervisor.addNote(note(opened, "The supervisor's own.", true));

        assertThat(notes(worker, opened)).containsExactly("The worker's own.", "For everyone.");
        assertThat(notes(supervisor, opened))
                .containsExactly("The supervisor's own.", "The worker's own.", "For everyone.");
    }

    @Test
    void hidesASensitiveCaseFromWorkersWhoAreNotInCharge(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER, Assured.PASSKEY).cases();
        var supervisor = mesh.console(TestUser.SUPERVISOR, Assured.PASSKEY).cases();
        String area = Samples.name("sensitive");
        var details =
                Samples.caseDetails(area).setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE).build();
        var request =
                OpenCaseRequest.newBuilder().setRequestId(Samples.id()).setDetails(details).build();
        var hidden = supervisor.openCase(request).getCase();

        assertRefused(Code.NOT_FOUND, "NOT_FOUND", () -> worker.getCase(get(hidden)));
        assertThat(ids(worker, area, 50)).isEmpty();
        var inCharge = supervisor.assignCase(assign(hidden, "worker")).getCase();
        assertThat(worker.getCase(get(inCharge)).getCase()).isEqualTo(inCharge);
        assertThat(ids(worker, area, 50)).containsExactly(hidden.getId());
    }

    @Test
    void changesOnlyWhatTheMaskNames(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER).cases();
        var before = worker.openCase(Samples.openCase(Samples.name("mask"))).getCase();
        var request =
                UpdateCaseRequest.newBuilder()
                        .setRequestId(Samples.id())
                        .setId(before.getId())
                        .setEtag(before.getEtag());
        request.getDetailsBuilder().setTitle("Roof and walls lost").setCaseType("other");
        request.getUpdateMaskBuilder().addPaths("title");

        var after = worker.updateCase(request.build()).getCase();

        var expected = before.getDetails().toBuilder().setTitle("Roof and walls lost").build();
        assertThat(after.getDetails()).isEqualTo(expected);
    }

    @Test
    void answersARepetitionWithTheFirstAnswer(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER).cases();
        String area = Samples.name("again");
        var request = Samples.openCase(area);

        var first = worker.openCase(request);
        var moved =
                worker.changeStage(stage(first.getCase(), CaseStage.CASE_STAGE_ASSESSMENT))
                        .getCase();

        assertThat(worker.openCase(request)).isEqualTo(first);
        assertThat(ids(worker, area, 50)).containsExactly(moved.getId());
    }

    @Test
    void storesOnceWhatIsSentManyTimesAtOnce(TestMesh mesh) {
        String area = Samples.name("at-once");
        var request = Samples.openCase(area);
        var worker = mesh.console(TestUser.WORKER).cases();

        var answers = Together.run(copies(16, () -> worker.openCase(request)));

        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(ids(worker, area, 50)).hasSize(1);
        assertThat(timeline(worker, answers.getFirst().getCase().getId()))
                .filteredOn(entry -> entry.getType().equals("case.opened"))
                .hasSize(1);
    }

    @Test
    void letsOneOfManyChangesOfTheSameVersionThrough(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER).cases();
        var opened = worker.openCase(Samples.openCase(Samples.name("race"))).getCase();
        var before = timeline(worker, opened.getId()).size();

        var outcomes = Together.run(copies(12, () -> outcomeOfAMove(worker, opened)));

        assertThat(outcomes).filteredOn("OK"::equals).hasSize(1);
        assertThat(outcomes).filteredOn(each -> !each.equals("OK")).containsOnly("ABORTED");
        assertThat(timeline(worker, opened.getId()))
                .filteredOn(entry -> !entry.getType().equals("case.recommended"))
                .hasSize(before + 1);
    }

    @Test
    void givesEveryCaseItsOwnNumber(TestMesh mesh) {
        String area = Samples.name("numbers");
        var worker = mesh.console(TestUser.WORKER).cases();

        var numbers =
                Together.run(
                        copies(
                                32,
                                () ->
                                        worker.openCase(Samples.openCase(area))
                                                .getCase()
                                                .getNumber()));

        assertThat(numbers).hasSize(32).doesNotHaveDuplicates();
        assertThat(ids(worker, area, 50)).hasSize(32).doesNotHaveDuplicates();
    }

    @Test
    void pagesShowEveryCaseOnce(TestMesh mesh) {
        String area = Samples.name("pages");
        var worker = mesh.console(TestUser.WORKER).cases();
        var opened =
                IntStream.range(0, 11)
                        .mapToObj(_ -> worker.openCase(Samples.openCase(area)).getCase().getId())
                        .toList();

        assertThat(ids(worker, area, 4)).containsExactlyElementsOf(opened.reversed());
        assertThat(ids(worker, area, 11)).hasSize(11);
        assertThat(ids(worker, area, 1)).hasSize(11).doesNotHaveDuplicates();
    }

    @Test
    void pagesByUrgencyShowTheMostUrgentFirst(TestMesh mesh) {
        String area = Samples.name("urgency");
        var worker = mesh.console(TestUser.WORKER).cases();
        for (int members = 1; members <= 9; members++) {
            worker.openCase(household(area, members));
        }
        var filters =
                ListCasesRequest.newBuilder()
                        .setAreaCode(area)
                        .setOrder(CaseOrder.CASE_ORDER_URGENCY);

        var scores =
                Pages.cases(worker, filters, 2).stream()
                        .map(each -> each.getRecommendation().getScore())
                        .toList();

        assertThat(scores).hasSize(9).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    private static OpenCaseRequest household(String area, int members) {
        return Samples.openCase(area).toBuilder()
                .setDetails(
                        Samples.caseDetails(area)
                                .putFacts("members", members)
                                .setIntensityLevel(members % 4))
                .build();
    }

    private static String outcomeOfAMove(CaseServiceBlockingStub worker, Case opened) {
        try {
            worker.changeStage(stage(opened, CaseStage.CASE_STAGE_ASSESSMENT));
            return "OK";
        } catch (io.grpc.StatusRuntimeException e) {
            return e.getStatus().getCode().name();
        }
    }

    private static <T> List<Callable<T>> copies(int count, Callable<T> call) {
        return java.util.Collections.nCopies(count, call);
    }

    private static List<String> ids(CaseServiceBlockingStub stub, String area, int pageSize) {
        var filters = ListCasesRequest.newBuilder().setAreaCode(area);
        return Pages.cases(stub, filters, pageSize).stream().map(Case::getId).toList();
    }

    private static List<TimelineEntry> timeline(CaseServiceBlockingStub stub, String id) {
        return stub.listCaseTimeline(ListCaseTimelineRequest.newBuilder().setCaseId(id).build())
                .getEntriesList();
    }

    private static List<String> notes(CaseServiceBlockingStub stub, Case of) {
        return stub
                .listNotes(ListNotesRequest.newBuilder().setCaseId(of.getId()).build())
                .getNotesList()
                .stream()
                .map(Note::getText)
                .toList();
    }

    private static GetCaseRequest get(Case known) {
        return GetCaseRequest.newBuilder().setId(known.getId()).build();
    }

    private static AssignCaseRequest assign(Case before, String user) {
        return AssignCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setCaseWorker(user)
                .build();
    }

    private static ChangeStageRequest stage(Case before, CaseStage stage) {
        return ChangeStageRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setStage(stage)
                .build();
    }

    private static AddNoteRequest note(Case of, String text, boolean confidential) {
        return AddNoteRequest.newBuilder()
                .setRequestId(Samples.id())
                .setCaseId(of.getId())
                .setNoteType(NoteType.NOTE_TYPE_PROGRESS)
                .setText(text)
                .setIsConfidential(confidential)
                .build();
    }

    private static ReviewCaseRecommendationRequest override(Case before) {
        return ReviewCaseRecommendationRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setRecommendationId(before.getRecommendation().getId())
                .setHumanDecision(HumanDecision.HUMAN_DECISION_OVERRIDDEN)
                .setOverrideReason("The family has moved in with relatives.")
                .setPriority(PriorityBand.PRIORITY_BAND_MEDIUM)
                .build();
    }

    private static CloseCaseRequest close(Case before) {
        return CloseCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setClosureOutcome(ClosureOutcome.CLOSURE_OUTCOME_GOALS_ACHIEVED)
                .setClosureReason("New house handed over.")
                .build();
    }
}

package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.AddNoteRequest;
import redress.cases.v1.AssignCaseRequest;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CaseStage;
import redress.cases.v1.ChangeStageRequest;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListNotesRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.UpdateCaseRequest;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.GetGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListGrievanceTimelineRequest;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.local.home.MeshService;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// People and systems reach what belongs to their programmes and areas, and nothing else; nobody
/// reaches a complaint about themselves.
@Scenario
@DisplayName("zero-trust 14: programmes, areas and complaints about oneself")
class ScopeScenario {
    private static final String OWN = "cash_transfer";
    private static final String OWN_AREA = "CO-05-" + Samples.id();

    @Test
    void hidesWhatIsNotOfOnesProgrammesAndAreasAtEveryDoor(TestMesh mesh) {
        var all = mesh.console(TestUser.WORKER).cases();
        var cash = mesh.console(TestUser.CASH_WORKER).cases();
        var seen = all.openCase(open(details(List.of("food", OWN), OWN_AREA))).getCase();
        var hidden =
                List.of(
                        all.openCase(open(details(List.of("food"), OWN_AREA))).getCase(),
                        all.openCase(open(details(List.of(OWN), "CO-051"))).getCase(),
                        all.openCase(open(details(List.of(OWN), "CO"))).getCase(),
                        all.openCase(open(details(List.of(), ""))).getCase());

        assertThat(cash.getCase(get(seen)).getCase().getId()).isEqualTo(seen.getId());
        for (var one : hidden) {
            assertNotFound(() -> cash.getCase(get(one)));
            assertNotFound(() -> cash.listNotes(notesOf(one)));
            assertNotFound(() -> cash.listCaseTimeline(timelineOf(one)));
            assertNotFound(() -> cash.addNote(note(one)));
            assertNotFound(() -> cash.changeStage(stage(one)));
        }
        assertThat(Pages.cases(cash, ListCasesRequest.newBuilder(), 3))
                .extracting(Case::getId)
                .contains(seen.getId())
                .doesNotContainAnyElementsOf(hidden.stream().map(Case::getId).toList());
    }

    @Test
    void hidesTheSameOverRest(TestMesh mesh) {
        var all = mesh.console(TestUser.WORKER).cases();
        var cash = mesh.rest("console", TestUser.CASH_WORKER);
        String key = Samples.name("key");
        var hidden =
                all.openCase(open(details(List.of("food"), OWN_AREA).setExternalId(key))).getCase();
        String path = "/v1/cases/" + hidden.getId();

        assertThat(cash.get(MeshService.CASES, path).status()).isEqualTo(404);
        assertThat(cash.get(MeshService.CASES, path + "/timeline").status()).isEqualTo(404);
        assertThat(cash.get(MeshService.CASES, path + "/notes").status()).isEqualTo(404);
        var found = cash.get(MeshService.CASES, "/v1/cases?external_id=" + key);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().path("cases")).isEmpty();
        var missing = cash.get(MeshService.CASES, "/v1/cases/" + Samples.id());
        assertThat(cash.get(MeshService.CASES, path).body().path("detail"))
                .isEqualTo(missing.body().path("detail"));
    }

    @Test
    void refusesToOpenOrMoveACaseOutOfReach(TestMesh mesh) {
        var cash = mesh.console(TestUser.CASH_WORKER).cases();
        assertOutOfScope(() -> cash.openCase(open(details(List.of("food"), OWN_AREA))));
        assertOutOfScope(() -> cash.openCase(open(details(List.of(OWN, "food"), OWN_AREA))));
        assertOutOfScope(() -> cash.openCase(open(details(List.of(OWN), "PE-01"))));
        assertOutOfScope(() -> cash.openCase(open(details(List.of(), ""))));
        var own = cash.openCase(open(details(List.of(OWN), OWN_AREA))).getCase();

        assertOutOfScope(() -> cash.updateCase(move(own, List.of(OWN), "PE-01")));
        assertOutOfScope(() -> cash.updateCase(move(own, List.of("food"), OWN_AREA)));
        assertOutOfScope(() -> cash.updateCase(move(own, List.of(OWN, "food"), OWN_AREA)));
        assertThat(cash.getCase(get(own)).getCase().getDetails()).isEqualTo(own.getDetails());
        var moved = cash.updateCase(move(own, List.of(OWN), OWN_AREA + "-2")).getCase();
        assertThat(moved.getDetails().getAreaCode()).isEqualTo(OWN_AREA + "-2");
    }

    @Test
    void tellsNothingOfAHiddenCaseByItsExternalIdentifierOrAnEarlierAnswer(TestMesh mesh) {
        var all = mesh.console(TestUser.SUPERVISOR).cases();
        var cash = mesh.console(TestUser.CASH_WORKER).cases();
        String key = Samples.name("key");
        all.openCase(open(details(List.of("food"), OWN_AREA).setExternalId(key)));
        var request = open(details(List.of(OWN), OWN_AREA).setExternalId(key));

        var own = cash.openCase(request).getCase();
        assertThat(cash.openCase(request).getCase()).isEqualTo(own);
        all.updateCase(move(own, List.of("food"), OWN_AREA));

        assertNotFound(() -> cash.openCase(request));
    }

    @Test
    void limitsASystemToItsProgrammesAndAreas(TestMesh mesh) {
        var partner = mesh.as("partner", TestUser.PARTNER);
        var request = Samples.submitGrievance("CO-11").toBuilder();
        request.getDetailsBuilder().addProgrammeIds(OWN);
        var foreign = request.build().toBuilder();
        foreign.getDetailsBuilder().addProgrammeIds("food");

        assertThat(partner.grievances().submitGrievance(request.build()).hasGrievance()).isTrue();
        assertOutOfScope(() -> partner.grievances().submitGrievance(foreign.build()));
        assertOutOfScope(() -> partner.cases().openCase(open(details(List.of(OWN), "PE"))));
    }

    @Test
    void hidesAComplaintFromWhomItIsAbout(TestMesh mesh) {
        var other = mesh.console(TestUser.SUPERVISOR).grievances();
        var subject = mesh.console(TestUser.OFFICER).grievances();
        String area = Samples.name("about");
        var complaint = other.submitGrievance(about("Officer", area)).getGrievance();

        assertThat(other.getGrievance(get(complaint)).hasGrievance()).isTrue();
        assertNotFound(() -> subject.getGrievance(get(complaint)));
        assertNotFound(() -> subject.listGrievanceTimeline(timelineOf(complaint)));
        assertNotFound(() -> subject.acknowledgeGrievance(acknowledge(complaint)));
        assertThat(
                        Pages.grievances(
                                subject, ListGrievancesRequest.newBuilder().setAreaCode(area), 5))
                .isEmpty();
        var rest = mesh.rest("console", TestUser.OFFICER);
        String path = "/v1/grievances/" + complaint.getId();
        assertThat(rest.get(MeshService.GRIEVANCES, path).status()).isEqualTo(404);

        assertOutOfScope(() -> other.assignGrievance(assign(complaint, "officer")));
        assertOutOfScope(() -> subject.submitGrievance(about("officer", area)));
        var assigned = other.assignGrievance(assign(complaint, "cash-officer")).getGrievance();
        assertThat(assigned.getAssignedTo()).isEqualTo("cash-officer");
    }

    @Test
    void hidesACaseThatFollowsFromAComplaintFromWhomItIsAbout(TestMesh mesh) {
        var supervisor = mesh.console(TestUser.SUPERVISOR).cases();
        var subject = mesh.console(TestUser.WORKER).cases();
        var details = details(List.of(OWN), OWN_AREA).addSubjectsOfComplaint("worker");
        var followed = supervisor.openCase(open(details)).getCase();

        assertNotFound(() -> subject.getCase(get(followed)));
        assertThat(Pages.cases(subject, ListCasesRequest.newBuilder().setAreaCode(OWN_AREA), 50))
                .extracting(Case::getId)
                .doesNotContain(followed.getId());
        assertOutOfScope(
                () ->
                        supervisor.assignCase(
                                AssignCaseRequest.newBuilder()
                                        .setRequestId(Samples.id())
                                        .setId(followed.getId())
                                        .setEtag(followed.getEtag())
                                        .setCaseWorker("worker")
                                        .build()));
    }

    @Test
    void refusalsSayWhyOverRestToo(TestMesh mesh) {
        var cash = mesh.rest("console", TestUser.CASH_WORKER);
        String body =
                "{\"details\":{\"case_type\":\"x\",\"title\":\"x\",\"programme_ids\":[\"food\"],"
                        + "\"area_code\":\"CO-05\"}}";

        var refused =
                cash.send(
                        "POST",
                        MeshService.CASES,
                        "/v1/cases",
                        body,
                        Map.of("Idempotency-Key", Samples.id()));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("reason")).isEqualTo("OUT_OF_SCOPE");
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertRefused(Code.NOT_FOUND, "NOT_FOUND", call);
    }

    private static void assertOutOfScope(ThrowingCallable call) {
        assertRefused(Code.PERMISSION_DENIED, "OUT_OF_SCOPE", call);
    }

    private static CaseDetails.Builder details(List<String> programmes, String area) {
        return Samples.caseDetails(area).addAllProgrammeIds(programmes);
    }

    private static OpenCaseRequest open(CaseDetails.Builder details) {
        return OpenCaseRequest.newBuilder().setRequestId(Samples.id()).setDetails(details).build();
    }

    private static UpdateCaseRequest move(Case before, List<String> programmes, String area) {
        return UpdateCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setDetails(details(programmes, area))
                .setUpdateMask(
                        FieldMask.newBuilder().addPaths("programme_ids").addPaths("area_code"))
                .build();
    }

    private static SubmitGrievanceRequest about(String subject, String area) {
        var request = Samples.submitGrievance(area).toBuilder();
        request.getDetailsBuilder().addSubjectsOfComplaint(subject);
        return request.build();
    }

    private static GetCaseRequest get(Case known) {
        return GetCaseRequest.newBuilder().setId(known.getId()).build();
    }

    private static ListNotesRequest notesOf(Case known) {
        return ListNotesRequest.newBuilder().setCaseId(known.getId()).build();
    }

    private static ListCaseTimelineRequest timelineOf(Case known) {
        return ListCaseTimelineRequest.newBuilder().setCaseId(known.getId()).build();
    }

    private static AddNoteRequest note(Case known) {
        return AddNoteRequest.newBuilder()
                .setRequestId(Samples.id())
                .setCaseId(known.getId())
                .setText("Visited today.")
                .build();
    }

    private static ChangeStageRequest stage(Case known) {
        return ChangeStageRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(known.getId())
                .setEtag(known.getEtag())
                .setStage(CaseStage.CASE_STAGE_ASSESSMENT)
                .build();
    }

    private static GetGrievanceRequest get(Grievance known) {
        return GetGrievanceRequest.newBuilder().setId(known.getId()).build();
    }

    private static ListGrievanceTimelineRequest timelineOf(Grievance known) {
        return ListGrievanceTimelineRequest.newBuilder().setGrievanceId(known.getId()).build();
    }

    private static AcknowledgeGrievanceRequest acknowledge(Grievance known) {
        return AcknowledgeGrievanceRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(known.getId())
                .setEtag(known.getEtag())
                .build();
    }

    private static AssignGrievanceRequest assign(Grievance known, String to) {
        return AssignGrievanceRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(known.getId())
                .setEtag(known.getEtag())
                .setAssignedTo(to)
                .build();
    }
}

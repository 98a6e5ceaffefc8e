package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.BeneficiaryReference;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.CaseSearchServiceGrpc;
import redress.cases.v1.CaseSearchServiceGrpc.CaseSearchServiceBlockingStub;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.SearchCasesRequest;
import redress.cases.v1.UpdateCaseRequest;
import redress.cases.v1.UpsertCasesRequest;
import redress.cases.v1.UpsertItem;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Decision;
import redress.grievances.v1.GetGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.ProposeDecisionRequest;
import redress.grievances.v1.ReferToCaseRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.local.home.MeshService;
import redress.system.mesh.GraphqlText;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// A supervisor oversees, and does not read by what a person is known or reached.
@Scenario
class MaskedTextsScenario {
    private static final String MASK = "[masked]";

    @Test
    void areMaskedOnEveryDoor(TestMesh mesh) {
        String area = Samples.name("masked");
        Grievance known = submitted(mesh, area);
        String secret = known.getDetails().getPreferredContact().getValue();
        var supervisor = mesh.console(TestUser.SUPERVISOR).grievances();
        var rest = mesh.rest("console", TestUser.SUPERVISOR);
        String path = "/v1/grievances/" + known.getId();
        String query =
                "{ getGrievance(id: \"%s\") { details { preferred_contact { value } beneficiary { member_identifier identifier { identifier_value } } } } }"
                        .formatted(known.getId());

        var read = supervisor.getGrievance(get(known)).getGrievance().getDetails();
        var listed =
                supervisor.listGrievances(
                        ListGrievancesRequest.newBuilder().setAreaCode(area).build());
        var json = rest.get(MeshService.GRIEVANCES, path);
        var graph =
                rest.send(
                        "POST",
                        MeshService.GRIEVANCES,
                        "/graphql",
                        GraphqlText.body(query),
                        Map.of("Content-Type", "application/json"));

        assertThat(read.getPreferredContact().getValue()).isEqualTo(MASK);
        assertThat(read.getBeneficiary()).isEqualTo(beneficiary(MASK));
        assertThat(read.getDescription()).isEqualTo(known.getDetails().getDescription());
        assertThat(listed.getGrievances(0).getDetails()).isEqualTo(read);
        assertThat(json.body().at("/details/preferred_contact/value").asText()).isEqualTo(MASK);
        assertThat(graph.body().findValuesAsText("value")).containsExactly(MASK);
        assertThat(graph.body().findValuesAsText("identifier_value")).containsExactly(MASK);
        for (String answer :
                List.of(
                        read.toString(),
                        listed.toString(),
                        json.raw().body(),
                        graph.raw().body())) {
            assertThat(answer).doesNotContain(secret);
        }
        assertThat(now(mesh, known).getDetails()).isEqualTo(known.getDetails());
    }

    @Test
    void areNotWrittenBack(TestMesh mesh) {
        Case known = opened(mesh);
        var masked = read(mesh, TestUser.SUPERVISOR, known);
        assertThat(masked.getDetails().getBeneficiary()).isEqualTo(beneficiary(MASK));

        for (var user : List.of(TestUser.SUPERVISOR, TestUser.WORKER)) {
            var _ =
                    assertRefused(
                            Code.INVALID_ARGUMENT,
                            "INVALID_REQUEST",
                            () ->
                                    mesh.console(user)
                                            .cases()
                                            .updateCase(
                                                    update(known, masked.getDetails(), "title")));
        }
        var json =
                mesh.rest("console", TestUser.SUPERVISOR)
                        .send(
                                "PATCH",
                                MeshService.CASES,
                                "/v1/cases/" + known.getId(),
                                "{\"details\":{\"beneficiary\":{\"member_identifier\":\"[masked]\"}},\"update_mask\":\"beneficiary\"}",
                                Map.of(
                                        "Idempotency-Key",
                                        Samples.id(),
                                        "If-Match",
                                        "\"" + known.getEtag() + "\""));
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.text("reason")).isEqualTo("INVALID_REQUEST");
        assertThat(read(mesh, TestUser.WORKER, known).getDetails()).isEqualTo(known.getDetails());
    }

    @Test
    void areNotChangedByWhoDoesNotReadThem(TestMesh mesh) {
        Case known = opened(mesh);
        var others = known.getDetails().toBuilder().setBeneficiary(beneficiary("other")).build();
        var supervisor = mesh.console(TestUser.SUPERVISOR).cases();

        for (var details : List.of(others, CaseDetails.getDefaultInstance())) {
            var _ =
                    assertRefused(
                            Code.INVALID_ARGUMENT,
                            "INVALID_REQUEST",
                            () -> supervisor.updateCase(update(known, details, "beneficiary")));
        }
        var many =
                supervisor.upsertCases(
                        UpsertCasesRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .addItems(UpsertItem.newBuilder().setDetails(others))
                                .build());
        assertThat(many.getResults(0).getReason()).isEqualTo(Reason.REASON_INVALID_REQUEST);
        assertThat(read(mesh, TestUser.WORKER, known).getDetails()).isEqualTo(known.getDetails());

        var title = CaseDetails.newBuilder().setTitle("Roof and walls").build();
        assertThat(supervisor.updateCase(update(known, title, "title")).getCase().getEtag())
                .isNotEqualTo(known.getEtag());
        assertThat(read(mesh, TestUser.WORKER, known).getDetails().getBeneficiary())
                .isEqualTo(known.getDetails().getBeneficiary());
    }

    @Test
    void areNotFoundOutByASearch(TestMesh mesh) {
        Case known = opened(mesh);
        var person = known.getDetails().getBeneficiary().getIdentifier(0);
        var search =
                SearchCasesRequest.newBuilder()
                        .setFilter(CaseFilter.newBuilder().setBeneficiary(person))
                        .build();

        var _ =
                assertRefused(
                        Code.INVALID_ARGUMENT,
                        "INVALID_REQUEST",
                        () -> searches(mesh, TestUser.SUPERVISOR).searchCases(search));
        assertThat(searches(mesh, TestUser.WORKER).searchCases(search).getCasesList())
                .extracting(Case::getId)
                .containsExactly(known.getId());
    }

    @Test
    void reachTheCaseThatASupervisorRefersAGrievanceTo(TestMesh mesh) {
        Grievance known = decided(mesh, submitted(mesh, Samples.name("referred")));
        var request =
                ReferToCaseRequest.newBuilder()
                        .setRequestId(Samples.id())
                        .setId(known.getId())
                        .setEtag(known.getEtag())
                        .setCaseType("household_support")
                        .setConsentOverrideReason("A child is in danger.")
                        .build();

        var referred = mesh.console(TestUser.SUPERVISOR).grievances().referToCase(request);

        var id = Case.newBuilder().setId(referred.getGrievance().getCaseId()).build();
        assertThat(read(mesh, TestUser.SUPERVISOR, id).getDetails().getBeneficiary())
                .isEqualTo(beneficiary(MASK));
        assertThat(read(mesh, TestUser.WORKER, id).getDetails().getBeneficiary())
                .isEqualTo(now(mesh, known).getDetails().getBeneficiary());
    }

    private static Grievance submitted(TestMesh mesh, String area) {
        String secret = Samples.name("secret");
        var details = Samples.grievanceDetails(area).setBeneficiary(beneficiary(secret));
        details.getPreferredContactBuilder().setType("phone").setValue(secret);
        var request =
                SubmitGrievanceRequest.newBuilder().setRequestId(Samples.id()).setDetails(details);
        return mesh.console(TestUser.OFFICER)
                .grievances()
                .submitGrievance(request.build())
                .getGrievance();
    }

    private static Grievance decided(TestMesh mesh, Grievance submitted) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        var assigned =
                officer.assignGrievance(
                                AssignGrievanceRequest.newBuilder()
                                        .setRequestId(Samples.id())
                                        .setId(submitted.getId())
                                        .setEtag(now(mesh, submitted).getEtag())
                                        .setAssignedTo("officer")
                                        .build())
                        .getGrievance();
        var proposed =
                officer.proposeDecision(
                                ProposeDecisionRequest.newBuilder()
                                        .setRequestId(Samples.id())
                                        .setId(assigned.getId())
                                        .setEtag(assigned.getEtag())
                                        .setDecision(Decision.DECISION_REFERRED_TO_CASE)
                                        .setReasons("The household needs more than money.")
                                        .setResolutionSummary("Somebody will visit you.")
                                        .build())
                        .getGrievance();
        return mesh.console(TestUser.SUPERVISOR)
                .grievances()
                .approveDecision(
                        ApproveDecisionRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setId(proposed.getId())
                                .setEtag(proposed.getEtag())
                                .build())
                .getGrievance();
    }

    private static Case opened(TestMesh mesh) {
        var details =
                Samples.caseDetails(Samples.name("masked"))
                        .setExternalId(Samples.name("theirs"))
                        .setBeneficiary(beneficiary(Samples.name("secret")));
        var request = OpenCaseRequest.newBuilder().setRequestId(Samples.id()).setDetails(details);
        return mesh.console(TestUser.WORKER).cases().openCase(request.build()).getCase();
    }

    private static UpdateCaseRequest update(Case known, CaseDetails details, String path) {
        return UpdateCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(known.getId())
                .setEtag(known.getEtag())
                .setDetails(details)
                .setUpdateMask(FieldMask.newBuilder().addPaths(path))
                .build();
    }

    private static BeneficiaryReference beneficiary(String text) {
        var reference = BeneficiaryReference.newBuilder().setMemberIdentifier(text);
        reference.addIdentifierBuilder().setIdentifierType("UIN").setIdentifierValue(text);
        return reference.build();
    }

    private static Case read(TestMesh mesh, TestUser user, Case known) {
        return mesh.console(user)
                .cases()
                .getCase(GetCaseRequest.newBuilder().setId(known.getId()).build())
                .getCase();
    }

    private static CaseSearchServiceBlockingStub searches(TestMesh mesh, TestUser user) {
        return CaseSearchServiceGrpc.newBlockingStub(mesh.console(user).channel(MeshService.CASES))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private static Grievance now(TestMesh mesh, Grievance known) {
        return mesh.console(TestUser.OFFICER).grievances().getGrievance(get(known)).getGrievance();
    }

    private static GetGrievanceRequest get(Grievance known) {
        return GetGrievanceRequest.newBuilder().setId(known.getId()).build();
    }
}

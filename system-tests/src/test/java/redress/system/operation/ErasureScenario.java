package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redress.system.mesh.Refused.assertRefused;

import io.grpc.Status.Code;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redress.beneficiaries.v1.BeneficiaryReference;
import redress.beneficiaries.v1.Identifier;
import redress.cases.v1.Case;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.grievances.v1.GetGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.local.home.MeshService;
import redress.local.process.Progress;
import redress.rights.v1.DataSubject;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.FindItemsRequest;
import redress.rights.v1.FulfilRequestRequest;
import redress.rights.v1.GetRequestRequest;
import redress.rights.v1.ItemOutcome;
import redress.rights.v1.ReceiveRequestRequest;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;
import redress.rights.v1.Requester;
import redress.rights.v1.RightsServiceGrpc;
import redress.rights.v1.RightsServiceGrpc.RightsServiceBlockingStub;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// The erasure of a person is one operation through all services.
@Scenario
class ErasureScenario {
    private static final String CASES = "case-service";
    private static final String DECISIONS = "decision-service";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String person = Samples.id();
    private final String marker = Samples.name("marker");

    @AfterEach
    void bringThemBack(TestMesh mesh) {
        mesh.local().start(CASES, Progress.silent());
        mesh.local().start(DECISIONS, Progress.silent());
    }

    @Test
    void takesAPasskey(TestMesh mesh) {
        var received = receive(mesh);

        var _ =
                assertRefused(
                        Code.UNAUTHENTICATED,
                        "INSUFFICIENT_USER_AUTHENTICATION",
                        () -> {
                            var _ = officer(mesh).fulfilRequest(fulfil(received));
                        });
        assertThat(read(mesh, received).getState()).isEqualTo(RequestState.REQUEST_STATE_RECEIVED);
    }

    @Test
    void finishesThoughOneServiceIsAwayAndTheOneThatCoordinatesIsStarted(TestMesh mesh)
            throws SQLException {
        var open = openCase();
        Case opened = mesh.console(TestUser.WORKER).cases().openCase(open).getCase();
        Grievance submitted = submit(mesh);
        var request = receive(mesh);
        mesh.local().stop(DECISIONS, Progress.silent());

        new StoredRequests(mesh).fulfil(request);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(get(mesh, opened).hasErasedAt()).isTrue();
                            assertThat(get(mesh, submitted).hasErasedAt()).isTrue();
                        });
        assertThat(read(mesh, request).getState()).isEqualTo(RequestState.REQUEST_STATE_RUNNING);
        mesh.local().stop(CASES, Progress.silent());
        mesh.local().start(CASES, Progress.silent());
        mesh.local().start(DECISIONS, Progress.silent());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(read(mesh, request).getState())
                                        .isEqualTo(RequestState.REQUEST_STATE_DONE));

        assertThat(read(mesh, request).getItemsList())
                .extracting(ItemOutcome::getNumber)
                .containsExactlyInAnyOrder(opened.getNumber(), submitted.getNumber());
        assertThat(found(mesh)).isZero();
        assertThat(get(mesh, opened).getDetails().getTitle()).isEmpty();
        assertThat(get(mesh, opened).getDetails().getCaseType())
                .describedAs("statistics")
                .isEqualTo(opened.getDetails().getCaseType());
        assertThat(new StoredRequests(mesh).rowsWith(marker)).isEmpty();
        var _ =
                assertRefused(
                        Code.ALREADY_EXISTS,
                        "ALREADY_EXISTS",
                        () -> {
                            var _ = mesh.console(TestUser.WORKER).cases().openCase(open);
                        });
    }

    private DataSubjectRequest receive(TestMesh mesh) {
        return officer(mesh)
                .receiveRequest(
                        ReceiveRequestRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setKind(RequestKind.REQUEST_KIND_ERASURE)
                                .setSubject(subject())
                                .setRequester(Requester.REQUESTER_PERSON)
                                .setIdentityVerification("came with the card")
                                .build())
                .getRequest();
    }

    private static FulfilRequestRequest fulfil(DataSubjectRequest request) {
        return FulfilRequestRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(request.getId())
                .setEtag(request.getEtag())
                .build();
    }

    private OpenCaseRequest openCase() {
        var details = Samples.caseDetails("erasure").setTitle(marker).setBeneficiary(beneficiary());
        return OpenCaseRequest.newBuilder().setRequestId(Samples.id()).setDetails(details).build();
    }

    private Grievance submit(TestMesh mesh) {
        var details =
                Samples.grievanceDetails("erasure")
                        .setDescription(marker)
                        .setBeneficiary(beneficiary());
        var request =
                SubmitGrievanceRequest.newBuilder()
                        .setRequestId(Samples.id())
                        .setDetails(details)
                        .build();
        return mesh.console(TestUser.OFFICER).grievances().submitGrievance(request).getGrievance();
    }

    private BeneficiaryReference beneficiary() {
        return BeneficiaryReference.newBuilder().addIdentifier(identifier()).build();
    }

    private Identifier identifier() {
        return Identifier.newBuilder().setIdentifierType("UIN").setIdentifierValue(person).build();
    }

    private DataSubject subject() {
        return DataSubject.newBuilder().addIdentifier(identifier()).build();
    }

    private int found(TestMesh mesh) {
        return officer(mesh)
                .findItems(FindItemsRequest.newBuilder().setSubject(subject()).build())
                .getItemsCount();
    }

    private static Case get(TestMesh mesh, Case known) {
        return mesh.console(TestUser.DPO)
                .cases()
                .getCase(GetCaseRequest.newBuilder().setId(known.getId()).build())
                .getCase();
    }

    private static Grievance get(TestMesh mesh, Grievance known) {
        return mesh.console(TestUser.DPO)
                .grievances()
                .getGrievance(GetGrievanceRequest.newBuilder().setId(known.getId()).build())
                .getGrievance();
    }

    private static DataSubjectRequest read(TestMesh mesh, DataSubjectRequest known) {
        return officer(mesh)
                .getRequest(GetRequestRequest.newBuilder().setId(known.getId()).build())
                .getRequest();
    }

    private static RightsServiceBlockingStub officer(TestMesh mesh) {
        return RightsServiceGrpc.newBlockingStub(
                        mesh.console(TestUser.DPO).channel(MeshService.CASES))
                .withDeadlineAfter(20, java.util.concurrent.TimeUnit.SECONDS);
    }
}

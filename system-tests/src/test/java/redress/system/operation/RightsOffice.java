package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redress.local.home.MeshService;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.PersonalItem;
import redress.rights.v1.DataSubject;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.FindItemsRequest;
import redress.rights.v1.FulfilRequestRequest;
import redress.rights.v1.GetExportRequest;
import redress.rights.v1.GetRequestRequest;
import redress.rights.v1.ListRequestsRequest;
import redress.rights.v1.ReceiveRequestRequest;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;
import redress.rights.v1.Requester;
import redress.rights.v1.RightsServiceGrpc;
import redress.rights.v1.RightsServiceGrpc.RightsServiceBlockingStub;
import redress.system.mesh.Assured;
import redress.system.mesh.Samples;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// What the data protection officer does about one person: with a one-time code, and with a passkey
/// where the contract demands it.
record RightsOffice(TestMesh mesh, DataSubject person) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    RightsServiceBlockingStub as(Assured assured) {
        return RightsServiceGrpc.newBlockingStub(
                        mesh.console(TestUser.DPO, assured).channel(MeshService.CASES))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    DataSubjectRequest receive(RequestKind kind, Correction... corrections) {
        return as(Assured.CODE)
                .receiveRequest(
                        ReceiveRequestRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setKind(kind)
                                .setSubject(person)
                                .setRequester(Requester.REQUESTER_PERSON)
                                .setIdentityVerification("came with the card")
                                .addAllCorrections(List.of(corrections))
                                .build())
                .getRequest();
    }

    DataSubjectRequest fulfil(DataSubjectRequest request) {
        return as(Assured.PASSKEY).fulfilRequest(fulfilment(request)).getRequest();
    }

    static FulfilRequestRequest fulfilment(DataSubjectRequest request) {
        return FulfilRequestRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(request.getId())
                .setEtag(request.getEtag())
                .build();
    }

    DataSubjectRequest read(DataSubjectRequest known) {
        return as(Assured.CODE)
                .getRequest(GetRequestRequest.newBuilder().setId(known.getId()).build())
                .getRequest();
    }

    /// Waits until every service has done its part.
    DataSubjectRequest ended(DataSubjectRequest running) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(read(running).getState())
                                        .isNotEqualTo(RequestState.REQUEST_STATE_RUNNING));
        return read(running);
    }

    List<PersonalItem> items() {
        return as(Assured.CODE)
                .findItems(FindItemsRequest.newBuilder().setSubject(person).build())
                .getItemsList();
    }

    /// The newest requests of a kind.
    List<DataSubjectRequest> requests(RequestKind kind) {
        return as(Assured.CODE)
                .listRequests(ListRequestsRequest.newBuilder().setKind(kind).build())
                .getRequestsList();
    }

    /// The whole file of an access request.
    String file(DataSubjectRequest request) {
        var file = new StringBuilder();
        int parts = 1;
        for (int part = 0; part < parts; part++) {
            var asked = GetExportRequest.newBuilder().setId(request.getId()).setPart(part).build();
            var answer = as(Assured.PASSKEY).getExport(asked);
            file.append(answer.getContent());
            parts = answer.getParts();
        }
        return file.toString();
    }
}

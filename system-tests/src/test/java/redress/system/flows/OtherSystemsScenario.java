package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CaseServiceGrpc.CaseServiceBlockingStub;
import redress.cases.v1.CaseUpdate;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.ListCaseUpdatesRequest;
import redress.cases.v1.ListCaseUpdatesResponse;
import redress.cases.v1.MergeCasesRequest;
import redress.cases.v1.UpsertCasesRequest;
import redress.cases.v1.UpsertItem;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Another system keeps cases in step with its own: it stores them by its keys, and hears what
/// happens to them here.
@Scenario
class OtherSystemsScenario {
    @Test
    void storesByItsKeysAndHearsWhatHappens(TestMesh mesh) {
        var importer = mesh.as("importer", TestUser.WORKER).cases();
        var supervisor = mesh.console(TestUser.SUPERVISOR).cases();
        String area = Samples.name("step");
        String start = end(importer);
        var request =
                UpsertCasesRequest.newBuilder()
                        .setRequestId(Samples.id())
                        .addItems(item(area, "one"))
                        .addItems(item(area, "two"))
                        .addItems(UpsertItem.newBuilder().setDetails(Samples.caseDetails(area)))
                        .build();

        var results = importer.upsertCases(request).getResultsList();
        assertThat(results)
                .extracting(each -> each.getCreated())
                .containsExactly(true, true, false);
        assertThat(results.getLast().getReason()).isEqualTo(Reason.REASON_INVALID_REQUEST);
        assertThat(importer.upsertCases(request).getResultsList()).isEqualTo(results);
        Case one = results.get(0).getCase();
        Case two = results.get(1).getCase();

        var merged = supervisor.mergeCases(merge(now(supervisor, one), now(supervisor, two)));
        assertThat(merged.getCase().getMergedFromList()).containsExactly(two.getId());
        var changed =
                importer.upsertCases(
                                UpsertCasesRequest.newBuilder()
                                        .setRequestId(Samples.id())
                                        .addItems(titled(area, "two", "Roof and walls lost"))
                                        .build())
                        .getResults(0);
        assertThat(changed.getCase().getId()).isEqualTo(one.getId());
        assertThat(changed.getCase().getDetails().getTitle()).isEqualTo("Roof and walls lost");

        // The log waits for whoever still writes.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> {
                            var log = since(importer, start).getUpdatesList();
                            assertThat(types(log, two)).contains("case.opened", "case.merged_into");
                            assertThat(types(log, one))
                                    .contains("case.opened", "case.merged", "case.updated");
                        });
    }

    private static List<String> types(List<CaseUpdate> log, Case of) {
        return log.stream()
                .filter(each -> each.getCaseId().equals(of.getId()))
                .map(CaseUpdate::getType)
                .toList();
    }

    private static UpsertItem item(String area, String key) {
        return UpsertItem.newBuilder()
                .setDetails(Samples.caseDetails(area).setExternalId(area + "/" + key))
                .build();
    }

    private static UpsertItem titled(String area, String key, String title) {
        return UpsertItem.newBuilder()
                .setDetails(
                        CaseDetails.newBuilder().setExternalId(area + "/" + key).setTitle(title))
                .build();
    }

    // A recommendation may have followed meanwhile.
    private static Case now(CaseServiceBlockingStub stub, Case known) {
        return stub.getCase(GetCaseRequest.newBuilder().setId(known.getId()).build()).getCase();
    }

    private static MergeCasesRequest merge(Case stays, Case duplicate) {
        return MergeCasesRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(stays.getId())
                .setEtag(stays.getEtag())
                .setDuplicateId(duplicate.getId())
                .setDuplicateEtag(duplicate.getEtag())
                .setReason("The same household, registered twice.")
                .build();
    }

    private static ListCaseUpdatesResponse since(CaseServiceBlockingStub stub, String position) {
        return stub.listCaseUpdates(
                ListCaseUpdatesRequest.newBuilder()
                        .setPosition(position)
                        .setPageSize(1000)
                        .build());
    }

    private static String end(CaseServiceBlockingStub stub) {
        var read = since(stub, "");
        while (read.getUpdatesCount() > 0) {
            read = since(stub, read.getPosition());
        }
        return read.getPosition();
    }
}

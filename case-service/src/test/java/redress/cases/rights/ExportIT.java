package redress.cases.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.document.JsonDocument;
import java.io.IOException;
import java.io.StringReader;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.grievances.v1.Grievance;
import redress.mesh.access.Refusal;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.GetExportRequest;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;

class ExportIT {
    private static final String MARKER = "Zaubermarke";

    private final Office office = new Office();

    @AfterEach
    void stop() throws IOException {
        office.close();
    }

    @Test
    void theFileHoldsEverythingOfAllServicesButNamesOfStaff() throws Exception {
        var opened = office.open("4711", MARKER);
        var about = opened.toBuilder();
        about.getDetailsBuilder().addSubjectsOfComplaint("accused-name");
        office.change(about.build(), "case.updated");
        givesAGrievance();
        var request = fulfilled();

        String file = file(request);

        assertThat(file).contains(MARKER, "4711", opened.getId(), "complaint", "case.opened");
        assertThat(file).doesNotContain("worker-name", "accused-name");
        assertThat(file).doesNotContain(Office.CONFIDENTIAL);
        var expanded =
                JsonLd.expand(JsonDocument.of(new StringReader(file))).get().getJsonObject(0);
        assertThat(expanded.getJsonArray("https://schema.org/hasPart"))
                .describedAs("case, note, events, grievance")
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(expanded.getString("@id")).isEqualTo("urn:uuid:" + request.getId());
        assertThat(expanded.toString())
                .contains("https://schema.org/Message", "urn:uuid:" + opened.getId());
    }

    @Test
    void theFileIsSealedAndDestroyedWhenItExpires() {
        var _ = office.open("4711", MARKER);
        var request = fulfilled();
        assertThat(file(request)).contains(MARKER);
        assertThat(office.postgres().dumpOfRows().contains(MARKER)).isFalse();

        office.timePasses();
        refused(request);
        office.exports().expire();

        assertThat(rows()).isZero();
    }

    @Test
    void aRequestThatWaitsForAServiceHasNoFileYet() {
        office.grievances().away(true);
        var request = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ACCESS, "4711"));
        run();
        assertThat(office.read(request).getState()).isEqualTo(RequestState.REQUEST_STATE_RUNNING);
        refused(request);

        office.grievances().away(false);
        run();
        assertThat(file(request)).contains(request.getNumber());
    }

    private void givesAGrievance() {
        var grievance = Grievance.newBuilder().setId(UUID.randomUUID().toString());
        grievance.setAssignedTo("worker-name").getDetailsBuilder().setDescription("complaint");
        office.grievances().gives(grievance.build());
    }

    private DataSubjectRequest fulfilled() {
        var request = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ACCESS, "4711"));
        run();
        return office.read(request);
    }

    private void run() {
        office.timePasses();
        assertThat(office.process().runOne()).isTrue();
    }

    private String file(DataSubjectRequest request) {
        var part = office.exports().part(Office.OFFICER, part(request));
        assertThat(part.getParts()).isEqualTo(1);
        return part.getContent();
    }

    private void refused(DataSubjectRequest request) {
        assertThatThrownBy(() -> office.exports().part(Office.OFFICER, part(request)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_ILLEGAL_TRANSITION));
    }

    private static GetExportRequest part(DataSubjectRequest request) {
        return GetExportRequest.newBuilder().setId(request.getId()).build();
    }

    private long rows() {
        return office.database()
                .asService(
                        "case-service",
                        transaction ->
                                transaction
                                        .handle()
                                        .createQuery("SELECT count(*) FROM exports")
                                        .mapTo(Long.class)
                                        .one());
    }
}

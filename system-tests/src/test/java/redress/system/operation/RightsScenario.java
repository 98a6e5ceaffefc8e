package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CloseCaseRequest;
import redress.cases.v1.ClosureOutcome;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;
import redress.local.process.Progress;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.PersonalItem;
import redress.rights.v1.ApplyRetentionRequest;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.PlaceHoldRequest;
import redress.rights.v1.PreviewRetentionRequest;
import redress.rights.v1.ReleaseHoldRequest;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;
import redress.rights.v1.RetentionPreview;
import redress.system.mesh.Assured;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;
import redress.timeline.v1.TimelineEntry;

/// What a person may ask for, but for erasure: a copy of everything, corrections, a review by
/// somebody else, and an end.
@Scenario
class RightsScenario {
    private static final String GRIEVANCES = "grievance-service";
    private static final String RULE = "ended-cases";

    private final Person person = Person.somebody();

    @AfterEach
    void bringItBack(TestMesh mesh) {
        mesh.local().start(GRIEVANCES, Progress.silent());
    }

    @Test
    void aCopyIsOneFileOfAllServices(TestMesh mesh) throws IOException {
        var opened = person.opened(mesh);
        var submitted = person.submitted(mesh);
        var office = new RightsOffice(mesh, person.subject());

        var request = office.ended(office.fulfil(office.receive(RequestKind.REQUEST_KIND_ACCESS)));

        assertThat(request.getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        var file = new JsonMapper().readTree(office.file(request));
        assertThat(file.path("@context").path("@version").asDouble()).isEqualTo(1.1);
        assertThat(file.path("@id").asText()).isEqualTo("urn:uuid:" + request.getId());
        assertThat(file.path("identifier").asText()).isEqualTo(request.getNumber());
        var records = file.path("records").valueStream().toList();
        assertThat(records)
                .extracting(record -> record.path("holder").asText())
                .contains("case-service", GRIEVANCES, "decision-service");
        assertThat(record(records, "Case").path("@id").asText())
                .isEqualTo("urn:uuid:" + opened.getId());
        assertThat(record(records, "Case").path("details").path("title").asText())
                .isEqualTo(person.words());
        assertThat(record(records, "Grievance").path("@id").asText())
                .isEqualTo("urn:uuid:" + submitted.getId());
        assertThat(file.toString()).doesNotContain("\"worker\"");
        var _ =
                assertRefused(
                        Code.UNAUTHENTICATED,
                        "INSUFFICIENT_USER_AUTHENTICATION",
                        () -> {
                            var asked =
                                    redress.rights.v1.GetExportRequest.newBuilder()
                                            .setId(request.getId())
                                            .build();
                            var _ = office.as(Assured.CODE).getExport(asked);
                        });
    }

    @Test
    void whatIsWrongIsCorrectedThoughAServiceIsAwayMeanwhile(TestMesh mesh) throws SQLException {
        var opened = person.opened(mesh);
        var submitted = person.submitted(mesh);
        var office = new RightsOffice(mesh, person.subject());
        String right = Samples.name("right");
        mesh.local().stop(GRIEVANCES, Progress.silent());

        var running =
                office.fulfil(
                        office.receive(
                                RequestKind.REQUEST_KIND_RECTIFICATION,
                                ofCase(opened, right),
                                ofGrievance(submitted)));
        mesh.local().start(GRIEVANCES, Progress.silent());
        var request = office.ended(running);

        assertThat(request.getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        var after = Person.now(mesh, opened);
        assertThat(after.getDetails())
                .isEqualTo(
                        opened.getDetails().toBuilder()
                                .setPresentingIssue(right)
                                .putFacts("rooms", 3)
                                .build());
        assertThat(Person.now(mesh, submitted).getDetails().getLanguage()).isEqualTo("es");
        assertThat(timeline(mesh, opened))
                .filteredOn(entry -> entry.getType().equals("item.rectified"))
                .extracting(TimelineEntry::getSummary)
                .containsExactly(
                        "presenting_issue, facts rectified on request %s, decided by dpo"
                                .formatted(request.getNumber()));
        assertThat(new StoredRows(mesh).with(right)).isEmpty();
    }

    @Test
    void whatIsNotForThePersonToCorrectIsRefusedAtOnce(TestMesh mesh) {
        var opened = person.opened(mesh);
        var office = new RightsOffice(mesh, person.subject());
        for (String path : List.of("state", "etag", "case_worker", "external_id", "nothing")) {
            var correction =
                    ofCase(opened, "text").toBuilder()
                            .setFields(FieldMask.newBuilder().addPaths(path))
                            .build();
            var refused =
                    assertRefused(
                            Code.INVALID_ARGUMENT,
                            "INVALID_REQUEST",
                            () -> {
                                var kind = RequestKind.REQUEST_KIND_RECTIFICATION;
                                var _ = office.receive(kind, correction);
                            });
            assertThat(refused.message()).contains(path + " can't be rectified");
        }
        assertThat(Person.now(mesh, opened).getDetails()).isEqualTo(opened.getDetails());
    }

    @Test
    void anObjectionIsSeenByWhoReviewsAndFoundByItsKind(TestMesh mesh) {
        var opened = person.opened(mesh);
        var office = new RightsOffice(mesh, person.subject());

        var request =
                office.ended(office.fulfil(office.receive(RequestKind.REQUEST_KIND_OBJECTION)));

        assertThat(request.getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        var contested = Person.now(mesh, opened).getRecommendation();
        assertThat(contested.getObjection().getRequestNumber()).isEqualTo(request.getNumber());
        assertThat(contested.hasReview()).isFalse();
        assertThat(office.requests(RequestKind.REQUEST_KIND_OBJECTION))
                .extracting(DataSubjectRequest::getNumber)
                .contains(request.getNumber());
        assertThat(office.requests(RequestKind.REQUEST_KIND_ACCESS))
                .extracting(DataSubjectRequest::getNumber)
                .doesNotContain(request.getNumber());
    }

    @Test
    void whatWasKeptLongEnoughIsErasedAfterADryRunAndNotWhileItIsOnHold(TestMesh mesh)
            throws SQLException {
        var closed = close(mesh, person.opened(mesh));
        var office = new RightsOffice(mesh, person.subject());
        assertThat(named(office)).doesNotContain(closed.getNumber());
        new StoredRows(mesh).yearsPass(closed.getId());

        assertThat(named(office)).contains(closed.getNumber());
        var hold = office.as(Assured.CODE).placeHold(hold(closed)).getHold();
        new StoredRows(mesh).yearsPass(closed.getId());
        assertThat(preview(office).getHeld()).isEqualTo(1);
        assertThat(named(office)).doesNotContain(closed.getNumber());
        var _ = office.as(Assured.CODE).releaseHold(release(hold.getId()));
        new StoredRows(mesh).yearsPass(closed.getId());
        assertThat(Person.now(mesh, closed).hasErasedAt()).isFalse();

        var apply =
                ApplyRetentionRequest.newBuilder().setRequestId(Samples.id()).setRule(RULE).build();
        var request = office.ended(office.as(Assured.PASSKEY).applyRetention(apply).getRequest());

        assertThat(request.getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        assertThat(Person.now(mesh, closed).hasErasedAt()).isTrue();
        assertThat(new StoredRows(mesh).with(person.words())).isEmpty();
        assertThat(named(office)).doesNotContain(closed.getNumber());
    }

    private static JsonNode record(List<JsonNode> records, String type) {
        return records.stream()
                .filter(record -> record.path("@type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Correction ofCase(Case known, String issue) {
        return Correction.newBuilder()
                .setItemId(known.getId())
                .setFields(FieldMask.newBuilder().addPaths("presenting_issue").addPaths("facts"))
                .setCaseDetails(
                        CaseDetails.newBuilder().setPresentingIssue(issue).putFacts("rooms", 3))
                .build();
    }

    private static Correction ofGrievance(Grievance known) {
        return Correction.newBuilder()
                .setItemId(known.getId())
                .setFields(FieldMask.newBuilder().addPaths("language"))
                .setGrievanceDetails(GrievanceDetails.newBuilder().setLanguage("es"))
                .build();
    }

    private static List<TimelineEntry> timeline(TestMesh mesh, Case known) {
        return mesh.console(TestUser.WORKER)
                .cases()
                .listCaseTimeline(
                        ListCaseTimelineRequest.newBuilder().setCaseId(known.getId()).build())
                .getEntriesList();
    }

    private static Case close(TestMesh mesh, Case known) {
        var request =
                CloseCaseRequest.newBuilder()
                        .setRequestId(Samples.id())
                        .setId(known.getId())
                        .setEtag(Person.now(mesh, known).getEtag())
                        .setClosureOutcome(ClosureOutcome.CLOSURE_OUTCOME_GOALS_ACHIEVED)
                        .setClosureReason("The roof is there again.")
                        .build();
        return mesh.console(TestUser.WORKER).cases().closeCase(request).getCase();
    }

    private static List<String> named(RightsOffice office) {
        return preview(office).getItemsList().stream().map(PersonalItem::getNumber).toList();
    }

    private static RetentionPreview preview(RightsOffice office) {
        var request = PreviewRetentionRequest.newBuilder().setRule(RULE).build();
        return office.as(Assured.CODE).previewRetention(request).getPreviews(0);
    }

    private static PlaceHoldRequest hold(Case known) {
        return PlaceHoldRequest.newBuilder()
                .setRequestId(Samples.id())
                .setItemId(known.getId())
                .setReason("Court file 12 O 34/26")
                .build();
    }

    private static ReleaseHoldRequest release(String hold) {
        return ReleaseHoldRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(hold)
                .setReleaseReason("Judgment is final.")
                .build();
    }
}

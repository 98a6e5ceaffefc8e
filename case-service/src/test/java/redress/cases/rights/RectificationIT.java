package redress.cases.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.grievances.v1.GrievanceDetails;
import redress.mesh.access.Refusal;
import redress.mesh.store.Timeline;
import redress.personaldata.v1.Correction;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.ItemOutcome;
import redress.rights.v1.ListRequestsRequest;
import redress.rights.v1.ReceiveRequestRequest;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;
import redress.rights.v1.Requester;
import redress.rights.v1.ServiceStep;
import redress.timeline.v1.TimelineEntry;

class RectificationIT {
    private static final String RIGHT = "Zaubermarke";

    private final Office office = new Office();

    @AfterEach
    void stop() throws IOException {
        office.close();
    }

    @Test
    void correctsWhatIsWrongAndTellsWhoDecidedWhatButNotTheContent() {
        var opened = office.open("4711", "wrong");
        var request = fulfilled(title(opened, RIGHT));

        assertThat(request.getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        var after = office.read(opened);
        assertThat(after.getDetails())
                .isEqualTo(opened.getDetails().toBuilder().setTitle(RIGHT).build());
        assertThat(after.getEtag()).isEqualTo("2");
        assertThat(last(opened).getType()).isEqualTo("item.rectified");
        assertThat(last(opened).getSummary())
                .isEqualTo("title rectified on request %s, decided by dpo", request.getNumber());
        assertThat(office.postgres().dumpOfRows().contains(RIGHT)).isFalse();
    }

    @Test
    void aRepetitionDoesNotUndoWhatWasChangedSince() {
        var opened = office.open("4711", "wrong");
        var request = fulfilled(title(opened, RIGHT));
        var rectified = office.read(opened);
        var changed = rectified.toBuilder().setEtag("3");
        changed.getDetailsBuilder().setTitle("changed since");
        office.database()
                .write(
                        Office.SUPERVISOR,
                        transaction -> office.cases().replace(transaction, changed.build()));

        var again = office.held().rectify(request.getCorrectionsList(), "dpo", request.getNumber());

        assertThat(again.getFirst().getRefusal()).isEqualTo(Reason.REASON_UNSPECIFIED);
        assertThat(office.read(opened)).isEqualTo(changed.build());
    }

    @Test
    void finishesWhenAServiceThatWasAwayIsBackAndThenTellsWhoHoldsItAsWell() {
        var opened = office.open("4711", "wrong");
        UUID grievance = UUID.randomUUID();
        var _ = office.grievances().holds(grievance);
        office.grievances().away(true);
        var ofGrievance =
                Correction.newBuilder()
                        .setItemId(grievance.toString())
                        .setFields(FieldMask.newBuilder().addPaths("language"))
                        .setGrievanceDetails(GrievanceDetails.newBuilder().setLanguage("es"))
                        .build();
        var request = office.fulfil(receive(title(opened, RIGHT), ofGrievance));

        runAll();
        assertThat(office.read(opened).getDetails().getTitle()).isEqualTo(RIGHT);
        assertThat(office.read(request).getStepsList())
                .extracting(ServiceStep::getDone)
                .containsExactly(true, false, false);
        assertThat(office.decisions().rectified()).isEmpty();

        office.grievances().away(false);
        runAll();
        assertThat(office.read(request).getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        assertThat(office.grievances().rectified()).containsExactly(ofGrievance);
        assertThat(office.decisions().rectified())
                .describedAs("the names of the fields, no values")
                .containsExactly(
                        title(opened, RIGHT).toBuilder().clearValues().build(),
                        ofGrievance.toBuilder().clearValues().build());
    }

    @Test
    void refusesAFieldOfTheSystemWhenTheRequestArrives() {
        var opened = office.open("4711", "wrong");
        var state =
                title(opened, RIGHT).toBuilder()
                        .setFields(FieldMask.newBuilder().addPaths("state"))
                        .build();

        assertThatThrownBy(() -> receive(state))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("state can't be rectified in CaseDetails");
        var all = ListRequestsRequest.getDefaultInstance();
        assertThat(office.requests().list(Office.OFFICER, all).rows()).isEmpty();
    }

    @Test
    void aRestrictedCaseIsRectifiedToo() {
        var opened = office.open("4711", "wrong");
        var _ = office.held().restrict(Set.of(UUID.fromString(opened.getId())), "DSR-1");

        var request = fulfilled(title(opened, RIGHT));

        assertThat(request.getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        assertThat(office.read(opened).getDetails().getTitle()).isEqualTo(RIGHT);
        assertThat(office.read(opened).hasRestrictedAt()).isTrue();
    }

    @Test
    void anErasedCaseIsNot() {
        var opened = office.open("4711", "wrong");
        var _ = office.held().erase(Set.of(UUID.fromString(opened.getId())), "DSR-1");
        var erased = office.read(opened);
        var correction = title(opened, RIGHT);

        assertThat(office.held().rectify(List.of(correction), "dpo", "DSR-2").getFirst())
                .satisfies(
                        outcome ->
                                assertThat(outcome.getRefusal()).isEqualTo(Reason.REASON_ERASED));
        assertThat(fulfilled(correction).getState())
                .isEqualTo(RequestState.REQUEST_STATE_PARTLY_REFUSED);
        assertThat(office.read(opened)).isEqualTo(erased);
    }

    @Test
    void leavesItemsOfOthersAloneAndSaysSo() {
        var opened = office.open("4711", "wrong");
        var other = office.open("4712", "of somebody else");

        var request = fulfilled(title(opened, RIGHT), title(other, RIGHT));

        assertThat(request.getState()).isEqualTo(RequestState.REQUEST_STATE_PARTLY_REFUSED);
        assertThat(request.getItemsList())
                .extracting(ItemOutcome::getId, ItemOutcome::getCorrectionRefusal)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                opened.getId(), Reason.REASON_UNSPECIFIED),
                        org.assertj.core.groups.Tuple.tuple(
                                other.getId(), Reason.REASON_NOT_FOUND));
        assertThat(office.read(other)).isEqualTo(other);
    }

    @Test
    void aCorrectionOfAnotherKindOfItemEndsTheRequestWithItsReason() {
        var opened = office.open("4711", "wrong");
        var wrongKind =
                title(opened, RIGHT).toBuilder()
                        .setGrievanceDetails(GrievanceDetails.newBuilder().setTitle(RIGHT))
                        .build();

        var request = fulfilled(wrongKind);

        assertThat(request.getState()).isEqualTo(RequestState.REQUEST_STATE_PARTLY_REFUSED);
        assertThat(request.getItems(0).getCorrectionRefusal())
                .isEqualTo(Reason.REASON_INVALID_REQUEST);
        assertThat(request.getItems(0).getCorrectionMessage())
                .contains("GrievanceDetails (expected: CaseDetails)");
        assertThat(office.read(opened)).isEqualTo(opened);
        assertThat(office.decisions().rectified()).describedAs("nothing to tell").isEmpty();
    }

    @Test
    void requestsAreFoundByTheirKind() {
        var opened = office.open("4711", "wrong");
        var request = receive(title(opened, RIGHT));
        var objection = office.receive(RequestKind.REQUEST_KIND_OBJECTION, "4711");

        assertThat(numbers(RequestKind.REQUEST_KIND_RECTIFICATION))
                .containsExactly(request.getNumber());
        assertThat(numbers(RequestKind.REQUEST_KIND_OBJECTION))
                .containsExactly(objection.getNumber());
        assertThat(numbers(RequestKind.REQUEST_KIND_ERASURE)).isEmpty();
        assertThat(numbers(RequestKind.REQUEST_KIND_UNSPECIFIED)).hasSize(2);
    }

    private List<String> numbers(RequestKind kind) {
        var filter = ListRequestsRequest.newBuilder().setKind(kind).build();
        return office.requests().list(Office.OFFICER, filter).rows().stream()
                .map(DataSubjectRequest::getNumber)
                .toList();
    }

    private DataSubjectRequest fulfilled(Correction... corrections) {
        var running = office.fulfil(receive(corrections));
        runAll();
        return office.read(running);
    }

    private DataSubjectRequest receive(Correction... corrections) {
        var request =
                ReceiveRequestRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setKind(RequestKind.REQUEST_KIND_RECTIFICATION)
                        .setRequester(Requester.REQUESTER_PERSON)
                        .setIdentityVerification("came with the card")
                        .addAllCorrections(List.of(corrections));
        request.getSubjectBuilder().addIdentifier(Office.identifier("4711"));
        return office.requests().receive(Office.OFFICER, request.build());
    }

    private static Correction title(Case known, String title) {
        return Correction.newBuilder()
                .setItemId(known.getId())
                .setFields(FieldMask.newBuilder().addPaths("title"))
                .setCaseDetails(CaseDetails.newBuilder().setTitle(title))
                .build();
    }

    private TimelineEntry last(Case known) {
        return office.database()
                .asService(
                        "case-service",
                        transaction ->
                                Timeline.all(transaction, UUID.fromString(known.getId()))
                                        .getLast());
    }

    private void runAll() {
        office.timePasses();
        assertThat(office.process().runOne()).isTrue();
    }
}

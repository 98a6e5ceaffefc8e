package redress.cases.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.CaseState;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.rights.v1.DataSubject;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.ItemOutcome;
import redress.rights.v1.ListRequestsRequest;
import redress.rights.v1.ReleaseHoldRequest;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;
import redress.rights.v1.ServiceStep;

class ErasureIT {
    private static final String MARKER = "Zaubermarke";
    private static final String PERSON = "Kennmarke";

    private final Office office = new Office();

    @AfterEach
    void stop() throws IOException {
        office.close();
    }

    @Test
    void finishesWhenAServiceThatWasAwayIsBack() {
        var opened = office.open("4711", MARKER);
        UUID grievance = UUID.randomUUID();
        var _ = office.grievances().holds(grievance);
        office.decisions().away(true);
        var request = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ERASURE, "4711"));

        runAll();

        assertThat(office.read(opened).hasErasedAt()).describedAs("what can be done is").isTrue();
        assertThat(office.grievances().erased()).containsExactly(Set.of(grievance));
        var waiting = office.read(request);
        assertThat(waiting.getState()).isEqualTo(RequestState.REQUEST_STATE_RUNNING);
        assertThat(waiting.getStepsList())
                .extracting(ServiceStep::getDone)
                .containsExactly(true, true, false);
        assertThat(waiting.getSteps(2).getError()).isEqualTo(Reason.REASON_UNAVAILABLE);

        office.decisions().away(false);
        runAll();

        assertThat(office.read(request).getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        assertThat(office.decisions().erased())
                .containsExactly(Set.of(grievance, UUID.fromString(opened.getId())));
    }

    @Test
    void finishesWhenAServiceWithItemsWasAwayFromTheBeginning() {
        var opened = office.open("4711", MARKER);
        office.grievances().away(true);
        var request = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ERASURE, "4711"));

        runAll();

        assertThat(office.read(opened).hasErasedAt()).isTrue();
        assertThat(office.decisions().erased()).describedAs("it needs all items").isEmpty();
        office.grievances().away(false);
        runAll();
        assertThat(office.read(request).getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        assertThat(office.decisions().erased()).hasSize(1);
    }

    @Test
    void anotherProcessGoesOnWhereADeadOneLeftOff() {
        var opened = office.open("4711", MARKER);
        var _ = office.grievances().holds(UUID.randomUUID());
        office.grievances().killAfterErasure();
        var request = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ERASURE, "4711"));

        var first = office.process();
        assertThatThrownBy(first::runOne).isInstanceOf(HolderFake.Killed.class);
        assertThat(office.process().runOne()).describedAs("the lease still holds").isFalse();
        runAll();

        assertThat(office.read(request).getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        assertThat(office.read(opened).hasErasedAt()).isTrue();
        assertThat(office.grievances().erased()).describedAs("done twice, lost never").hasSize(2);
    }

    @Test
    void nothingPersonalIsLeftAndStatisticsStay() {
        var opened = office.open(PERSON, MARKER);
        var other = office.open("4712", "of somebody else");
        var earlier = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ACCESS, PERSON));
        runAll();
        var request = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ERASURE, PERSON));
        runAll();

        var erased = office.read(opened);
        var dump = office.postgres().dumpOfRows();

        assertThat(dump.contains(MARKER)).isFalse();
        assertThat(dump.contains(PERSON)).isFalse();
        assertThat(dump.contains("ext-" + opened.getId())).isFalse();
        assertThat(dump.contains("digest-" + opened.getId())).isFalse();
        assertThat(dump.contains("area-kept"))
                .describedAs("the search finds what is there")
                .isTrue();
        assertThat(erased.getDetails().getCaseType()).isEqualTo("household_support");
        assertThat(erased.getNumber()).isEqualTo(opened.getNumber());
        assertThat(erased.getState()).isEqualTo(CaseState.CASE_STATE_TERMINATED);
        assertThat(erased.getDetails().getTitle()).isEmpty();
        assertThat(office.requests().find(subject(PERSON))).isEmpty();
        assertThat(office.read(other)).isEqualTo(other);
        assertThat(office.read(request).getSubject().getIdentifierList()).isEmpty();
        assertThat(office.read(earlier).hasErasedAt()).isTrue();
        assertThat(livingKeys(opened.getId())).isZero();
    }

    @DisplayName("zero-trust 14: a complaint stays hidden from its subject when it is erased")
    @Test
    void anErasedCaseStaysHiddenFromTheSubjectOfComplaint() {
        var about = office.open("4711", MARKER).toBuilder();
        about.getDetailsBuilder().addSubjectsOfComplaint("accused");
        office.change(about.build(), "case.updated");
        var _ = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ERASURE, "4711"));
        runAll();

        assertThat(office.read(about.build()).hasErasedAt()).isTrue();
        var accused = TestDatabase.person("accused", Role.ROLE_SUPERVISOR);
        assertThat(seen(accused, about.getId())).isFalse();
        assertThat(seen(Office.SUPERVISOR, about.getId())).isTrue();
    }

    @Test
    void requestsThatNobodyHasDecidedAndThoseOfOthersAreLeftAlone() {
        var _ = office.open("4711", MARKER);
        var _ = office.open("4712", "of another member");
        var access = RequestKind.REQUEST_KIND_ACCESS;
        var undecided = office.receive(access, "4711");
        var ofHousehold = office.fulfil(office.receive(access, "4711", "4712"));
        runAll();
        var _ = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ERASURE, "4711"));
        runAll();

        assertThat(office.read(undecided)).isEqualTo(undecided);
        var answered = office.read(ofHousehold);
        assertThat(answered.hasErasedAt()).isFalse();
        assertThat(answered.getSubject().getIdentifierList()).hasSize(2);
        assertThat(answered.hasExportExpiresAt()).describedAs("the file is there").isTrue();
    }

    @Test
    void anItemUnderLegalHoldStaysReadableAndTheAnswerSaysWhy() {
        var erased = office.open("4711", MARKER);
        var held = office.open("4711", "evidence");
        var hold = office.holds().place(Office.OFFICER, office.hold(held.getId()));
        var request = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ERASURE, "4711"));

        runAll();

        var answer = office.read(request);
        assertThat(answer.getState()).isEqualTo(RequestState.REQUEST_STATE_PARTLY_REFUSED);
        assertThat(answer.getItemsList())
                .filteredOn(item -> !item.getHoldId().isEmpty())
                .extracting(ItemOutcome::getId, ItemOutcome::getHoldReason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(held.getId(), "Court file 12 O 34/26"));
        assertThat(office.read(held)).describedAs("sealed anew").isEqualTo(held);
        assertThat(office.read(erased).hasErasedAt()).isTrue();

        var _ =
                office.holds()
                        .release(
                                Office.OFFICER,
                                ReleaseHoldRequest.newBuilder()
                                        .setRequestId(UUID.randomUUID().toString())
                                        .setId(hold.getId())
                                        .setReleaseReason("Judgment is final.")
                                        .build());
        var again = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ERASURE, "4711"));
        runAll();
        assertThat(office.read(again).getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        assertThat(office.read(held).hasErasedAt()).isTrue();
    }

    @Test
    void noHoldIsPlacedOnWhatIsBeingErased() {
        var opened = office.open("4711", MARKER);
        office.decisions().away(true);
        var _ = office.fulfil(office.receive(RequestKind.REQUEST_KIND_ERASURE, "4711"));
        runAll();

        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> office.holds().place(Office.OFFICER, office.hold(opened.getId())));
    }

    @Test
    void aRequestIsFulfilledOnce() {
        var request = office.receive(RequestKind.REQUEST_KIND_ERASURE, "4711");
        var running = office.fulfil(request);

        refused(Reason.REASON_STALE_ETAG, () -> office.fulfil(request));
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> office.fulfil(running));
    }

    @Test
    void requestsAreForDataProtectionOfficersOnly() {
        var request = office.receive(RequestKind.REQUEST_KIND_ERASURE, "4711");
        var all = ListRequestsRequest.getDefaultInstance();

        refused(
                Reason.REASON_NOT_FOUND,
                () -> office.requests().get(Office.SUPERVISOR, request.getId()));
        assertThat(office.requests().list(Office.SUPERVISOR, all).rows()).isEmpty();
        assertThat(office.requests().list(Office.OFFICER, all).rows())
                .extracting(DataSubjectRequest::getNumber)
                .containsExactly(request.getNumber());
    }

    private boolean seen(Caller caller, String id) {
        return office.database()
                .as(caller, transaction -> office.cases().find(transaction, UUID.fromString(id)))
                .isPresent();
    }

    private void runAll() {
        office.timePasses();
        assertThat(office.process().runOne()).isTrue();
    }

    private static DataSubject subject(String identifier) {
        return DataSubject.newBuilder().addIdentifier(Office.identifier(identifier)).build();
    }

    private long livingKeys(String item) {
        return office.postgres()
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT count(*) FROM data_keys
                                                WHERE destroyed_at IS NULL AND subject = :subject
                                                """)
                                        .bind("subject", "item:" + item)
                                        .mapTo(Long.class)
                                        .one());
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}

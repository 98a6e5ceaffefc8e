package redress.cases.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.cases.lifecycle.Cases;
import redress.cases.v1.Case;
import redress.cases.v1.ListCasesRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Page;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;

class RestrictionIT {
    private final Office office = new Office();

    @AfterEach
    void stop() throws IOException {
        office.close();
    }

    @Test
    void aRestrictedCaseIsKeptAndOnlyTheOfficerSeesIt() {
        var opened = office.open("4711", "text");
        var other = office.open("4712", "other");

        run(RequestKind.REQUEST_KIND_RESTRICTION);

        assertThat(list(Office.SUPERVISOR)).containsExactly(other);
        refused(Reason.REASON_RESTRICTED, () -> visible(Office.SUPERVISOR, opened));
        assertThat(list(Office.OFFICER)).hasSize(2);
        var kept = office.read(opened);
        assertThat(kept.hasRestrictedAt()).isTrue();
        assertThat(kept.getDetails()).isEqualTo(opened.getDetails());
        assertThat(awaitingModel()).doesNotContain(kept);
    }

    @Test
    void aLiftedCaseIsUsedAgain() {
        var opened = office.open("4711", "text");
        run(RequestKind.REQUEST_KIND_RESTRICTION);

        run(RequestKind.REQUEST_KIND_LIFT_RESTRICTION);

        assertThat(list(Office.SUPERVISOR)).containsExactly(office.read(opened));
        assertThat(office.read(opened).hasRestrictedAt()).isFalse();
        assertThat(office.decisions().restricted()).hasSize(2);
    }

    @Test
    void anUnknownCaseIsNotFound() {
        var unknown = Case.newBuilder().setId(UUID.randomUUID().toString()).build();

        refused(Reason.REASON_NOT_FOUND, () -> visible(Office.SUPERVISOR, unknown));
    }

    private void run(RequestKind kind) {
        var request = office.fulfil(office.receive(kind, "4711"));
        office.timePasses();
        assertThat(office.process().runOne()).isTrue();
        assertThat(office.read(request).getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
    }

    private void visible(Caller caller, Case known) {
        office.database()
                .write(
                        caller,
                        transaction ->
                                office.cases()
                                        .requireVisible(
                                                transaction, UUID.fromString(known.getId())));
    }

    private java.util.List<Case> list(Caller caller) {
        var all = ListCasesRequest.getDefaultInstance();
        Cases cases = office.cases();
        return office.database()
                .as(caller, transaction -> cases.list(transaction, all, Page.of(all)))
                .rows();
    }

    private java.util.List<Case> awaitingModel() {
        return office.database()
                .asService(
                        "case-service",
                        transaction -> office.cases().awaitingModel(transaction, 100));
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}

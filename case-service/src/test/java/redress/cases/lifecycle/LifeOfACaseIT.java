package redress.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.AcceptTransferRequest;
import redress.cases.v1.AssignCaseRequest;
import redress.cases.v1.Case;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.CloseCaseRequest;
import redress.cases.v1.ClosureOutcome;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.RejectTransferRequest;
import redress.cases.v1.ReopenCaseRequest;
import redress.cases.v1.StateChange;
import redress.cases.v1.SuspendCaseRequest;
import redress.cases.v1.TransferCaseRequest;
import redress.cases.v1.TransferState;
import redress.cases.v1.UpdateCaseRequest;
import redress.cases.v1.WithdrawTransferRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;

/// Changes of state and of hands, on a real PostgreSQL.
class LifeOfACaseIT {
    private static final Caller ANA = TestDatabase.person("ana", Role.ROLE_CASE_WORKER);
    private static final Caller BEN = TestDatabase.person("ben", Role.ROLE_CASE_WORKER);
    private static final Caller EVE = TestDatabase.person("eve", Role.ROLE_CASE_WORKER);
    private static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);

    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final TestUseCases use = new TestUseCases(POSTGRES.database(), new PostgresCases());

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void keepsTheReasonOfEachChangeOfState() {
        Case suspended = suspend(ofAna(), "harvest");
        Case closed = close(suspended, "gone");
        Case reopened = reopen(closed, "back");

        assertThat(reopened.getState()).isEqualTo(CaseState.CASE_STATE_ACTIVE);
        assertThat(reopened.getStage()).isEqualTo(CaseStage.CASE_STAGE_ASSESSMENT);
        assertThat(reopened.getClosureReason()).isEmpty();
        assertThat(reopened.getStateChangesList())
                .extracting(StateChange::getReason)
                .containsExactly("harvest", "gone", "back");
        assertThat(reopened.getStateChanges(1).getFrom()).isEqualTo(CaseState.CASE_STATE_SUSPENDED);
        assertThat(reopened.getStateChanges(2).getChangedBy()).isEqualTo("boss");
        assertThat(use.reading().get(ANA, reopened.getId())).isEqualTo(reopened);
    }

    @Test
    void anIllegalChangeOfStateChangesNothing() {
        Case closed = close(ofAna(), "gone");

        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> suspend(closed, "harvest"));

        assertThat(use.reading().get(ANA, closed.getId())).isEqualTo(closed);
    }

    @Test
    void aTransferredCaseChangesHandsWhenTheReceiverAccepts() {
        Case asked = transfer(ANA, ofAna(), "ben");
        assertThat(asked.getCaseWorker()).isEqualTo("ana");
        assertThat(use.reading().list(BEN, askedOf("ben")).rows()).containsExactly(asked);

        refused(Reason.REASON_ROLE_MISSING, () -> accept(EVE, asked));
        refused(Reason.REASON_ROLE_MISSING, () -> accept(BOSS, asked));
        Case accepted = accept(BEN, asked);

        assertThat(accepted.getCaseWorker()).isEqualTo("ben");
        assertThat(accepted.getTransfer().getState())
                .isEqualTo(TransferState.TRANSFER_STATE_ACCEPTED);
        assertThat(use.reading().list(BEN, askedOf("ben")).rows()).isEmpty();
    }

    @Test
    void aRejectedTransferLeavesTheCaseWhereItWasAndSaysWhy() {
        Case rejected = reject(BEN, transfer(ANA, ofAna(), "ben"), "too far");

        assertThat(rejected.getCaseWorker()).isEqualTo("ana");
        assertThat(rejected.getTransfer().getRejectedReason()).isEqualTo("too far");
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> accept(BEN, rejected));
        assertThat(transfer(ANA, rejected, "eve").getTransfer().getCaseWorker()).isEqualTo("eve");
    }

    @Test
    void onlyWhoWorksOnACaseOrSupervisesTransfersIt() {
        Case opened = ofAna();

        refused(Reason.REASON_ROLE_MISSING, () -> transfer(BEN, opened, "eve"));
        refused(Reason.REASON_INVALID_REQUEST, () -> transfer(ANA, opened, "ana"));
        Case asked = transfer(BOSS, opened, "ben");
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> transfer(ANA, asked, "eve"));
        refused(Reason.REASON_ROLE_MISSING, () -> withdraw(ANA, asked));
        assertThat(withdraw(BOSS, asked).getTransfer().getState())
                .isEqualTo(TransferState.TRANSFER_STATE_WITHDRAWN);
    }

    @Test
    void aTransferIsOvertakenByAnAssignmentAPauseAndSensitivity() {
        Case assigned = assign(transfer(ANA, ofAna(), "ben"), "eve");
        Case paused = suspend(transfer(ANA, ofAna(), "ben"), "harvest");
        Case sensitive = makeSensitive(transfer(ANA, ofAna(), "ben"));

        assertThat(java.util.List.of(assigned, paused, sensitive))
                .extracting(one -> one.getTransfer().getState())
                .containsOnly(TransferState.TRANSFER_STATE_WITHDRAWN);
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> accept(BEN, assigned));
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> transfer(ANA, sensitive, "ben"));
    }

    @Test
    void nobodyIsAskedToTakeOverWhatIsAComplaintAboutThem() {
        Case about = open("ben");
        Case ofAna = assign(about, "ana");

        refused(Reason.REASON_OUT_OF_SCOPE, () -> transfer(ANA, ofAna, "Ben"));
    }

    private Case ofAna() {
        return assign(open("nobody"), "ana");
    }

    private Case open(String subjectOfComplaint) {
        var request = OpenCaseRequest.newBuilder().setRequestId(id());
        request.getDetailsBuilder()
                .setTitle("No roof")
                .setCaseType("support")
                .addSubjectsOfComplaint(subjectOfComplaint);
        return use.opening().open(BOSS, request.build());
    }

    private Case assign(Case before, String to) {
        return use.progress()
                .assign(
                        BOSS,
                        AssignCaseRequest.newBuilder()
                                .setRequestId(id())
                                .setId(before.getId())
                                .setEtag(before.getEtag())
                                .setCaseWorker(to)
                                .build());
    }

    private Case suspend(Case before, String reason) {
        return use.progress()
                .suspend(
                        ANA,
                        SuspendCaseRequest.newBuilder()
                                .setRequestId(id())
                                .setId(before.getId())
                                .setEtag(before.getEtag())
                                .setReason(reason)
                                .build());
    }

    private Case close(Case before, String reason) {
        return use.progress()
                .close(
                        ANA,
                        CloseCaseRequest.newBuilder()
                                .setRequestId(id())
                                .setId(before.getId())
                                .setEtag(before.getEtag())
                                .setClosureOutcome(ClosureOutcome.CLOSURE_OUTCOME_LOST_CONTACT)
                                .setClosureReason(reason)
                                .build());
    }

    private Case reopen(Case before, String reason) {
        return use.progress()
                .reopen(
                        BOSS,
                        ReopenCaseRequest.newBuilder()
                                .setRequestId(id())
                                .setId(before.getId())
                                .setEtag(before.getEtag())
                                .setReason(reason)
                                .build());
    }

    private Case makeSensitive(Case before) {
        var request =
                UpdateCaseRequest.newBuilder()
                        .setRequestId(id())
                        .setId(before.getId())
                        .setEtag(before.getEtag())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("sensitivity"));
        request.getDetailsBuilder().setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE);
        return use.updating().update(ANA, request.build());
    }

    private Case transfer(Caller caller, Case before, String to) {
        return use.transfers()
                .request(
                        caller,
                        TransferCaseRequest.newBuilder()
                                .setRequestId(id())
                                .setId(before.getId())
                                .setEtag(before.getEtag())
                                .setCaseWorker(to)
                                .build());
    }

    private Case accept(Caller caller, Case before) {
        return use.transfers()
                .accept(
                        caller,
                        AcceptTransferRequest.newBuilder()
                                .setRequestId(id())
                                .setId(before.getId())
                                .setEtag(before.getEtag())
                                .build());
    }

    private Case reject(Caller caller, Case before, String reason) {
        return use.transfers()
                .reject(
                        caller,
                        RejectTransferRequest.newBuilder()
                                .setRequestId(id())
                                .setId(before.getId())
                                .setEtag(before.getEtag())
                                .setReason(reason)
                                .build());
    }

    private Case withdraw(Caller caller, Case before) {
        return use.transfers()
                .withdraw(
                        caller,
                        WithdrawTransferRequest.newBuilder()
                                .setRequestId(id())
                                .setId(before.getId())
                                .setEtag(before.getEtag())
                                .build());
    }

    private static ListCasesRequest askedOf(String name) {
        return ListCasesRequest.newBuilder().setTransferTo(name).build();
    }

    private static void refused(Reason reason, Supplier<Case> step) {
        assertThatThrownBy(step::get)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}

package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;
import redress.cases.v1.AcceptTransferRequest;
import redress.cases.v1.AssignCaseRequest;
import redress.cases.v1.Case;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.CloseCaseRequest;
import redress.cases.v1.ClosureOutcome;
import redress.cases.v1.CompleteCaseRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.ReopenCaseRequest;
import redress.cases.v1.ResumeCaseRequest;
import redress.cases.v1.SuspendCaseRequest;
import redress.cases.v1.TransferCaseRequest;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// The whole life of a case, through all its states and several hands.
@Scenario
class CaseLifeScenario {
    @Test
    void pausesEndsAndBeginsAgainWithTheReasonOfEachStep(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER).cases();
        var supervisor = mesh.console(TestUser.SUPERVISOR).cases();
        var opened = worker.openCase(Samples.openCase(Samples.name("life"))).getCase();

        var suspended = worker.suspendCase(suspend(opened)).getCase();
        assertRefused(
                Code.FAILED_PRECONDITION,
                "ILLEGAL_TRANSITION",
                () -> worker.suspendCase(suspend(suspended)));
        var resumed = worker.resumeCase(resume(suspended)).getCase();
        var completed = worker.completeCase(complete(resumed)).getCase();
        var closed = worker.closeCase(close(completed)).getCase();
        assertRefused(
                Code.PERMISSION_DENIED, "ROLE_MISSING", () -> worker.reopenCase(reopen(closed)));
        var reopened = supervisor.reopenCase(reopen(closed)).getCase();

        assertThat(suspended.getState()).isEqualTo(CaseState.CASE_STATE_SUSPENDED);
        assertThat(resumed.getStage()).isEqualTo(opened.getStage());
        assertThat(reopened.getStage()).isEqualTo(CaseStage.CASE_STAGE_ASSESSMENT);
        assertThat(reopened.getStateChangesList())
                .extracting(each -> each.getReason())
                .containsExactly("Harvest.", "", "", "New house.", "The roof was lost again.");
    }

    @Test
    void changesHandsWhenTheReceiverAccepts(TestMesh mesh) {
        var worker = mesh.console(TestUser.WORKER).cases();
        var receiver = mesh.console(TestUser.CASH_WORKER).cases();
        var supervisor = mesh.console(TestUser.SUPERVISOR).cases();
        var details =
                Samples.caseDetails(Samples.name("CO-05")).addProgrammeIds("cash_transfer").build();
        var opened =
                supervisor
                        .openCase(
                                OpenCaseRequest.newBuilder()
                                        .setRequestId(Samples.id())
                                        .setDetails(details)
                                        .build())
                        .getCase();
        var assigned = supervisor.assignCase(assign(opened)).getCase();

        var asked = worker.transferCase(transfer(assigned)).getCase();
        assertThat(asked.getCaseWorker()).isEqualTo("worker");
        assertRefused(
                Code.PERMISSION_DENIED, "ROLE_MISSING", () -> worker.acceptTransfer(accept(asked)));
        var taken = receiver.acceptTransfer(accept(asked)).getCase();

        assertThat(taken.getCaseWorker()).isEqualTo("cash-worker");
    }

    private static SuspendCaseRequest suspend(Case before) {
        return SuspendCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setReason("Harvest.")
                .build();
    }

    private static ResumeCaseRequest resume(Case before) {
        return ResumeCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }

    private static CompleteCaseRequest complete(Case before) {
        return CompleteCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }

    private static CloseCaseRequest close(Case before) {
        return CloseCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setClosureOutcome(ClosureOutcome.CLOSURE_OUTCOME_GOALS_ACHIEVED)
                .setClosureReason("New house.")
                .build();
    }

    private static ReopenCaseRequest reopen(Case before) {
        return ReopenCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setReason("The roof was lost again.")
                .build();
    }

    private static AssignCaseRequest assign(Case before) {
        return AssignCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setCaseWorker("worker")
                .build();
    }

    private static TransferCaseRequest transfer(Case before) {
        return TransferCaseRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setCaseWorker("cash-worker")
                .setReason("I change to another office.")
                .build();
    }

    private static AcceptTransferRequest accept(Case before) {
        return AcceptTransferRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .build();
    }
}

package redress.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.UpdateCaseRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;

class UpdateCaseIT {
    private static final Caller WORKER = TestDatabase.person("worker", Role.ROLE_CASE_WORKER);
    private static final Caller OTHER = TestDatabase.person("other", Role.ROLE_CASE_WORKER);

    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final PostgresCases cases = new PostgresCases();
    private final UpdateCase updating = new UpdateCase(new ChangeCase(database, cases));

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void changesWhatTheMaskNamesAndNothingElse() {
        Case before = open();
        var values =
                CaseDetails.newBuilder().setTitle("New").setTeam("not named").addProgrammeIds("b");

        Case after = updating.update(WORKER, request(before, values, "title", "programme_ids"));

        assertThat(after.getDetails())
                .isEqualTo(
                        before.getDetails().toBuilder()
                                .setTitle("New")
                                .clearProgrammeIds()
                                .addProgrammeIds("b")
                                .build());
        assertThat(after.getEtag()).isEqualTo("2");
    }

    @Test
    void clearsWhatTheMaskNamesAndTheRequestLeavesOut() {
        Case before = open();

        Case after = updating.update(WORKER, request(before, CaseDetails.newBuilder(), "team"));

        assertThat(after.getDetails().getTeam()).isEmpty();
        assertThat(after.getDetails().getTitle()).isEqualTo("Old");
    }

    @Test
    void refusesAMaskThatNamesNoField() {
        Case before = open();

        refused(
                Reason.REASON_INVALID_REQUEST,
                WORKER,
                request(before, CaseDetails.newBuilder(), "no_such_field"));
        refused(Reason.REASON_INVALID_REQUEST, WORKER, request(before, CaseDetails.newBuilder()));
    }

    @Test
    void refusesAResultThatBreaksTheContract() {
        refused(
                Reason.REASON_INVALID_REQUEST,
                WORKER,
                request(open(), CaseDetails.newBuilder(), "title"));
    }

    @Test
    void onlyWhoStillSeesTheCaseMayChangeItsSensitivity() {
        Case before = open();
        var sensitive = CaseDetails.newBuilder().setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE);
        var request = request(before, sensitive, "sensitivity");

        refused(Reason.REASON_ROLE_MISSING, OTHER, request);
        refused(
                Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION,
                TestDatabase.unsure("worker", Role.ROLE_CASE_WORKER),
                request);
        assertThat(updating.update(WORKER, request).getDetails().getSensitivity())
                .isEqualTo(Sensitivity.SENSITIVITY_SENSITIVE);
    }

    private void refused(Reason reason, Caller caller, UpdateCaseRequest request) {
        assertThatThrownBy(() -> updating.update(caller, request))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static UpdateCaseRequest request(
            Case before, CaseDetails.Builder values, String... paths) {
        return UpdateCaseRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setId(before.getId())
                .setEtag(before.getEtag())
                .setDetails(values)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths)))
                .build();
    }

    private Case open() {
        UUID id = UUID.randomUUID();
        var row =
                Case.newBuilder()
                        .setId(id.toString())
                        .setNumber("CASE-" + id)
                        .setState(CaseState.CASE_STATE_ACTIVE)
                        .setStage(CaseStage.CASE_STAGE_INTAKE)
                        .setCaseWorker("worker")
                        .setEtag("1");
        row.getDetailsBuilder()
                .setTitle("Old")
                .setCaseType("support")
                .setTeam("north")
                .addProgrammeIds("a");
        database.as(
                WORKER,
                transaction -> {
                    cases.add(transaction, row.build());
                    return row;
                });
        return row.build();
    }
}

package redress.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CloseCaseRequest;
import redress.cases.v1.ClosureOutcome;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.MergeCasesRequest;
import redress.cases.v1.UpsertCasesRequest;
import redress.cases.v1.UpsertItem;
import redress.cases.v1.UpsertResult;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;

class UpsertCasesIT {
    private static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);
    private static final Caller CASH =
            TestDatabase.person(
                    "cash", new Scope(Set.of("cash"), Set.of("CO")), Role.ROLE_CASE_WORKER);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final PostgresCases cases = new PostgresCases();
    private final TestUseCases use = new TestUseCases(POSTGRES.database(), cases);
    private final UpsertCases upserting = TestUseCases.upserts(POSTGRES.database(), cases);
    private final String key = "household-" + id();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void opensWhatIsNotThereAndChangesWhatIs() {
        var first = upsert(CASH, item(key).setDetails(details(key).setTeam("north")));
        var second = upsert(CASH, item(key).setDetails(details(key).setTitle("No walls")));

        assertThat(first.getCreated()).isTrue();
        assertThat(first.getCase().getRecommendation().getRuleSet()).isNotEmpty();
        assertThat(second.getCreated()).isFalse();
        assertThat(second.getCase().getId()).isEqualTo(first.getCase().getId());
        assertThat(second.getCase().getDetails().getTitle()).isEqualTo("No walls");
        assertThat(second.getCase().getDetails().getTeam()).isEqualTo("north");
    }

    @Test
    void theMaskClearsWhatIsNotGiven() {
        upsert(CASH, item(key).setDetails(details(key).setTeam("north")));

        var cleared =
                upsert(CASH, item(key).setUpdateMask(FieldMask.newBuilder().addPaths("team")));

        assertThat(cleared.getCase().getDetails().getTeam()).isEmpty();
        assertThat(cleared.getCase().getDetails().getTitle()).isEqualTo("No roof");
    }

    @Test
    void aRepetitionDoesNothingTwice() {
        var request =
                UpsertCasesRequest.newBuilder()
                        .setRequestId(id())
                        .addItems(item(key))
                        .addItems(item(key).setDetails(details(key).setTitle("No walls")))
                        .build();

        var first = upserting.upsert(CASH, request);

        assertThat(upserting.upsert(CASH, request)).isEqualTo(first);
        assertThat(now().getEtag()).isEqualTo("2");
        var another =
                request.toBuilder()
                        .setItems(0, item(key).setDetails(details(key).setTitle("Another")))
                        .build();
        assertThat(upserting.upsert(CASH, another).getFirst().getReason())
                .isEqualTo(Reason.REASON_REQUEST_ID_REUSED);
    }

    @Test
    void whatIsRefusedKeepsNothingElseFromBeingDone() {
        var request =
                UpsertCasesRequest.newBuilder()
                        .setRequestId(id())
                        .addItems(UpsertItem.newBuilder().setDetails(details("")))
                        .addItems(item(id()).setDetails(details(id()).clearTitle()))
                        .addItems(item(id()).setDetails(details(id()).setAreaCode("PE")))
                        .addItems(item(key))
                        .build();

        assertThat(upserting.upsert(CASH, request))
                .extracting(UpsertResult::getReason)
                .containsExactly(
                        Reason.REASON_INVALID_REQUEST,
                        Reason.REASON_INVALID_REQUEST,
                        Reason.REASON_OUT_OF_SCOPE,
                        Reason.REASON_UNSPECIFIED);
        assertThat(now().getDetails().getExternalId()).isEqualTo(key);
    }

    @Test
    void aClosedCaseIsNotChanged() {
        Case opened = upsert(CASH, item(key)).getCase();
        close(opened);

        assertThat(upsert(CASH, item(key)).getReason()).isEqualTo(Reason.REASON_ILLEGAL_TRANSITION);
    }

    @Test
    void theKeyOfADuplicateLeadsToTheCaseThatStayed() {
        Case stays = upsert(CASH, item(id())).getCase();
        Case duplicate = upsert(CASH, item(key)).getCase();
        Case merged =
                use.merging()
                        .merge(
                                BOSS,
                                MergeCasesRequest.newBuilder()
                                        .setRequestId(id())
                                        .setId(stays.getId())
                                        .setEtag(stays.getEtag())
                                        .setDuplicateId(duplicate.getId())
                                        .setDuplicateEtag(duplicate.getEtag())
                                        .setReason("the same household")
                                        .build());

        var changed = upsert(CASH, item(key).setDetails(details(key).setTitle("No walls")));

        assertThat(changed.getCase().getId()).isEqualTo(merged.getId());
        assertThat(changed.getCase().getDetails().getTitle()).isEqualTo("No walls");
        assertThat(changed.getCase().getDetails().getExternalId())
                .isEqualTo(stays.getDetails().getExternalId());
    }

    private UpsertResult upsert(Caller caller, UpsertItem.Builder item) {
        var request = UpsertCasesRequest.newBuilder().setRequestId(id()).addItems(item).build();
        List<UpsertResult> results = upserting.upsert(caller, request);
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    private static UpsertItem.Builder item(String externalId) {
        return UpsertItem.newBuilder().setDetails(details(externalId));
    }

    private static CaseDetails.Builder details(String externalId) {
        return CaseDetails.newBuilder()
                .setExternalId(externalId)
                .setCaseType("support")
                .setTitle("No roof")
                .addProgrammeIds("cash")
                .setAreaCode("CO-05");
    }

    private Case now() {
        var request = ListCasesRequest.newBuilder().setExternalId(key).build();
        return use.reading().list(CASH, request).rows().getFirst();
    }

    private void close(Case before) {
        var _ =
                use.progress()
                        .close(
                                BOSS,
                                CloseCaseRequest.newBuilder()
                                        .setRequestId(id())
                                        .setId(before.getId())
                                        .setEtag(before.getEtag())
                                        .setClosureOutcome(
                                                ClosureOutcome.CLOSURE_OUTCOME_DISENGAGED)
                                        .setClosureReason("over")
                                        .build());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}

package redress.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.Case;
import redress.cases.v1.CaseState;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.MergeCasesRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.ReopenCaseRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.timeline.v1.TimelineEntry;

class MergeCasesIT {
    private static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);
    private static final Caller FOOD =
            TestDatabase.person(
                    "food", new Scope(Set.of("food"), Set.of("*")), Role.ROLE_SUPERVISOR);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final TestUseCases use = new TestUseCases(POSTGRES.database(), new PostgresCases());

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void theDuplicateEndsAndEachNamesTheOther() {
        Case stays = open("cash");
        Case duplicate = open("cash");

        Case merged = merge(BOSS, stays, duplicate);

        Case ended = use.reading().get(BOSS, duplicate.getId());
        assertThat(merged.getMergedFromList()).containsExactly(duplicate.getId());
        assertThat(merged.getState()).isEqualTo(CaseState.CASE_STATE_ACTIVE);
        assertThat(ended.getMergedInto()).isEqualTo(stays.getId());
        assertThat(ended.getState()).isEqualTo(CaseState.CASE_STATE_TERMINATED);
        assertThat(ended.getDetails()).isEqualTo(duplicate.getDetails());
        assertThat(ended.getStateChanges(0).getReason()).isEqualTo("registered twice");
        assertThat(timeline(duplicate)).contains("case.opened", "case.merged_into");
        assertThat(timeline(stays)).contains("case.merged");
    }

    @Test
    void whatWasMergedIsNeitherMergedNorOpenedAgain() {
        Case stays = open("cash");
        Case duplicate = open("cash");
        Case merged = merge(BOSS, stays, duplicate);
        Case ended = use.reading().get(BOSS, duplicate.getId());

        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> merge(BOSS, merged, ended));
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> merge(BOSS, ended, merged));
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> reopen(ended));
    }

    @Test
    void bothMustBeSeenAsTheyWereRead() {
        Case stays = open("food");
        Case hidden = open("cash");

        refused(Reason.REASON_NOT_FOUND, () -> merge(FOOD, stays, hidden));
        refused(Reason.REASON_INVALID_REQUEST, () -> merge(BOSS, stays, stays));
        refused(
                Reason.REASON_STALE_ETAG,
                () -> merge(BOSS, stays, hidden.toBuilder().setEtag("9").build()));
        assertThat(use.reading().get(BOSS, stays.getId())).isEqualTo(stays);
    }

    @Test
    @DisplayName("zero-trust 14: a merger tells nobody of a case that is hidden from them")
    void nothingIsMergedWithWhatOtherPeopleSee() {
        Case stays = open("cash");
        Case hidden = open("food");

        refused(Reason.REASON_OUT_OF_SCOPE, () -> merge(BOSS, stays, hidden));

        assertThat(use.reading().get(BOSS, stays.getId())).isEqualTo(stays);
        assertThat(use.reading().get(BOSS, hidden.getId())).isEqualTo(hidden);
        assertThat(timeline(stays)).doesNotContain("case.merged");
    }

    @RepeatedTest(10)
    void ofTwoOppositeMergersAtOnceOneHappens() throws Exception {
        Case one = open("cash");
        Case other = open("cash");
        var gate = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var there = threads.submit(() -> mergedAfter(gate, one, other));
            var back = threads.submit(() -> mergedAfter(gate, other, one));

            assertThat(List.of(there.get(), back.get()))
                    .containsExactlyInAnyOrder("merged", "REASON_STALE_ETAG");
        }
    }

    @Test
    @DisplayName("zero-trust 35: who locks in another order is told to try again")
    void whoGivesWayToAnotherMayTryAgain() throws Exception {
        Case one = open("cash");
        Case other = open("cash");
        var gate = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var there = threads.submit(() -> lockedBoth(gate, one, other));
            var back = threads.submit(() -> lockedBoth(gate, other, one));

            assertThat(List.of(there.get(), back.get()))
                    .containsExactlyInAnyOrder("locked", "REASON_UNAVAILABLE");
        }
    }

    private String mergedAfter(CyclicBarrier gate, Case stays, Case duplicate) throws Exception {
        var _ = gate.await();
        return outcome("merged", () -> merge(BOSS, stays, duplicate));
    }

    private String lockedBoth(CyclicBarrier gate, Case first, Case second) {
        var cases = new PostgresCases();
        return outcome(
                "locked",
                () ->
                        POSTGRES.database()
                                .as(
                                        BOSS,
                                        transaction -> {
                                            var _ = cases.lock(transaction, uuid(first));
                                            meet(gate);
                                            return cases.lock(transaction, uuid(second));
                                        }));
    }

    private static void meet(CyclicBarrier gate) {
        try {
            var _ = gate.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String outcome(String done, Supplier<?> work) {
        try {
            var _ = work.get();
            return done;
        } catch (Refusal refusal) {
            return refusal.reason().name();
        }
    }

    private static UUID uuid(Case known) {
        return UUID.fromString(known.getId());
    }

    private Case merge(Caller caller, Case stays, Case duplicate) {
        return use.merging()
                .merge(
                        caller,
                        MergeCasesRequest.newBuilder()
                                .setRequestId(id())
                                .setId(stays.getId())
                                .setEtag(stays.getEtag())
                                .setDuplicateId(duplicate.getId())
                                .setDuplicateEtag(duplicate.getEtag())
                                .setReason("registered twice")
                                .build());
    }

    private void reopen(Case before) {
        var _ =
                use.progress()
                        .reopen(
                                BOSS,
                                ReopenCaseRequest.newBuilder()
                                        .setRequestId(id())
                                        .setId(before.getId())
                                        .setEtag(before.getEtag())
                                        .setReason("again")
                                        .build());
    }

    private List<String> timeline(Case of) {
        var request = ListCaseTimelineRequest.newBuilder().setCaseId(of.getId()).build();
        return use.reading().timeline(BOSS, request).rows().stream()
                .map(TimelineEntry::getType)
                .toList();
    }

    private Case open(String programme) {
        var request = OpenCaseRequest.newBuilder().setRequestId(id());
        request.getDetailsBuilder()
                .setTitle("No roof")
                .setCaseType("support")
                .addProgrammeIds(programme);
        return use.opening().open(BOSS, request.build());
    }

    private static void refused(Reason reason, Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}

package redress.grievances.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.DeleteGrievanceSearchRequest;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.GrievanceOrder;
import redress.grievances.v1.SaveGrievanceSearchRequest;
import redress.grievances.v1.SavedGrievanceSearch;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;

class KeepGrievanceSearchesIT {
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final KeepGrievanceSearches searches = new KeepGrievanceSearches(POSTGRES.database());
    private Caller owner;

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @BeforeEach
    void anotherOwner() {
        owner = TestDatabase.person("owner-" + UUID.randomUUID(), Role.ROLE_GRIEVANCE_OFFICER);
    }

    @Test
    void keepsSearchesForTheirOwnerAlone() {
        var kept = searches.save(owner, search("to do", "cash").build());
        var supervisor = TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);

        assertThat(searches.list(owner)).containsExactly(kept);
        assertThat(kept.getFilter().getProgrammeIdsList()).containsExactly("cash");
        assertThat(kept.getOrder()).isEqualTo(GrievanceOrder.GRIEVANCE_ORDER_DUE);
        assertThat(searches.list(supervisor)).isEmpty();
        refused(Reason.REASON_NOT_FOUND, () -> searches.delete(supervisor, removal(kept)));
        assertThat(searches.list(owner)).containsExactly(kept);
    }

    @Test
    void aNameIsGivenOnce() {
        var first = searches.save(owner, search("to do", "cash").build());
        var second = searches.save(owner, search("to do", "food").build());

        assertThat(second.getId()).isEqualTo(first.getId());
        assertThat(searches.list(owner)).containsExactly(second);
    }

    @Test
    void savesAndRemovesOnceForEachRequest() {
        var request = search("to do", "cash").build();
        var kept = searches.save(owner, request);
        var removal = removal(kept);
        searches.delete(owner, removal);

        assertThat(searches.save(owner, request)).isEqualTo(kept);
        searches.delete(owner, removal);
        assertThat(searches.list(owner)).isEmpty();
        refused(Reason.REASON_NOT_FOUND, () -> searches.delete(owner, removal(kept)));
    }

    @Test
    void keepsAHundredAndNoMore() {
        IntStream.range(0, 100)
                .forEach(i -> searches.save(owner, search("search " + i, "cash").build()));

        refused(
                Reason.REASON_INVALID_REQUEST,
                () -> searches.save(owner, search("one more", "cash").build()));
        var changed = searches.save(owner, search("search 7", "food").build());
        assertThat(searches.list(owner)).hasSize(100).contains(changed);
    }

    private static void refused(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static SaveGrievanceSearchRequest.Builder search(String name, String programme) {
        return SaveGrievanceSearchRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setName(name)
                .setFilter(GrievanceFilter.newBuilder().addProgrammeIds(programme))
                .setOrder(GrievanceOrder.GRIEVANCE_ORDER_DUE);
    }

    private static DeleteGrievanceSearchRequest removal(SavedGrievanceSearch search) {
        return DeleteGrievanceSearchRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setId(search.getId())
                .build();
    }
}

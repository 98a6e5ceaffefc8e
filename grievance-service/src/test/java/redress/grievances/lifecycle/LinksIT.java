package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.grievances.lifecycle.Requests.about;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceLink;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.LinkGrievanceRequest;
import redress.grievances.v1.ListGrievanceActionsRequest;
import redress.grievances.v1.ReopenGrievanceRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;

class LinksIT {
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller CLEARED =
            TestDatabase.person("cleared", Role.ROLE_SENSITIVE_OFFICER);
    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final GrievanceLink RELATED = GrievanceLink.GRIEVANCE_LINK_RELATED;
    private static final GrievanceLink DUPLICATE = GrievanceLink.GRIEVANCE_LINK_DUPLICATE;

    private final TestUseCases use = new TestUseCases(POSTGRES.database());

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void relatedGrievancesKnowOneAnotherAndGoOn() {
        Grievance one = submitted(0);
        Grievance other = submitted(0);

        Grievance linked = use.links().link(OFFICER, about(one, to(other, RELATED)));

        assertThat(linked.getRelatedIdsList()).containsExactly(other.getId());
        assertThat(linked.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_RECEIVED);
        assertThat(read(other).getRelatedIdsList()).containsExactly(one.getId());
        assertThat(read(other).getEtag()).isEqualTo("2");
        refused(
                Reason.REASON_ALREADY_EXISTS,
                () -> use.links().link(OFFICER, about(read(other), to(one, RELATED))));
    }

    @Test
    void aDuplicateIsClosedAndLosesNeitherItsReporterNorItsLog() {
        Grievance main = submitted(0);
        Grievance twin = submitted(0);
        var request = about(twin, to(main, DUPLICATE));

        Grievance closed = use.links().link(OFFICER, request);

        assertThat(use.links().link(OFFICER, request)).isEqualTo(closed);
        assertThat(closed.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_CLOSED);
        assertThat(closed.getDuplicateOf()).isEqualTo(main.getId());
        assertThat(closed.getDetails()).isEqualTo(twin.getDetails());
        assertThat(closed.hasDecision()).isFalse();
        assertThat(read(main).getDuplicateIdsList()).containsExactly(twin.getId());
        var log = ListGrievanceActionsRequest.newBuilder().setGrievanceId(twin.getId()).build();
        assertThat(use.reading().actions(OFFICER, log).rows()).hasSize(2);
        refused(
                Reason.REASON_ALREADY_EXISTS,
                () -> use.links().link(OFFICER, about(read(main), to(closed, DUPLICATE))));
    }

    @Test
    void aDuplicateThatIsReopenedGoesOnItself() {
        Grievance main = submitted(0);
        Grievance closed = use.links().link(OFFICER, about(submitted(0), to(main, DUPLICATE)));
        var again = ReopenGrievanceRequest.newBuilder().setReason("Another month.").build();
        Grievance reopened = use.ends().reopen(OFFICER, about(closed, again));
        assertThat(reopened.getDuplicateOf()).isEmpty();
    }

    @Test
    void nobodyLinksWithWhatTheyDoNotSeeOrWithItself() {
        Grievance shown = submitted(0);
        Grievance hidden = submitted(2);
        refused(
                Reason.REASON_NOT_FOUND,
                () -> use.links().link(OFFICER, about(shown, to(hidden, RELATED))));
        refused(
                Reason.REASON_INVALID_REQUEST,
                () -> use.links().link(OFFICER, about(shown, to(shown, RELATED))));
        assertThat(read(shown)).isEqualTo(shown);
    }

    @Test
    @DisplayName("zero-trust 14: a link tells nobody of a grievance that is hidden from them")
    void nobodyLinksWhatOthersMayNotSeeWithWhatTheyMay() {
        var cash = new Scope.Place(List.of("cash"), "CO-05");
        Grievance plain = submitted(cash, 0, "");
        for (Grievance other :
                List.of(
                        submitted(cash, 2, ""),
                        submitted(cash, 0, "ana"),
                        submitted(new Scope.Place(List.of("cash", "food"), "CO-05"), 0, ""),
                        submitted(new Scope.Place(List.of("cash"), "CO"), 0, ""))) {
            for (GrievanceLink link : List.of(RELATED, DUPLICATE)) {
                refused(
                        Reason.REASON_OUT_OF_SCOPE,
                        () -> use.links().link(CLEARED, about(plain, to(other, link))));
                refused(
                        Reason.REASON_OUT_OF_SCOPE,
                        () -> use.links().link(CLEARED, about(other, to(plain, link))));
            }
            assertThat(read(other)).isEqualTo(other);
        }
        assertThat(read(plain)).isEqualTo(plain);
        Grievance same = submitted(cash, 1, "");
        var _ = use.links().link(OFFICER, about(plain, to(same, RELATED)));
    }

    @Test
    void twoWhoLinkTheSamePairAtOnceDoNotBlockOneAnother() throws Exception {
        for (int round = 0; round < 10; round++) {
            Grievance one = submitted(0);
            Grievance other = submitted(0);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls =
                        List.<Callable<String>>of(
                                () -> outcome(one, other), () -> outcome(other, one));
                var outcomes = threads.invokeAll(calls).stream().map(each -> each.resultNow());
                assertThat(outcomes).containsExactlyInAnyOrder("linked", "REASON_STALE_ETAG");
            }
        }
    }

    private String outcome(Grievance one, Grievance other) {
        try {
            var _ = use.links().link(OFFICER, about(one, to(other, RELATED)));
            return "linked";
        } catch (Refusal refused) {
            return refused.reason().name();
        }
    }

    private Grievance submitted(int sensitivity) {
        var request = SubmitGrievanceRequest.newBuilder(Requests.submission());
        request.getDetailsBuilder().setSensitivityValue(sensitivity);
        return use.submitting().submit(OFFICER, request.build());
    }

    private Grievance submitted(Scope.Place place, int sensitivity, String subject) {
        var request = SubmitGrievanceRequest.newBuilder(Requests.submission());
        request.getDetailsBuilder()
                .setSensitivityValue(sensitivity)
                .addAllProgrammeIds(place.programmes())
                .setAreaCode(place.area());
        if (!subject.isEmpty()) {
            request.getDetailsBuilder().addSubjectsOfComplaint(subject);
        }
        return use.submitting().submit(OFFICER, request.build());
    }

    private Grievance read(Grievance known) {
        return use.reading().get(CLEARED, known.getId());
    }

    private static LinkGrievanceRequest to(Grievance other, GrievanceLink link) {
        return LinkGrievanceRequest.newBuilder().setOtherId(other.getId()).setLink(link).build();
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}

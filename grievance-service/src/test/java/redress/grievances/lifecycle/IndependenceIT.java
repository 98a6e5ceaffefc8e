package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.grievances.lifecycle.Requests.about;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.grievances.attachments.GrievanceFiles;
import redress.grievances.postgres.PostgresActionLog;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.AppealGrievanceRequest;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Channel;
import redress.grievances.v1.CommunicateDecisionRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceLink;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.LinkGrievanceRequest;
import redress.grievances.v1.ProvideInformationRequest;
import redress.grievances.v1.ReopenGrievanceRequest;
import redress.grievances.v1.RequestInformationRequest;
import redress.grievances.v1.WithdrawGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;

/// Who works on a grievance has no part in an appeal against it, and the other way round.
class IndependenceIT {
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    private static final Caller OTHER = TestDatabase.person("other", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller SECOND = TestDatabase.person("second", Role.ROLE_SUPERVISOR);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final TestUseCases use = new TestUseCases(database);
    private Grievance original = Grievance.getDefaultInstance();
    private Grievance appeal = Grievance.getDefaultInstance();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @BeforeEach
    void anAppealIsWithAnotherOfficer() {
        Grievance submitted = use.submitting().submit(OFFICER, Requests.submission());
        Grievance mine = use.progress().assign(OFFICER, about(submitted, to("officer")));
        Grievance proposed = use.decisions().propose(OFFICER, about(mine, Requests.decision()));
        var approval = ApproveDecisionRequest.getDefaultInstance();
        original = use.decisions().approve(SUPERVISOR, about(proposed, approval));
        var appealing =
                AppealGrievanceRequest.newBuilder()
                        .setTitle("Appeal")
                        .setReasons("Nobody looked at the list.")
                        .setChannel(Channel.CHANNEL_PHONE);
        Grievance received = use.appeals().appeal(OFFICER, about(original, appealing.build()));
        appeal = use.progress().assign(SECOND, about(received, to("other")));
    }

    @Test
    void theOfficerOfAnOpenAppealDoesNothingToTheOriginal() {
        refused(Reason.REASON_ROLE_MISSING, () -> tell(OTHER));
        Grievance told = tell(OFFICER);
        var again = ReopenGrievanceRequest.newBuilder().setReason("Not paid.").build();
        Grievance reopened = use.ends().reopen(OFFICER, about(told, again));
        refused(
                Reason.REASON_ROLE_MISSING,
                () -> use.progress().assign(OFFICER, about(reopened, to("other"))));
        assertThat(use.reading().get(OFFICER, original.getId())).isEqualTo(reopened);
    }

    @Test
    void neitherTouchesTheFilesOfTheOther() {
        var files =
                new GrievanceFiles(new PostgresGrievances(), new PostgresActionLog(), _ -> false);
        UUID appealed = UUID.fromString(original.getId());
        UUID appealing = UUID.fromString(appeal.getId());
        for (Caller actor : List.of(OFFICER, SUPERVISOR)) {
            refused(
                    Reason.REASON_ROLE_MISSING,
                    () -> database.write(actor, t -> files.lockOpen(t, appealing)));
        }
        refused(
                Reason.REASON_ROLE_MISSING,
                () -> database.write(OTHER, t -> files.lock(t, appealed)));
        database.write(OTHER, t -> files.lockOpen(t, appealing));
        database.write(OFFICER, t -> files.lockOpen(t, appealed));
    }

    @Test
    void whoseAppealHasEndedMayWorkOnTheOriginal() {
        var withdrawal = WithdrawGrievanceRequest.newBuilder().setReason("Paid.").build();
        var _ = use.ends().withdraw(OTHER, about(appeal, withdrawal));
        assertThat(tell(OTHER).getDecision().hasCommunicatedAt()).isTrue();
    }

    @Test
    void anAppealGoesOnWhateverItsOfficerDidToTheOriginalMeanwhile() {
        var question = RequestInformationRequest.newBuilder().setQuestion("Which month?").build();
        Grievance asked = use.progress().requestInformation(OTHER, about(appeal, question));
        actBehindTheService();

        var answer = ProvideInformationRequest.newBuilder().setInformation("May.").build();
        Grievance answered = use.progress().provideInformation(SECOND, about(asked, answer));
        assertThat(answered.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
        database.writeAsService(
                "grievance-service", t -> new PostgresGrievances().replace(t, answered));
        refused(
                Reason.REASON_ROLE_MISSING,
                () -> use.decisions().propose(OTHER, about(answered, Requests.decision())));
        assertThat(use.progress().assign(SECOND, about(answered, to("third"))).getAssignedTo())
                .isEqualTo("third");
    }

    @Test
    void whoActedOnTheOriginalDoesNotEvenLinkTheAppeal() {
        Grievance plain = use.submitting().submit(OFFICER, Requests.submission());
        var link = LinkGrievanceRequest.newBuilder().setLink(GrievanceLink.GRIEVANCE_LINK_RELATED);
        var toPlain = link.setOtherId(plain.getId()).build();
        var toAppeal = link.setOtherId(appeal.getId()).build();
        refused(
                Reason.REASON_ROLE_MISSING,
                () -> use.links().link(OFFICER, about(appeal, toPlain)));
        refused(
                Reason.REASON_ROLE_MISSING,
                () -> use.links().link(OFFICER, about(plain, toAppeal)));
        assertThat(use.links().link(OTHER, about(appeal, toPlain)).getRelatedIdsList())
                .containsExactly(plain.getId());
    }

    // As two calls at the same moment may, of which neither sees what the other one does.
    private void actBehindTheService() {
        var action =
                GrievanceAction.newBuilder()
                        .setId(UUID.randomUUID().toString())
                        .setVerb(ActionVerb.ACTION_VERB_PROCESSING)
                        .setState(original.getState())
                        .setActor("other")
                        .build();
        database.write(OTHER, t -> new PostgresActionLog().add(t, original, action));
    }

    private Grievance tell(Caller caller) {
        var told =
                CommunicateDecisionRequest.newBuilder().setCommunicatedVia(Channel.CHANNEL_PHONE);
        return use.decisions().communicate(caller, about(original, told.build()));
    }

    private static AssignGrievanceRequest to(String officer) {
        return AssignGrievanceRequest.newBuilder().setAssignedTo(officer).build();
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}

package redress.grievances.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.grievances.lifecycle.Requests.about;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.grievances.lifecycle.Requests;
import redress.grievances.lifecycle.TestUseCases;
import redress.grievances.postgres.PostgresActionLog;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.PostgresReceipts;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.AnswerQuestionRequest;
import redress.grievances.v1.AppealDecisionRequest;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Channel;
import redress.grievances.v1.CommunicateDecisionRequest;
import redress.grievances.v1.ComplainantResponse;
import redress.grievances.v1.FollowedGrievance;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.IssueReceiptRequest;
import redress.grievances.v1.Receipt;
import redress.grievances.v1.RecordResponseRequest;
import redress.grievances.v1.ReopenGrievanceRequest;
import redress.grievances.v1.RequestInformationRequest;
import redress.grievances.v1.RespondToDecisionRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.grievances.v1.WithdrawGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;

class ReceiptsIT {
    private static final Caller CLERK = TestDatabase.person("clerk", Role.ROLE_CASE_WORKER);
    private static final Caller CLEARED =
            TestDatabase.person("cleared", Role.ROLE_SENSITIVE_OFFICER);
    private static final Caller SECOND =
            TestDatabase.person("approver", Role.ROLE_SENSITIVE_OFFICER);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final TestUseCases use = new TestUseCases(database);
    private final Map<String, Object> signed = new HashMap<>();
    private final List<UUID> named = new ArrayList<>();
    private final IssueReceipt issuing =
            new IssueReceipt(
                    database,
                    new PostgresGrievances(),
                    new PostgresActionLog(),
                    new PostgresReceipts(),
                    claims -> {
                        signed.putAll(claims);
                        return "signed";
                    });
    private final ServeComplainant complainants =
            new ServeComplainant(
                    database,
                    new PostgresGrievances(),
                    new PostgresActionLog(),
                    use.changes(),
                    use.appeals(),
                    new PostgresReceipts(),
                    new WrongCodes());

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void isForWhoTookItInEvenUnseenAndForNobodyElse() {
        Grievance hidden = submitted(2);
        Receipt receipt = issue(hidden);

        assertThat(receipt.getNumber()).isEqualTo(hidden.getNumber());
        assertThat(signed)
                .containsEntry("number", hidden.getNumber())
                .containsEntry("description_sha256", sha256("Nothing since May."))
                .doesNotContainValue(receipt.getCode());
        refused(Reason.REASON_NOT_FOUND, () -> issuing.issue(CLEARED, request(hidden)));
        Grievance shown = submitted(0);
        var _ = use.progress().assign(CLEARED, about(shown, to("cleared")));
        refused(Reason.REASON_NOT_FOUND, () -> issuing.issue(CLEARED, request(shown)));
    }

    @Test
    void theStoreKeepsNothingButAHash() {
        Receipt receipt = issue(submitted(0));
        String bare = receipt.getCode().replace("-", "");
        assertThat(rows("SELECT encode(code_hash, 'escape') FROM grievance_receipts"))
                .doesNotContain(bare);
        assertThat(rows("SELECT encode(document, 'escape') FROM requests")).doesNotContain(bare);
        assertThat(rows("SELECT summary FROM events")).doesNotContain(bare);
    }

    @Test
    void aNewerReceiptTakesThePlaceOfAnOlderOne() {
        Grievance known = submitted(0);
        Receipt older = issue(known);
        Receipt newer = issue(known);
        refused(Reason.REASON_NOT_FOUND, () -> follow(older.getCode()));
        assertThat(follow(newer.getCode())).hasSize(1);
    }

    @Test
    void onceAnythingWasDoneNobodyTakesTheComplainantsCodeAway() {
        Grievance known = submitted(0);
        String code = issue(known).getCode();
        var _ = use.progress().assign(CLEARED, about(known, to("cleared")));

        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> issue(known));

        assertThat(follow(code)).hasSize(1);
        assertThat(issue(assigned(CLERK, "cleared")).getCode()).isNotEmpty();
    }

    @Test
    void whoWorksOnItGetsNoCodeThoughTheyTookItIn() {
        for (Grievance theirs : List.of(assigned(CLEARED, "other"), assigned(CLERK, "Clerk "))) {
            var taker = theirs.getAssignedTo().equals("other") ? CLEARED : CLERK;
            refused(Reason.REASON_ILLEGAL_TRANSITION, () -> issuing.issue(taker, request(theirs)));
        }
    }

    @Test
    void whatTheComplainantSaidIsNeverOverwrittenAndCountsBeforeWhatStaffRecorded() {
        Grievance known = submitted(0);
        String code = issue(known).getCode();
        Grievance told = told(known);
        var staff =
                RecordResponseRequest.newBuilder()
                        .setComplainantResponse(ComplainantResponse.COMPLAINANT_RESPONSE_ACCEPTED)
                        .build();
        Grievance recorded = use.decisions().respond(CLEARED, about(told, staff));

        assertThat(complainants.respond(response(code), named::add).getComplainantResponse())
                .isEqualTo(ComplainantResponse.COMPLAINANT_RESPONSE_REJECTED);

        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> complainants.respond(response(code), named::add));
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> use.decisions().respond(CLEARED, about(read(recorded), staff)));
        assertThat(read(known).getDecision().getComplainantResponse())
                .isEqualTo(ComplainantResponse.COMPLAINANT_RESPONSE_REJECTED);
    }

    @Test
    void aWithdrawalThatTheComplainantNeverWantedIsAppealedAgainst() {
        Grievance known = submitted(0);
        String code = issue(known).getCode();
        var withdrawal = WithdrawGrievanceRequest.newBuilder().setReason("Taken back.").build();
        var _ = use.ends().withdraw(CLEARED, about(known, withdrawal));
        assertThat(complainants.appeal(appeal(code), named::add).getState())
                .isEqualTo(GrievanceState.GRIEVANCE_STATE_RECEIVED);
    }

    @Test
    void carriesAComplainantFromTheQuestionToTheAppeal() {
        Grievance known = submitted(2);
        String code = issue(known).getCode();
        Grievance asked = asked(known);
        assertThat(last(code).getQuestion()).isEqualTo("Who was it?");

        FollowedGrievance answered = complainants.answer(answer(code), named::add);
        assertThat(answered.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> complainants.answer(answer(code), named::add));

        Grievance proposed =
                use.decisions().propose(CLEARED, about(read(asked), Requests.decision()));
        assertThat(last(code).getReasons()).isEmpty();
        Grievance approved =
                use.decisions()
                        .approve(
                                SECOND,
                                about(proposed, ApproveDecisionRequest.getDefaultInstance()));
        assertThat(last(code).getReasons()).isEqualTo("Our mistake.");
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> complainants.respond(response(code), named::add));
        var _ = use.decisions().communicate(CLEARED, about(approved, told()));
        assertThat(complainants.respond(response(code), named::add).getComplainantResponse())
                .isEqualTo(ComplainantResponse.COMPLAINANT_RESPONSE_REJECTED);
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> complainants.respond(response(code), named::add));

        FollowedGrievance appeal = complainants.appeal(appeal(code), named::add);
        assertThat(appeal.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_RECEIVED);
        assertThat(follow(code))
                .extracting(FollowedGrievance::getNumber)
                .containsExactly(known.getNumber(), appeal.getNumber());
        assertThat(follow(code).toString()).doesNotContain("cleared", "approver", "clerk");
    }

    @Test
    void whatIsReopenedAfterAnAppealIsAnsweredWithTheSameCode() {
        Grievance known = submitted(0);
        String code = issue(known).getCode();
        var withdrawal = WithdrawGrievanceRequest.newBuilder().setReason("Taken back.").build();
        Grievance ended = use.ends().withdraw(CLEARED, about(known, withdrawal));
        var appealed = complainants.appeal(appeal(code), named::add);
        var again = ReopenGrievanceRequest.newBuilder().setReason("A mistake.").build();
        Grievance reopened = use.ends().reopen(CLEARED, about(ended, again));
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> complainants.answer(answer(code), named::add));
        var _ = asked(reopened);

        FollowedGrievance answered = complainants.answer(answer(code), named::add);

        assertThat(answered.getNumber()).isEqualTo(known.getNumber());
        assertThat(answered.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
        assertThat(last(code)).isEqualTo(appealed);
    }

    @Test
    @DisplayName("zero-trust 16: the journal learns to which grievances a code led, also in vain")
    void eachCallTellsWhichGrievancesItIsAbout() {
        Grievance known = submitted(0);
        var id = UUID.fromString(known.getId());
        String code = issue(known).getCode();

        var _ = follow(code);
        assertThat(named).containsExactly(id);
        named.clear();
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () -> complainants.answer(answer(code), named::add));
        assertThat(named).containsExactly(id);
        named.clear();
        refused(Reason.REASON_NOT_FOUND, () -> follow("guess"));
        assertThat(named).isEmpty();
        var withdrawal = WithdrawGrievanceRequest.newBuilder().setReason("Taken back.").build();
        var _ = use.ends().withdraw(CLEARED, about(known, withdrawal));

        var _ = complainants.appeal(appeal(code), named::add);

        assertThat(named).hasSize(2).startsWith(id);
    }

    @Test
    void wrongCodesOpenNothingAndManyCloseTheDoorForAWhile() {
        String code = issue(submitted(0)).getCode();
        for (int i = 0; i < 1000; i++) {
            refused(Reason.REASON_NOT_FOUND, () -> follow("guess"));
        }
        assertThatThrownBy(() -> follow(code, 1000))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_TOO_MANY_CALLS));
    }

    // While a token comes back now and then, wrong codes use it up.
    private void follow(String code, int times) {
        for (int i = 0; i < times; i++) {
            var _ = follow(code);
            assertThatThrownBy(() -> follow("guess")).isInstanceOf(Refusal.class);
        }
    }

    private Grievance assigned(Caller taker, String officer) {
        Grievance known = use.submitting().submit(taker, Requests.submission());
        return use.progress().assign(CLEARED, about(known, to(officer)));
    }

    private Grievance told(Grievance known) {
        Grievance assigned = use.progress().assign(CLEARED, about(known, to("cleared")));
        Grievance proposed = use.decisions().propose(CLEARED, about(assigned, Requests.decision()));
        var approval = ApproveDecisionRequest.getDefaultInstance();
        Grievance approved = use.decisions().approve(SECOND, about(proposed, approval));
        return use.decisions().communicate(CLEARED, about(approved, told()));
    }

    private Grievance asked(Grievance known) {
        Grievance assigned = use.progress().assign(CLEARED, about(known, to("cleared")));
        var question = RequestInformationRequest.newBuilder().setQuestion("Who was it?").build();
        return use.progress().requestInformation(CLEARED, about(assigned, question));
    }

    private Grievance submitted(int sensitivity) {
        var request = SubmitGrievanceRequest.newBuilder(Requests.submission());
        request.getDetailsBuilder().setSensitivityValue(sensitivity);
        return use.submitting().submit(CLERK, request.build());
    }

    private Grievance read(Grievance known) {
        return use.reading().get(CLEARED, known.getId());
    }

    private FollowedGrievance last(String code) {
        return follow(code).getLast();
    }

    private List<FollowedGrievance> follow(String code) {
        return complainants.follow(code, named::add);
    }

    private Receipt issue(Grievance known) {
        return issuing.issue(CLERK, request(known));
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rows(String query) {
        return POSTGRES.superuser()
                .withHandle(handle -> handle.createQuery(query).mapTo(String.class).list())
                .toString();
    }

    private static IssueReceiptRequest request(Grievance known) {
        return IssueReceiptRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setId(known.getId())
                .build();
    }

    private static AssignGrievanceRequest to(String officer) {
        return AssignGrievanceRequest.newBuilder().setAssignedTo(officer).build();
    }

    private static CommunicateDecisionRequest told() {
        return CommunicateDecisionRequest.newBuilder()
                .setCommunicatedVia(Channel.CHANNEL_WEB)
                .build();
    }

    private static AnswerQuestionRequest answer(String code) {
        return AnswerQuestionRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setCode(code)
                .setInformation("The tall one.")
                .build();
    }

    private static RespondToDecisionRequest response(String code) {
        return RespondToDecisionRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setCode(code)
                .setComplainantResponse(ComplainantResponse.COMPLAINANT_RESPONSE_REJECTED)
                .setRating(1)
                .build();
    }

    private static AppealDecisionRequest appeal(String code) {
        return AppealDecisionRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setCode(code)
                .setReasons("Nobody asked the others.")
                .build();
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}

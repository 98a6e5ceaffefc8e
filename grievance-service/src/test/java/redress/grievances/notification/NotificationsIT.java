package redress.grievances.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.grievances.notification.Telling.OFFICER;
import static redress.grievances.notification.Telling.words;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.lifecycle.Requests;
import redress.grievances.notification.SendsMail.Outcome;
import redress.grievances.notification.Telling.Row;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.Channel;
import redress.grievances.v1.CloseGrievanceRequest;
import redress.grievances.v1.CommunicateDecisionRequest;
import redress.grievances.v1.ComplainantType;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.RejectGrievanceRequest;
import redress.grievances.v1.WithdrawGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;

class NotificationsIT {
    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Caller OTHER = TestDatabase.person("other", Role.ROLE_SUPERVISOR);
    private static final Outcome AWAY = new Outcome.Away("no connection");

    private final Telling telling = new Telling(POSTGRES, Telling.ON);

    @BeforeEach
    void empty() {
        POSTGRES.empty();
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void tellsOfEachStepThatConcernsTheComplainantAndOfNoOther() {
        var known = telling.submit();
        telling.run();
        var asked = telling.asked(telling.assigned(known));
        telling.run();
        var communicated = communicated(telling.answered(asked));
        telling.run();
        telling.step(
                telling.use.ends()::close,
                communicated,
                CloseGrievanceRequest.getDefaultInstance());
        telling.run();

        assertThat(telling.sent())
                .extracting(Mail::text)
                .containsExactly(
                        words(News.RECEIVED, known),
                        words(News.INFORMATION_NEEDED, known),
                        words(News.DECIDED, known),
                        words(News.CLOSED, known));
        assertThat(telling.told(known))
                .containsExactly(
                        "told by e-mail: received",
                        "told by e-mail: information needed",
                        "told by e-mail: decided",
                        "told by e-mail: closed");
        assertThat(telling.counts()).isEqualTo(new Notifications.Counts(0, 0));
    }

    private Grievance communicated(Grievance known) {
        var proposed = telling.step(telling.use.decisions()::propose, known, Requests.decision());
        var approved =
                telling.use
                        .decisions()
                        .approve(
                                OTHER,
                                Requests.about(
                                        proposed, ApproveDecisionRequest.getDefaultInstance()));
        telling.run();
        return telling.step(
                telling.use.decisions()::communicate,
                approved,
                CommunicateDecisionRequest.newBuilder()
                        .setCommunicatedVia(Channel.CHANNEL_EMAIL)
                        .build());
    }

    @Test
    void tellsWhyItEnded() {
        var withdrawn = telling.submit();
        telling.step(
                telling.use.ends()::withdraw,
                withdrawn,
                WithdrawGrievanceRequest.newBuilder().setReason("paid").build());
        var rejected = telling.submit();
        telling.step(
                telling.use.ends()::reject,
                rejected,
                RejectGrievanceRequest.newBuilder().setReasons("not ours").build());
        telling.run();

        assertThat(telling.sent())
                .extracting(Mail::text)
                .containsExactlyInAnyOrder(
                        words(News.WITHDRAWN, withdrawn), words(News.NOT_TAKEN_UP, rejected));
        assertThat(telling.told(withdrawn))
                .containsExactly(
                        "not told by e-mail: received: it is not so any more",
                        "told by e-mail: withdrawn");
    }

    @Test
    void saysNothingOfWhatItIsAbout() {
        telling.submit(
                OFFICER,
                details ->
                        details.setTitle("Beaten")
                                .setDescription("By my husband")
                                .setCategoryCode("violence/home")
                                .setDesiredResolution("Shelter"));
        telling.run();

        assertThat(telling.sent())
                .singleElement()
                .satisfies(
                        mail ->
                                assertThat(mail.subject() + mail.text())
                                        .doesNotContainIgnoringCase("beaten")
                                        .doesNotContainIgnoringCase("husband")
                                        .doesNotContainIgnoringCase("violence")
                                        .doesNotContainIgnoringCase("shelter"));
    }

    static Stream<Consumer<GrievanceDetails.Builder>> secret() {
        return Stream.of(
                details -> details.setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE),
                details -> details.setComplainantType(ComplainantType.COMPLAINANT_TYPE_ANONYMOUS),
                details -> details.setConsent(false),
                details -> details.addSubjectsOfComplaint("clerk"),
                details -> details.getPreferredContactBuilder().setType("phone"),
                GrievanceDetails.Builder::clearPreferredContact);
    }

    @ParameterizedTest
    @MethodSource("secret")
    void writesNothingDownForWhomItMustStaySecret(Consumer<GrievanceDetails.Builder> change) {
        var known = telling.submit(OFFICER, change);

        assertThat(telling.rows(known)).isEmpty();
    }

    @Test
    void anImportTellsNobodyButWhatPeopleDoWithItLaterIsTold() {
        var known = telling.submit(Telling.at("importer"), _ -> {});
        telling.run();
        assertThat(telling.sent()).isEmpty();

        telling.asked(telling.assigned(known));
        telling.run();
        assertThat(telling.sent())
                .extracting(Mail::text)
                .containsExactly(words(News.INFORMATION_NEEDED, known));
    }

    @Test
    void nobodyIsToldWithoutAMailServer() {
        var off = new Telling(POSTGRES, Telling.settings(false));

        assertThat(off.rows(off.submit())).isEmpty();
    }

    @Test
    void whatDoesNotHappenIsNotTold() {
        var known = telling.submit();
        telling.assigned(known);
        var rejecting =
                Requests.about(known, RejectGrievanceRequest.newBuilder().setReasons("no").build());

        assertThatThrownBy(() -> telling.use.ends().reject(OFFICER, rejecting))
                .isInstanceOf(Refusal.class);
        assertThat(telling.rows(known)).extracting(Row::news).containsExactly(News.RECEIVED);
    }

    @Test
    void aRepeatedRequestIsToldOnce() {
        var request = Telling.request(_ -> {});
        var known = telling.use.submitting().submit(OFFICER, request);
        telling.use.submitting().submit(OFFICER, request);

        assertThat(telling.rows(known)).hasSize(1);
    }

    @Test
    void whatBecameSensitiveMeanwhileIsNotTold() {
        var known = telling.submit();
        telling.change(
                known,
                row ->
                        row.getDetailsBuilder()
                                .setSensitivity(Sensitivity.SENSITIVITY_HIGHLY_SENSITIVE));

        assertNotTold(known, "the grievance is sensitive");
    }

    @Test
    void whatIsRestrictedMeanwhileIsNotTold() {
        var known = telling.submit();
        telling.database.writeAsService(
                "grievance-service",
                transaction ->
                        telling.rights().restrict(transaction, Set.of(Telling.id(known)), true));

        assertNotTold(known, "the use of the grievance is restricted");
    }

    @Test
    void whatIsErasedMeanwhileIsNotTold() {
        var known = telling.submit();
        telling.database.writeAsService(
                "grievance-service",
                transaction -> telling.rights().erase(transaction, Set.of(Telling.id(known))));

        assertNotTold(known, "the grievance is erased");
    }

    @Test
    void whoWantsToBeReachedOtherwiseByThenIsNotTold() {
        var known = telling.submit();
        telling.change(
                known, row -> row.getDetailsBuilder().getPreferredContactBuilder().setType("sms"));

        assertNotTold(known, "e-mail is not the preferred contact");
    }

    @Test
    void whatWasAnsweredByThenIsNotAsked() {
        var known = telling.submit();
        telling.run();
        telling.answered(telling.asked(telling.assigned(known)));
        telling.run();

        assertThat(telling.sent()).hasSize(1);
        assertThat(telling.told(known))
                .last()
                .isEqualTo("not told by e-mail: information needed: it is not so any more");
    }

    private void assertNotTold(Grievance known, String why) {
        telling.run();

        assertThat(telling.sent()).isEmpty();
        assertThat(telling.rows(known)).containsExactly(new Row(News.RECEIVED, "NOT_TOLD", why));
        assertThat(telling.told(known)).containsExactly("not told by e-mail: received: " + why);
    }

    @Test
    void aRectifiedAddressIsTheOneThatIsUsed() {
        var known = telling.submit();
        telling.change(
                known,
                row ->
                        row.getDetailsBuilder()
                                .getPreferredContactBuilder()
                                .setValue("ana@new.example"));
        telling.run();

        assertThat(telling.sent())
                .extracting(Mail::to)
                .containsExactly(new EmailAddress("ana@new.example"));
    }

    @Test
    void aRowHoldsNoAddress() {
        telling.answer(AWAY);
        telling.submit();
        telling.run();

        List<String> rows =
                POSTGRES.superuser()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT CAST(each AS text)
                                                        FROM grievance_notifications AS each
                                                        """)
                                                .mapTo(String.class)
                                                .list());
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContain("ana", "@"));
    }
}

package redress.grievances.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.lifecycle.Requests;
import redress.grievances.postgres.TestDatabase;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.webhooks.v1.Delivery;
import redress.webhooks.v1.DeliveryState;
import redress.webhooks.v1.PauseReason;
import redress.webhooks.v1.WebhookState;

/// What a webhook sends to whom, and who may do what with it.
class WebhooksIT extends WebhookCalls {
    private static final Caller OTHER = TestDatabase.person("other", Role.ROLE_SUPERVISOR);
    private static final Caller SECURITY =
            TestDatabase.person("security", Scope.NOTHING, Role.ROLE_SECURITY_OFFICER);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    WebhooksIT() {
        super(POSTGRES);
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void sendsEachEventOnceInOrder() {
        var webhook = create(BOSS);
        UUID one = sending.submit();
        sending.record(one, "grievance.second", "grievance.third");

        run(_ -> OK);
        run(_ -> OK);

        assertThat(received)
                .containsExactly(
                        one + " grievance.received",
                        one + " grievance.second",
                        one + " grievance.third");
        assertThat(all(webhook))
                .hasSize(3)
                .allMatch(each -> each.getState() == DeliveryState.DELIVERY_STATE_DELIVERED)
                .allMatch(each -> each.getAttempts() == 1);
    }

    @Test
    void sendsTheKindsOfEventsThatWereAskedFor() {
        create(BOSS, "grievance.second");
        UUID one = sending.submit();
        sending.record(one, "grievance.second", "grievance.third");

        run(_ -> OK);

        assertThat(received).containsExactly(one + " grievance.second");
    }

    @Test
    void showsTheSecretToWhoMadeItInThatAnswerOnly() {
        var request = Sending.key();
        var made = sending.webhooks.create(BOSS, request, URL, List.of());

        assertThat(made.getSecret()).startsWith("whsec_");
        assertThat(sending.webhooks.create(BOSS, request, URL, List.of())).isEqualTo(made);
        assertThat(sending.now(BOSS, made)).isEqualTo(made.toBuilder().clearSecret().build());
        assertThat(pause(BOSS, made).getSecret()).isEmpty();
        assertThat(stored()).doesNotContain(made.getSecret());
    }

    @DisplayName(
            "zero-trust 14: a webhook hears of what its owner serves, and of nothing sensitive")
    @Test
    void hearsOfNothingHidden() {
        create(
                TestDatabase.person(
                        "food",
                        new Scope(Set.of("food"), Set.of("*")),
                        Role.ROLE_SUPERVISOR,
                        Role.ROLE_SENSITIVE_OFFICER));
        sending.submit();
        var sensitive = Requests.submission().toBuilder();
        sensitive
                .getDetailsBuilder()
                .addProgrammeIds("food")
                .setSensitivity(Sensitivity.SENSITIVITY_HIGHLY_SENSITIVE);
        sending.use().submitting().submit(Sending.OFFICER, sensitive.build());
        var aboutOwner = Requests.submission().toBuilder();
        aboutOwner.getDetailsBuilder().addProgrammeIds("food").addSubjectsOfComplaint("food");
        sending.use().submitting().submit(Sending.OFFICER, aboutOwner.build());
        var aboutFood = Requests.submission().toBuilder();
        aboutFood.getDetailsBuilder().addProgrammeIds("food");
        String seen = sending.use().submitting().submit(Sending.OFFICER, aboutFood.build()).getId();

        run(_ -> OK);

        assertThat(received).containsExactly(seen + " grievance.received");
    }

    @DisplayName("zero-trust 14: what came out of reach while it waited is not sent any more")
    @Test
    void withholdsWhatCameOutOfReach() {
        var webhook = create(BOSS);
        UUID one = sending.submit();
        run(_ -> AWAY);
        received.clear();
        sensitivity(one, 2);
        sending.advance(Sending.LONGEST_AWAY);

        run(_ -> OK);

        assertThat(received).isEmpty();
        assertThat(all(webhook))
                .singleElement()
                .returns(DeliveryState.DELIVERY_STATE_WITHHELD, Delivery::getState)
                .satisfies(WebhooksIT::tellsNoEvent);
    }

    @Test
    void sendsWhatWasWithheldOnceItIsAskedForAndTheItemIsBack() {
        var webhook = create(BOSS);
        UUID one = sending.submit();
        run(_ -> AWAY);
        sensitivity(one, 2);
        sending.advance(Sending.LONGEST_AWAY);
        run(_ -> OK);
        received.clear();

        retry(BOSS, webhook, 0);
        run(_ -> OK);
        assertThat(received).isEmpty();
        sensitivity(one, 1);
        retry(BOSS, webhook, all(webhook).getFirst().getNumber());
        run(_ -> OK);

        assertThat(received).containsExactly(one + " grievance.received");
    }

    @DisplayName(
            "zero-trust 14: deliveries name to the owner alone what they are of, if it may be seen")
    @Test
    void listsWhatMayBeSeen() {
        var webhook = create(BOSS);
        UUID hidden = sending.submit();
        UUID seen = sending.submit();
        run(_ -> OK);
        sensitivity(hidden, 2);

        assertThat(all(webhook))
                .extracting(Delivery::getItemId)
                .containsExactlyInAnyOrder("", seen.toString());
        assertThat(all(webhook))
                .filteredOn(each -> each.getItemId().isEmpty())
                .singleElement()
                .satisfies(WebhooksIT::tellsNoEvent);
        assertThat(all(SECURITY, webhook))
                .hasSize(2)
                .allSatisfy(WebhooksIT::tellsNoEvent)
                .allMatch(each -> each.getState() == DeliveryState.DELIVERY_STATE_DELIVERED);
    }

    private static void tellsNoEvent(Delivery delivery) {
        assertThat(delivery)
                .returns("", Delivery::getEventId)
                .returns("", Delivery::getItemId)
                .returns("", Delivery::getType)
                .returns("", Delivery::getPosition)
                .returns(false, Delivery::hasOccurredAt);
    }

    private static void sensitivity(UUID item, int sensitivity) {
        POSTGRES.superuser()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE grievances SET sensitivity = ? WHERE id = ?",
                                        sensitivity,
                                        item));
    }

    @Test
    void belongsToItsOwnerAndSecurityOfficersMayStopIt() {
        var webhook = create(BOSS);

        assertThat(sending.webhooks.list(OTHER, Sending.page()).rows()).isEmpty();
        refused(Reason.REASON_NOT_FOUND, () -> end(OTHER, webhook));
        refused(Reason.REASON_NOT_FOUND, () -> all(OTHER, webhook));
        refused(Reason.REASON_NOT_FOUND, () -> resume(SECURITY, webhook));
        sending.submit();
        assertThat(pause(SECURITY, webhook).getPauseReason())
                .isEqualTo(PauseReason.PAUSE_REASON_REQUESTED);
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> pause(BOSS, webhook));
        assertThat(end(SECURITY, webhook).getState()).isEqualTo(WebhookState.WEBHOOK_STATE_ENDED);
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> resume(BOSS, webhook));
        run(_ -> OK);
        assertThat(received).isEmpty();
    }

    @Test
    void refusesAnAddressThatIsNotAllowedOrLeadsInside() {
        refused(
                Reason.REASON_INVALID_REQUEST,
                () -> sending.create(BOSS, "https://elsewhere.example.org/in"));
        refused(
                Reason.REASON_INVALID_REQUEST,
                () -> sending.create(BOSS, "http://" + Sending.HOST + "/in"));
        sending.address.set("10.0.0.7");
        refused(Reason.REASON_INVALID_REQUEST, () -> create(BOSS));
    }

    @DisplayName("a name that leads inside after the webhook was made is not followed")
    @Test
    void callsNoAddressThatANameTurnedTo() {
        var webhook = create(BOSS);
        sending.submit();
        sending.address.set("127.0.0.1");

        run(_ -> OK);

        assertThat(received).isEmpty();
        assertThat(all(webhook))
                .singleElement()
                .returns("address not allowed, or not known", Delivery::getLastFailure);
        sending.address.set("8.8.8.8");
        sending.advance(Sending.LONGEST_AWAY);
        run(_ -> OK);
        assertThat(received).hasSize(1);
    }

    @Test
    void onePersonHasSoManyAtMost() {
        for (int i = 0; i < Sending.PER_OWNER; i++) {
            create(BOSS);
        }
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> create(BOSS));
        assertThat(create(OTHER).getOwner()).isEqualTo("other");
    }

    private static String stored() {
        return POSTGRES.superuser()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT string_agg(encode(document, 'escape')
                                                    || coalesce(encode(sealed, 'escape'), ''), '')
                                                FROM (SELECT document, sealed FROM webhooks
                                                    UNION ALL SELECT document, sealed FROM requests) AS all_rows
                                                """)
                                        .mapTo(String.class)
                                        .one());
    }
}

package redress.grievances.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.lifecycle.Requests;
import redress.grievances.postgres.TestDatabase;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.webhooks.FewConnections;
import redress.mesh.webhooks.Post;
import redress.mesh.webhooks.Post.Outcome;
import redress.mesh.webhooks.SendDeliveries;
import redress.mesh.webhooks.SignedMessage;
import redress.webhooks.v1.Delivery;
import redress.webhooks.v1.DeliveryState;
import redress.webhooks.v1.PauseReason;
import redress.webhooks.v1.Webhook;
import redress.webhooks.v1.WebhookState;

class WebhooksIT {
    private static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);
    private static final Caller OTHER = TestDatabase.person("other", Role.ROLE_SUPERVISOR);
    private static final Caller SECURITY =
            TestDatabase.person("security", Scope.NOTHING, Role.ROLE_SECURITY_OFFICER);
    private static final String URL = "https://" + Sending.HOST + "/in";
    private static final int MESSAGES_AT_ONCE = 8;
    private static final Outcome OK = new Outcome.Confirmed();
    private static final Outcome AWAY = new Outcome.Away("HTTP 503");
    private static final Outcome REFUSED = new Outcome.Refused("HTTP 400");
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Sending sending = new Sending(POSTGRES, Sending.ATTEMPTS);
    private final List<String> received = new CopyOnWriteArrayList<>();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @BeforeEach
    void withoutWebhooks() {
        POSTGRES.superuser()
                .useHandle(handle -> handle.execute("TRUNCATE webhooks, webhook_deliveries"));
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

    @Test
    void givesUpARefusedEventAndGoesOnWithTheNextOfItsItem() {
        var webhook = create(BOSS);
        UUID bad = sending.submit();
        sending.record(bad, "grievance.second");
        UUID good = sending.submit();
        Function<String, Outcome> receiver =
                line -> line.equals(bad + " grievance.received") ? REFUSED : OK;

        run(receiver);
        assertThat(received)
                .containsExactlyInAnyOrder(
                        bad + " grievance.received", good + " grievance.received");
        sending.advance(Sending.FIRST.dividedBy(2));
        run(receiver);
        assertThat(received).hasSize(2);
        sending.advance(Sending.FIRST.dividedBy(2));
        run(receiver);
        sending.advance(Sending.FIRST.multipliedBy(2));
        run(receiver);

        assertThat(received.subList(2, received.size()))
                .containsExactly(
                        bad + " grievance.received",
                        bad + " grievance.received",
                        bad + " grievance.second");
        var dead = dead(webhook);
        assertThat(dead)
                .singleElement()
                .returns("grievance.received", Delivery::getType)
                .returns(Sending.ATTEMPTS, Delivery::getAttempts)
                .returns("HTTP 400", Delivery::getLastFailure);

        retry(BOSS, webhook, dead.getFirst().getNumber());
        run(_ -> OK);
        assertThat(received.getLast()).isEqualTo(bad + " grievance.received");
        assertThat(dead(webhook)).isEmpty();
        refused(Reason.REASON_INVALID_REQUEST, () -> retry(BOSS, webhook, 1));
    }

    @Test
    void retriesAllDeadLettersAtOnce() {
        var webhook = create(BOSS);
        sending.submit();
        sending.submit();
        for (int i = 0; i < Sending.ATTEMPTS; i++) {
            run(_ -> REFUSED);
            sending.advance(Sending.LONGEST_AWAY);
        }
        assertThat(dead(webhook)).hasSize(2);

        retry(BOSS, webhook, 0);
        run(_ -> OK);

        assertThat(dead(webhook)).isEmpty();
        assertThat(all(webhook))
                .hasSize(2)
                .allMatch(each -> each.getState() == DeliveryState.DELIVERY_STATE_DELIVERED);
    }

    @Test
    void makesNoDeadLettersOfWhatAReceiverThatIsAwayMisses() {
        var webhook = create(BOSS);
        var items = List.of(sending.submit(), sending.submit(), sending.submit());
        for (int i = 0; i < 3 * Sending.ATTEMPTS; i++) {
            run(_ -> AWAY);
            sending.advance(Sending.LONGEST_AWAY);
        }
        received.clear();

        run(_ -> OK);

        assertThat(received).hasSameSizeAs(items);
        assertThat(dead(webhook)).isEmpty();
    }

    @Test
    void aReceiverThatIsAwayIsAskedWithOneMessageAtATime() {
        create(BOSS);
        sending.submit();
        sending.submit();
        run(_ -> AWAY);
        received.clear();
        sending.advance(Sending.FIRST);

        run(_ -> AWAY);

        assertThat(received).hasSize(1);
    }

    @Test
    void aMessageThatTheReceiverAloneCannotAnswerDoesNotBlockTheOthersAndBecomesADeadLetter() {
        var webhook = create(BOSS);
        UUID bad = sending.submit();
        Function<String, Outcome> receiver = line -> line.startsWith(bad + " ") ? AWAY : OK;
        for (int i = 0; i < Sending.ATTEMPTS; i++) {
            run(receiver);
            UUID good = sending.submit();
            sending.advance(Sending.LONGEST_AWAY);
            run(receiver);
            sending.advance(Sending.LONGEST_AWAY);
            run(receiver);
            assertThat(received).contains(good + " grievance.received");
        }

        assertThat(dead(webhook)).extracting(Delivery::getItemId).containsExactly(bad.toString());
    }

    @Test
    void pausesWhenNothingIsConfirmedForLongAndLosesNothing() {
        var webhook = create(BOSS);
        UUID one = sending.submit();
        run(_ -> AWAY);
        sending.advance(Sending.PAUSE_AFTER);
        run(_ -> AWAY);
        assertThat(sending.now(BOSS, webhook))
                .returns(WebhookState.WEBHOOK_STATE_PAUSED, Webhook::getState)
                .returns(PauseReason.PAUSE_REASON_FAILING, Webhook::getPauseReason)
                .matches(Webhook::hasFailingSince);
        UUID two = sending.submit();
        received.clear();
        run(_ -> OK);
        assertThat(received).isEmpty();

        resume(BOSS, webhook);
        run(_ -> OK);

        assertThat(received)
                .containsExactlyInAnyOrder(
                        one + " grievance.received", two + " grievance.received");
    }

    @Test
    void anOldDeadLetterDoesNotPauseItAtTheNextFailure() {
        var webhook = create(BOSS);
        sending.submit();
        for (int i = 0; i < Sending.ATTEMPTS; i++) {
            run(_ -> REFUSED);
            sending.advance(Sending.LONGEST_AWAY);
        }
        assertThat(dead(webhook)).hasSize(1);
        assertThat(sending.now(BOSS, webhook).hasFailingSince()).isFalse();
        sending.advance(Sending.PAUSE_AFTER);
        sending.submit();

        run(_ -> REFUSED);

        assertThat(sending.now(BOSS, webhook))
                .returns(WebhookState.WEBHOOK_STATE_ACTIVE, Webhook::getState)
                .matches(Webhook::hasFailingSince);
    }

    @Test
    void pausesWhenItsOwnerDoesNotResumeItInTimeAndReachesThenWhatTheyServe() {
        var webhook = create(BOSS);
        sending.advance(Sending.LIFE);
        sending.submit();
        run(_ -> OK);
        assertThat(received).isEmpty();
        assertThat(sending.now(BOSS, webhook).getPauseReason())
                .isEqualTo(PauseReason.PAUSE_REASON_EXPIRED);

        var less =
                TestDatabase.person(
                        "boss", new Scope(Set.of("food"), Set.of("*")), Role.ROLE_SUPERVISOR);
        assertThat(resume(less, webhook).getProgrammesList()).containsExactly("food");
        run(_ -> OK);

        assertThat(received).isEmpty();
    }

    @Test
    void sendsAgainFromAPositionThatWasReached() {
        var webhook = create(BOSS);
        UUID one = sending.submit();
        sending.record(one, "grievance.second", "grievance.third");
        run(_ -> OK);
        String first = all(webhook).getLast().getPosition();
        received.clear();

        replay(BOSS, webhook, first);
        run(_ -> OK);

        assertThat(received).containsExactly(one + " grievance.second", one + " grievance.third");
        refused(Reason.REASON_INVALID_REQUEST, () -> replay(BOSS, webhook, "999999999-0"));
    }

    @DisplayName("zero-trust 14: a replay sends nothing from before the webhook was made")
    @Test
    void replaysNothingOfThePast() {
        sending.submit();
        sending.settle();
        var webhook = create(BOSS);
        UUID later = sending.submit();
        run(_ -> OK);
        resume(BOSS, webhook);
        received.clear();

        refused(Reason.REASON_INVALID_REQUEST, () -> replay(BOSS, webhook, "1-1"));
        replay(BOSS, webhook, "");
        run(_ -> OK);

        assertThat(received).containsExactly(later + " grievance.received");
    }

    @Test
    void aReplayTakesWhatWaitsWithIt() {
        var webhook = create(BOSS);
        UUID one = sending.submit();
        sending.record(one, "grievance.second");
        run(_ -> AWAY);
        received.clear();

        replay(BOSS, webhook, webhook.getPosition());
        sending.advance(Sending.LONGEST_AWAY);
        run(_ -> OK);

        assertThat(received)
                .containsExactly(one + " grievance.received", one + " grievance.second");
    }

    @DisplayName("zero-trust 35: a process that is killed while it sends loses nothing")
    @Test
    void whatAKilledProcessHadTakenIsSentByAnother() {
        create(BOSS);
        UUID one = sending.submit();
        sending.record(one, "grievance.second");
        run(
                _ -> {
                    throw new IllegalStateException("killed");
                });
        run(_ -> OK);
        assertThat(received).containsExactly(one + " grievance.received");

        sending.advance(SendDeliveries.LEASE);
        run(_ -> OK);

        assertThat(received)
                .containsExactly(
                        one + " grievance.received",
                        one + " grievance.received",
                        one + " grievance.second");
    }

    @DisplayName("zero-trust 27: a process whose clock is ahead sends nothing of another")
    @Test
    void sendsNothingTwiceThoughClocksDiffer() {
        create(BOSS);
        UUID one = sending.submit();
        sending.record(one, "grievance.second");
        sending.settle();
        var ahead = new ArrayList<String>();

        run(
                _ -> {
                    sending.skew(Duration.ofMinutes(5));
                    sending.replica((_, message) -> noted(ahead, message), Runnable::run).run();
                    return OK;
                });

        assertThat(ahead).isEmpty();
        assertThat(received)
                .containsExactly(one + " grievance.received", one + " grievance.second");
    }

    @Test
    void aReceiverThatHangsHoldsUpNoOther() throws Exception {
        sending.create(BOSS, URL + "/slow");
        sending.create(BOSS, URL + "/quick");
        sending.submit();
        sending.settle();
        var over = new CountDownLatch(1);
        var quick = new CompletableFuture<String>();
        Post post =
                (to, _) -> {
                    if (to.path().endsWith("/slow")) {
                        awaited(over);
                    } else {
                        quick.complete(to.path());
                    }
                    return OK;
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            sending.replica(post, threads).run();
            try {
                assertThat(quick.get(20, TimeUnit.SECONDS)).isEqualTo("/in/quick");
            } finally {
                over.countDown();
            }
        }
    }

    @DisplayName("however many messages are under way, calls keep most of the connections")
    @Test
    void takesFewConnectionsAtOnce() {
        var connections = new CountedConnections(POSTGRES);
        var many = new Sending(POSTGRES, connections::database, Sending.ATTEMPTS);
        int messages = Sending.PER_OWNER * MESSAGES_AT_ONCE;
        for (int i = 0; i < Sending.PER_OWNER; i++) {
            var _ = many.create(BOSS, URL);
        }
        for (int i = 0; i < MESSAGES_AT_ONCE; i++) {
            var _ = many.submit();
        }
        many.settle();
        var together = new CountDownLatch(messages);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            many.replica(
                            (_, message) -> {
                                received.add(line(message));
                                together.countDown();
                                awaited(together);
                                return OK;
                            },
                            threads)
                    .run();
        }

        assertThat(received).hasSize(messages);
        assertThat(many.isAnyWaiting()).isFalse();
        assertThat(connections.most()).isBetween(1, FewConnections.AT_ONCE);
    }

    private static Outcome noted(List<String> heard, SignedMessage message) {
        heard.add(line(message));
        return OK;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Webhook create(Caller caller, String... types) {
        return sending.create(caller, URL, types);
    }

    private Webhook pause(Caller caller, Webhook webhook) {
        return sending.webhooks.pause(caller, Sending.key(), webhook.getId());
    }

    private Webhook resume(Caller caller, Webhook webhook) {
        return sending.webhooks.resume(caller, Sending.key(), webhook.getId());
    }

    private Webhook end(Caller caller, Webhook webhook) {
        return sending.webhooks.end(caller, Sending.key(), webhook.getId());
    }

    private void retry(Caller caller, Webhook webhook, long number) {
        var _ = sending.deliveries.retry(caller, Sending.key(), webhook.getId(), number);
    }

    private void replay(Caller caller, Webhook webhook, String position) {
        var _ = sending.deliveries.replay(caller, Sending.key(), webhook.getId(), position);
    }

    private List<Delivery> all(Webhook webhook) {
        return all(BOSS, webhook);
    }

    private List<Delivery> all(Caller caller, Webhook webhook) {
        return sending.deliveries(caller, webhook, DeliveryState.DELIVERY_STATE_UNSPECIFIED);
    }

    private List<Delivery> dead(Webhook webhook) {
        return sending.deliveries(BOSS, webhook, DeliveryState.DELIVERY_STATE_DEAD);
    }

    private void run(Function<String, Outcome> receiver) {
        sending.run(
                (_, message) -> {
                    String line = line(message);
                    received.add(line);
                    return receiver.apply(line);
                });
    }

    private static String line(SignedMessage message) {
        return value(message, "subject") + " " + value(message, "type");
    }

    private static String value(SignedMessage message, String name) {
        return message.body().replaceAll(".*\"" + name + "\":\"(.*?)\".*", "$1");
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

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}

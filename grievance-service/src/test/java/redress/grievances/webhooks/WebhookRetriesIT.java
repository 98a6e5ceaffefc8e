package redress.grievances.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.grievances.postgres.TestDatabase;
import redress.mesh.access.Scope;
import redress.mesh.webhooks.Post.Outcome;
import redress.webhooks.v1.Delivery;
import redress.webhooks.v1.DeliveryState;
import redress.webhooks.v1.PauseReason;
import redress.webhooks.v1.Webhook;
import redress.webhooks.v1.WebhookState;

/// What becomes of messages that are not confirmed, and of those sent again.
class WebhookRetriesIT extends WebhookCalls {
    private static final TestDatabase POSTGRES = TestDatabase.start();

    WebhookRetriesIT() {
        super(POSTGRES);
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
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
}

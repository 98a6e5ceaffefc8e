package redress.grievances.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.grievances.notification.Telling.words;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redress.grievances.notification.SendsMail.Outcome;
import redress.grievances.notification.Telling.Row;
import redress.grievances.postgres.TestDatabase;

class NotificationRetriesIT {
    private static final TestDatabase POSTGRES = TestDatabase.start();
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
    void aWeekendWithoutAMailServerLosesNothing() {
        telling.answer(AWAY);
        var known = telling.submit();
        telling.assigned(known);
        for (int hour = 0; hour < 72; hour++) {
            telling.run();
            telling.advance(Duration.ofHours(1));
        }
        assertThat(telling.rows(known))
                .containsExactly(new Row(News.RECEIVED, "WAITING", "no connection"));
        assertThat(telling.counts()).isEqualTo(new Notifications.Counts(1, 0));

        telling.answer(new Outcome.Taken());
        telling.run();

        assertThat(telling.sent()).hasSize(1);
    }

    @Test
    void givesUpAfterFiveDaysAndSaysSo() {
        telling.answer(new Outcome.Later("refused with 451"));
        var known = telling.submit();
        telling.run();
        telling.advance(Duration.ofDays(5).minusMinutes(5));
        telling.run();
        assertThat(telling.counts()).isEqualTo(new Notifications.Counts(1, 0));

        telling.advance(Duration.ofMinutes(10));
        telling.run();

        assertThat(telling.counts()).isEqualTo(new Notifications.Counts(0, 1));
        assertThat(telling.told(known))
                .containsExactly(
                        "not told by e-mail: received: the mail server did not take it in time");
    }

    @Test
    void isNotTriedAgainBeforeItsTime() {
        telling.answer(AWAY);
        telling.submit();
        telling.run();
        telling.answer(new Outcome.Taken());
        telling.run();
        assertThat(telling.sent()).isEmpty();

        telling.advance(Duration.ofMinutes(1));
        telling.run();
        assertThat(telling.sent()).hasSize(1);
    }

    @Test
    void givesUpAtOnceIfThereIsNoSuchRecipient() {
        telling.answer(new Outcome.Refused());
        var known = telling.submit();
        telling.run();

        assertThat(telling.rows(known))
                .containsExactly(
                        new Row(News.RECEIVED, "GIVEN_UP", "the mail server refuses the address"));
        assertThat(telling.told(known))
                .containsExactly(
                        "not told by e-mail: received: the mail server refuses the address");
        assertThat(telling.counts()).isEqualTo(new Notifications.Counts(0, 1));
    }

    @Test
    void tellsTheNewsOfAGrievanceInOrder() {
        telling.answer(AWAY);
        var known = telling.submit();
        telling.run();
        telling.asked(telling.assigned(known));
        telling.answer(new Outcome.Taken());
        telling.run();
        assertThat(telling.sent()).isEmpty();

        telling.advance(Duration.ofMinutes(1));
        telling.run();
        assertThat(telling.sent())
                .extracting(Mail::text)
                .containsExactly(
                        words(News.RECEIVED, known), words(News.INFORMATION_NEEDED, known));
    }

    @Test
    void forgetsWhatEndedLongAgo() {
        var ended = telling.submit();
        telling.run();
        telling.answer(AWAY);
        var waiting = telling.submit();
        telling.run();
        POSTGRES.superuser()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE grievance_notifications"
                                                + " SET ended_at = ended_at - interval '91 days'"));
        telling.replica(telling).forget();

        assertThat(telling.rows(ended)).isEmpty();
        assertThat(telling.rows(waiting)).hasSize(1);
        assertThat(telling.told(ended)).isEqualTo(List.of("told by e-mail: received"));
    }
}

package redress.grievances.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.grievances.notification.NotificationSettings;
import redress.grievances.smtp.SmtpServer.Tls;

class ConfiguredNotificationsTest {
    private static final Optional<String> HOST = Optional.of("mail.example.org");
    private static final String FROM = "no-reply@redress.example";

    @TempDir Path folder;

    @Test
    void nobodyIsToldWithoutAMailServer() {
        assertThat(ConfiguredNotifications.server(Optional.empty(), 587, "starttls", Map.of()))
                .isEmpty();
    }

    @Test
    void knowsAWholeMailServer() throws Exception {
        var password = Files.writeString(folder.resolve("password"), "hunter 2");
        var server =
                ConfiguredNotifications.server(
                                HOST,
                                465,
                                "tls",
                                Map.of(
                                        "smtp.from",
                                        FROM,
                                        "smtp.user",
                                        "redress",
                                        "smtp.password-file",
                                        password.toString()))
                        .orElseThrow();

        assertThat(server.tls()).isEqualTo(Tls.TLS);
        assertThat(server.credentials()).isPresent();
        assertThat(server.toString()).doesNotContain("hunter");
    }

    @Test
    void refusesHalfAMailServer() {
        refuses(Optional.empty(), "tls", Map.of("smtp.from", FROM), "smtp.host");
        refuses(Optional.empty(), "tls", Map.of("contact", "+57"), "smtp.host");
        refuses(HOST, "tls", Map.of(), "smtp.from");
        refuses(HOST, "tls", Map.of("smtp.from", "a@b.c\r\nBcc: d@e.f"), "smtp.from");
        refuses(HOST, "none", Map.of("smtp.from", FROM), "smtp.tls");
        refuses(HOST, "tls", Map.of("smtp.from", FROM, "smtp.user", "redress"), "smtp.user");
        refuses(
                HOST,
                "tls",
                Map.of("smtp.from", FROM, "smtp.password-file", "/etc/hostname"),
                "smtp.user");
        String missing = folder.resolve("missing").toString();
        refuses(HOST, "tls", Map.of("smtp.from", FROM, "smtp.trust", missing), "smtp.trust");
    }

    @Test
    void refusesToTellWithoutSayingWhereToAsk() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(true, " ", Duration.ofDays(5)))
                .withMessageContaining("redress.notifications.contact");
        assertThat(settings(false, "", Duration.ofDays(5)).on()).isFalse();
    }

    @Test
    void refusesToGiveUpBeforeAWeekendIsOver() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(true, "+57", Duration.ofDays(4)))
                .withMessageContaining("redress.notifications.give-up-after");
    }

    private static NotificationSettings settings(boolean on, String contact, Duration after) {
        return new NotificationSettings(on, contact, "en", after, Duration.ofDays(90));
    }

    private static void refuses(
            Optional<String> host, String tls, Map<String, String> said, String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfiguredNotifications.server(host, 587, tls, said))
                .withMessageContaining("redress.notifications." + setting);
    }
}

package redress.grievances.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redress.grievances.notification.EmailAddress;
import redress.grievances.notification.Mail;
import redress.grievances.notification.SendsMail.Outcome;
import redress.grievances.smtp.SmtpServer.Credentials;
import redress.grievances.smtp.SmtpServer.Tls;

class SmtpMailIT {
    private static final EmailAddress FROM = new EmailAddress("no-reply@redress.example");
    private static final String ARABIC = "رسالة بشأن GRV-2026-000001";
    private static final Mail MAIL =
            new Mail(
                    UUID.fromString("019aa000-0000-7000-8000-000000000001"),
                    new EmailAddress("ana@example.org"),
                    "ar",
                    ARABIC,
                    "لقد استلمنا\n.\nGRV-2026-000001\n");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir static Path folder;

    private static Certificates localhost;
    private static Certificates other;

    @BeforeAll
    static void issue() throws Exception {
        localhost = Certificates.of(folder, "localhost");
        other = Certificates.of(folder, "mail.example.org");
    }

    @ParameterizedTest
    @EnumSource(Tls.class)
    void handsOverAMailThatSaysWhatItIs(Tls tls) throws Exception {
        try (var server = new MailServer(localhost.context(), tls, Map.of())) {
            assertThat(mail(server, tls, localhost).send(MAIL)).isEqualTo(new Outcome.Taken());

            assertThat(server.commands())
                    .contains(
                            "MAIL FROM:<no-reply@redress.example>",
                            "RCPT TO:<ana@example.org>",
                            "EHLO redress.example");
            assertThat(server.mails()).hasSize(1);
            String raw = server.mails().getFirst();
            assertThat(raw.chars()).allMatch(each -> each < 128);
            assertSaysWhatItIs(raw);
        }
    }

    private static void assertSaysWhatItIs(String raw) throws Exception {
        var session = Session.getInstance(new Properties());
        var taken =
                new MimeMessage(
                        session, new ByteArrayInputStream(raw.getBytes(StandardCharsets.US_ASCII)));
        assertThat(taken.getSubject()).isEqualTo(ARABIC);
        assertThat(raw).contains("Subject: =?UTF-8?").doesNotContain("Bcc");
        assertThat(String.valueOf(taken.getContent()).replace("\r\n", "\n")).isEqualTo(MAIL.text());
        assertThat(taken.getContentType().toLowerCase(Locale.ROOT))
                .isEqualTo("text/plain; charset=utf-8");
        assertThat(taken.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(taken.getHeader("Content-Language")).containsExactly("ar");
        assertThat(taken.getMessageID()).isEqualTo("<" + MAIL.id() + "@redress.example>");
        assertThat(taken.getSentDate()).isNotNull();
    }

    @Test
    void hasTheSameIdentifierInEachTry() throws Exception {
        try (var server = new MailServer(localhost.context(), Tls.TLS, Map.of())) {
            var mail = mail(server, Tls.TLS, localhost);
            assertThat(mail.send(MAIL)).isEqualTo(new Outcome.Taken());
            assertThat(mail.send(MAIL)).isEqualTo(new Outcome.Taken());

            assertThat(server.mails())
                    .hasSize(2)
                    .allMatch(raw -> raw.contains("Message-ID: <" + MAIL.id() + "@"));
        }
    }

    @ParameterizedTest
    @EnumSource(Tls.class)
    void sendsNothingToAServerWithACertificateForAnotherName(Tls tls) throws Exception {
        try (var server = new MailServer(other.context(), tls, Map.of())) {
            var outcome = signedIn(server, tls, other).send(MAIL);

            assertThat(outcome)
                    .isEqualTo(
                            new Outcome.Away(
                                    "no TLS with a certificate of the mail server's name"));
            assertNothingWasTold(server);
        }
    }

    @ParameterizedTest
    @EnumSource(Tls.class)
    void sendsNothingToAServerThatNobodyVouchesFor(Tls tls) throws Exception {
        try (var server = new MailServer(localhost.context(), tls, Map.of())) {
            assertThat(signedIn(server, tls, other).send(MAIL)).isInstanceOf(Outcome.Away.class);
            assertThat(
                            new SmtpMail(settings(server.port(), tls, Optional.empty()), PATIENCE)
                                    .send(MAIL))
                    .isInstanceOf(Outcome.Away.class);
            assertNothingWasTold(server);
        }
    }

    @Test
    void sendsNothingToAServerWithoutTls() throws Exception {
        try (var server =
                new MailServer(localhost.context(), Tls.STARTTLS, Map.of("EHLO", "none"))) {
            assertThat(signedIn(server, Tls.STARTTLS, localhost).send(MAIL))
                    .isInstanceOf(Outcome.Away.class);
            assertNothingWasTold(server);
        }
    }

    private static void assertNothingWasTold(MailServer server) {
        assertThat(server.mails()).isEmpty();
        assertThat(server.commands())
                .noneMatch(each -> each.startsWith("AUTH") || each.startsWith("MAIL"));
    }

    @Test
    void signsInWithThePasswordOfTheFile() throws Exception {
        try (var server = new MailServer(localhost.context(), Tls.STARTTLS, Map.of())) {
            assertThat(signedIn(server, Tls.STARTTLS, localhost).send(MAIL))
                    .isEqualTo(new Outcome.Taken());

            assertThat(server.commands())
                    .filteredOn(each -> each.startsWith("AUTH PLAIN "))
                    .singleElement()
                    .satisfies(each -> assertThat(plain(each)).endsWith("\0redress\0hunter 2"));
        }
    }

    private static String plain(String command) {
        byte[] decoded = Base64.getDecoder().decode(command.substring("AUTH PLAIN ".length()));
        return new String(decoded, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.1.1 <ana@example.org> unknown", "553 no", "501 no"})
    void knowsThatARecipientDoesNotExist(String answer) throws Exception {
        assertThat(answered("RCPT", answer)).isEqualTo(new Outcome.Refused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "450 4.2.1 <ana@example.org> later",
                "451 no",
                "554 5.7.1 relay denied",
                "503 5.5.1 what?"
            })
    void triesARecipientAgainWhoMayBeThereLater(String answer) throws Exception {
        assertThat(answered("RCPT", answer))
                .isEqualTo(
                        new Outcome.Later(
                                "the recipient is refused with " + answer.substring(0, 3)));
    }

    @Test
    void triesAgainWhatIsNoFaultOfTheRecipient() throws Exception {
        assertThat(answered(".", "452 full")).isEqualTo(new Outcome.Later("refused with 452"));
        assertThat(answered(".", "554 spam?")).isEqualTo(new Outcome.Later("refused with 554"));
        assertThat(answered("MAIL", "550 who?")).isInstanceOf(Outcome.Away.class);
    }

    @Test
    void keepsNoWordOfTheServer() throws Exception {
        for (String verb : new String[] {"RCPT", "MAIL", "DATA", "."}) {
            assertThat(answered(verb, "451 ana@example.org is away").toString())
                    .doesNotContain("ana");
        }
    }

    @Test
    void aServerThatSaysNothingHoldsNobodyUp() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var settings =
                    settings(silent.getLocalPort(), Tls.TLS, Optional.of(localhost.certificate()));

            assertThat(new SmtpMail(settings, Duration.ofMillis(200)).send(MAIL))
                    .isEqualTo(new Outcome.Away("no answer in time"));
        }
    }

    @Test
    void aServerThatIsNotThereIsAway() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var settings = settings(port, Tls.TLS, Optional.of(localhost.certificate()));

        assertThat(new SmtpMail(settings, PATIENCE).send(MAIL)).isInstanceOf(Outcome.Away.class);
    }

    @Test
    void noSubjectAddsAHeader() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Mail(
                                        MAIL.id(),
                                        MAIL.to(),
                                        "en",
                                        "GRV\r\nBcc: eva@example.org",
                                        ""));
    }

    private static Outcome answered(String verb, String answer) throws Exception {
        try (var server = new MailServer(localhost.context(), Tls.TLS, Map.of(verb, answer))) {
            return mail(server, Tls.TLS, localhost).send(MAIL);
        }
    }

    private static SmtpMail mail(MailServer server, Tls tls, Certificates trusted) {
        return new SmtpMail(
                settings(server.port(), tls, Optional.of(trusted.certificate())), PATIENCE);
    }

    private static SmtpMail signedIn(MailServer server, Tls tls, Certificates trusted)
            throws Exception {
        var file = Files.writeString(folder.resolve("password"), "hunter 2\n");
        var settings =
                new SmtpServer(
                        "localhost",
                        server.port(),
                        tls,
                        FROM,
                        Optional.of(new Credentials("redress", file)),
                        Optional.of(trusted.certificate()));
        return new SmtpMail(settings, PATIENCE);
    }

    private static SmtpServer settings(int port, Tls tls, Optional<Path> trust) {
        return new SmtpServer("localhost", port, tls, FROM, Optional.empty(), trust);
    }
}

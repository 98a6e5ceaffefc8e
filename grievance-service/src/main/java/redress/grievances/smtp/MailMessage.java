package redress.grievances.smtp;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import redress.grievances.notification.EmailAddress;
import redress.grievances.notification.Mail;

/// A mail as it goes over the wire: plain text in UTF-8, one recipient, marked as sent by a machine
/// (RFC 3834), with the same identifier in each try.
final class MailMessage extends MimeMessage {
    // RFC 5322, section 3.3.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

    private final String messageId;

    MailMessage(Session session, EmailAddress from, Mail mail) throws MessagingException {
        super(session);
        this.messageId = "<" + mail.id() + "@" + from.domain() + ">";
        setFrom(new InternetAddress(from.text(), true));
        setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to().text(), true));
        setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        setText(mail.text(), StandardCharsets.UTF_8.name());
        setHeader("Content-Language", mail.language());
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("Date", OffsetDateTime.now(ZoneOffset.UTC).format(DATE));
        saveChanges();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}

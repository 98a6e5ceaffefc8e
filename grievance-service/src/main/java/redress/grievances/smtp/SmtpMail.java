package redress.grievances.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import redress.grievances.notification.Mail;
import redress.grievances.notification.SendsMail;
import redress.grievances.smtp.SmtpServer.Tls;

/// Hands mail to one server, with a connection for each. The server's certificate must be trusted
/// and have its name, or nothing is sent, no password either. Of its answers only the codes are
/// kept: the words repeat the address.
public final class SmtpMail implements SendsMail {
    private static final Logger LOG = Logger.getLogger(SmtpMail.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PATIENCE_FOR_A_STEP = Duration.ofSeconds(20);

    // The server, the network, the protocol or its policy (RFC 3463, section 3): not the recipient.
    private static final Pattern OTHERS = Pattern.compile("5\\d\\d[ -]5\\.[3-7]\\.");

    private final SmtpServer server;
    private final Duration patience;

    SmtpMail(SmtpServer server) {
        this(server, PATIENCE);
    }

    /// @param patience for the whole exchange
    SmtpMail(SmtpServer server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    // A server that answers byte by byte is left as well: who waits for a socket on a virtual
    // thread can be interrupted, and that closes the socket.
    @Override
    public Outcome send(Mail mail) {
        var exchange = new FutureTask<>(() -> exchange(mail));
        Thread.ofVirtual().start(exchange);
        try {
            return exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return new Outcome.Away("no answer in time");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a mail can't be made", e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Away("interrupted");
        }
    }

    private Outcome exchange(Mail mail) {
        try {
            var session = Session.getInstance(properties());
            var message = new MailMessage(session, server.from(), mail);
            hand(session, message);
            return new Outcome.Taken();
        } catch (MessagingException e) {
            return outcome(e);
        } catch (IOException e) {
            return new Outcome.Away("a file of redress.notifications.smtp can't be read");
        } catch (GeneralSecurityException e) {
            return new Outcome.Away("redress.notifications.smtp.trust holds no certificates");
        }
    }

    private void hand(Session session, Message message) throws MessagingException, IOException {
        var transport = new SMTPTransport(session, new URLName("smtp", null, -1, null, null, null));
        try {
            if (server.credentials().isPresent()) {
                var credentials = server.credentials().get();
                String password = Files.readString(credentials.passwordFile()).strip();
                transport.connect(server.host(), server.port(), credentials.user(), password);
            } else {
                transport.connect(server.host(), server.port(), null, null);
            }
            transport.sendMessage(message, message.getAllRecipients());
        } finally {
            close(transport);
        }
    }

    // What the server took it has taken, however the connection ends.
    private static void close(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("a connection to the mail server broke at its end");
        }
    }

    private Properties properties() throws IOException, GeneralSecurityException {
        var properties = new Properties();
        boolean atOnce = server.tls() == Tls.TLS;
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(atOnce));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(!atOnce));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(!atOnce));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        if (server.trust().isPresent()) {
            properties.put(
                    "mail.smtp.ssl.socketFactory",
                    ServerTrust.of(server.trust().get()).getSocketFactory());
        }
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(server.credentials().isPresent()));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        // The name of this machine is nobody's business.
        properties.setProperty("mail.smtp.localhost", server.from().domain());
        properties.setProperty("mail.smtp.from", server.from().text());
        properties.setProperty("mail.smtp.quitwait", "false");
        String step = Long.toString(PATIENCE_FOR_A_STEP.toMillis());
        properties.setProperty("mail.smtp.connectiontimeout", step);
        properties.setProperty("mail.smtp.timeout", step);
        return properties;
    }

    // The first failure that says whose it is decides.
    private static Outcome outcome(MessagingException failure) {
        for (Exception each : all(failure)) {
            switch (each) {
                case SMTPAddressFailedException e -> {
                    return ofRecipient(e);
                }
                case SMTPSenderFailedException e -> {
                    return new Outcome.Away("the sender is refused with " + e.getReturnCode());
                }
                case AuthenticationFailedException _ -> {
                    return new Outcome.Away("the mail server does not let us sign in");
                }
                case SSLException _ -> {
                    return new Outcome.Away("no TLS with a certificate of the mail server's name");
                }
                default -> {
                    // The next one may say more.
                }
            }
        }
        return failure instanceof SMTPSendFailedException e && e.getReturnCode() >= 400
                ? new Outcome.Later("refused with " + e.getReturnCode())
                : new Outcome.Away("no connection, no TLS, or it broke");
    }

    private static List<Exception> all(MessagingException failure) {
        var all = new ArrayList<Exception>();
        @Nullable Exception each = failure;
        while (each != null) {
            all.add(each);
            each = each instanceof MessagingException e ? e.getNextException() : null;
        }
        return all;
    }

    private static Outcome ofRecipient(SMTPAddressFailedException failure) {
        int code = failure.getReturnCode();
        boolean isOthers = OTHERS.matcher(String.valueOf(failure.getMessage())).lookingAt();
        return code >= 500 && !isOthers
                ? new Outcome.Refused()
                : new Outcome.Later("the recipient is refused with " + code);
    }
}

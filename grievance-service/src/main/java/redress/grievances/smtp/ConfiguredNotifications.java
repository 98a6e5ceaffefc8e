package redress.grievances.smtp;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.grievances.notification.EmailAddress;
import redress.grievances.notification.NotificationSettings;
import redress.grievances.notification.SendsMail;
import redress.grievances.notification.Templates;
import redress.grievances.smtp.SmtpServer.Credentials;
import redress.grievances.smtp.SmtpServer.Tls;

/// Notifications as `redress.notifications.*` sets them: off, unless there is a mail server. The
/// service does not start with half of one.
@ApplicationScoped
public class ConfiguredNotifications {
    private static final String PREFIX = "redress.notifications.";

    private final Optional<SmtpServer> server;
    private final NotificationSettings settings;
    private final Templates templates;

    ConfiguredNotifications(
            @ConfigProperty(name = PREFIX + "smtp.host") Optional<String> host,
            @ConfigProperty(name = PREFIX + "smtp.port") int port,
            @ConfigProperty(name = PREFIX + "smtp.tls") String tls,
            @ConfigProperty(name = PREFIX + "smtp.from") Optional<String> from,
            @ConfigProperty(name = PREFIX + "smtp.user") Optional<String> user,
            @ConfigProperty(name = PREFIX + "smtp.password-file") Optional<String> passwordFile,
            @ConfigProperty(name = PREFIX + "smtp.trust") Optional<String> trust,
            @ConfigProperty(name = PREFIX + "contact") Optional<String> contact,
            @ConfigProperty(name = PREFIX + "language") String language,
            @ConfigProperty(name = PREFIX + "give-up-after") Duration giveUpAfter,
            @ConfigProperty(name = PREFIX + "kept") Duration kept) {
        var said = new TreeMap<String, String>();
        from.ifPresent(value -> said.put("smtp.from", value));
        user.ifPresent(value -> said.put("smtp.user", value));
        passwordFile.ifPresent(value -> said.put("smtp.password-file", value));
        trust.ifPresent(value -> said.put("smtp.trust", value));
        contact.ifPresent(value -> said.put("contact", value));
        this.server = server(host, port, tls, said);
        this.settings =
                new NotificationSettings(
                        server.isPresent(), contact.orElse(""), language, giveUpAfter, kept);
        this.templates = Templates.shipped(language);
    }

    void start(@Observes StartupEvent event) {
        // The settings are read when the process starts, not when the first mail is sent.
    }

    @Produces
    @Singleton
    NotificationSettings settings() {
        return settings;
    }

    @Produces
    @Singleton
    Templates templates() {
        return templates;
    }

    @Produces
    @Singleton
    SendsMail mails() {
        return server.<SendsMail>map(SmtpMail::new)
                .orElse(
                        _ -> {
                            throw new IllegalStateException(
                                    PREFIX + "smtp.host: empty (expected: nothing is sent)");
                        });
    }

    /// The mail server that the settings name, if any.
    ///
    /// @param said the settings that are not empty, without their prefix
    /// @throws IllegalArgumentException that says what is missing
    static Optional<SmtpServer> server(
            Optional<String> host, int port, String tls, Map<String, String> said) {
        if (host.isEmpty()) {
            if (!said.isEmpty()) {
                throw new IllegalArgumentException(
                        PREFIX
                                + "smtp.host: empty (expected: a host, since there is %s)"
                                        .formatted(said.keySet()));
            }
            return Optional.empty();
        }
        return Optional.of(
                new SmtpServer(
                        host.get(), port, tls(tls), from(said), credentials(said), trust(said)));
    }

    private static Tls tls(String written) {
        return switch (written.toUpperCase(Locale.ROOT)) {
            case "TLS" -> Tls.TLS;
            case "STARTTLS" -> Tls.STARTTLS;
            default ->
                    throw new IllegalArgumentException(
                            PREFIX + "smtp.tls: " + written + " (expected: tls or starttls)");
        };
    }

    private static EmailAddress from(Map<String, String> said) {
        try {
            return new EmailAddress(said.getOrDefault("smtp.from", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "smtp.from: " + e.getMessage(), e);
        }
    }

    private static Optional<Credentials> credentials(Map<String, String> said) {
        boolean user = said.containsKey("smtp.user");
        if (user != said.containsKey("smtp.password-file")) {
            throw new IllegalArgumentException(
                    PREFIX
                            + "smtp.user: without its other half (expected: user and password-file,"
                            + " or neither)");
        }
        return user
                ? Optional.of(
                        new Credentials(
                                said.getOrDefault("smtp.user", ""),
                                readable("smtp.password-file", said)))
                : Optional.empty();
    }

    private static Optional<Path> trust(Map<String, String> said) {
        return said.containsKey("smtp.trust")
                ? Optional.of(readable("smtp.trust", said))
                : Optional.empty();
    }

    private static Path readable(String name, Map<String, String> said) {
        var file = Path.of(said.getOrDefault(name, ""));
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    PREFIX + name + ": " + file + " (expected: a file that can be read)");
        }
        return file;
    }
}

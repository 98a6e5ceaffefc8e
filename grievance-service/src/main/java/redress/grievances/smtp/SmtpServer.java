package redress.grievances.smtp;

import java.nio.file.Path;
import java.util.Optional;
import redress.grievances.notification.EmailAddress;

/// The mail server that takes our mail. There is no way without TLS.
///
/// @param host its name, which its certificate must have
/// @param tls how TLS begins
/// @param from the sender of all mail, to whom failures come back
/// @param credentials how we sign in; empty if it knows us otherwise
/// @param trust file with the authorities that it may have (PEM), read anew for each mail; empty:
///   those of the JDK
public record SmtpServer(
        String host,
        int port,
        Tls tls,
        EmailAddress from,
        Optional<Credentials> credentials,
        Optional<Path> trust) {

    /// How TLS begins.
    public enum Tls {
        /// With the connection.
        TLS,
        /// With STARTTLS, or not at all: then nothing is sent.
        STARTTLS
    }

    /// How we sign in.
    ///
    /// @param passwordFile holds the password, and is read anew for each mail
    public record Credentials(String user, Path passwordFile) {}
}

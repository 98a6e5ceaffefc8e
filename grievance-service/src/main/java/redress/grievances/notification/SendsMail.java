package redress.grievances.notification;

/// Hands mail to a mail server.
public interface SendsMail {
    /// What a mail server made of a mail.
    sealed interface Outcome {
        /// It took it. Whether the mail arrives, nobody knows.
        record Taken() implements Outcome {}

        /// It says that the recipient does not exist, now and later.
        record Refused() implements Outcome {}

        /// It may take it later.
        ///
        /// @param why for the log; nothing personal
        record Later(String why) implements Outcome {}

        /// It can't be reached, or takes nothing from us.
        ///
        /// @param why for the log; nothing personal
        record Away(String why) implements Outcome {}
    }

    /// Hands over one mail. Ends within a minute.
    Outcome send(Mail mail);
}

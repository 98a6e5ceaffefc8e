package redress.mesh.webhooks;

/// Sends a message to another system.
public interface Post {
    /// Waits until the receiver has confirmed the message, or has not.
    Outcome send(Destination to, SignedMessage message);

    /// What became of a try.
    sealed interface Outcome {
        /// The receiver has it.
        record Confirmed() implements Outcome {}

        /// The receiver answers, and does not take this message.
        ///
        /// @param why in words that hold nothing of the answer
        record Refused(String why) implements Outcome {}

        /// The receiver takes no message at the time, whichever it is.
        ///
        /// @param why in words that hold nothing of the answer
        record Away(String why) implements Outcome {}
    }
}

package redress.local.importing;

import com.google.protobuf.Message;

/// Where the rows go; safe for many threads.
public interface Intake {
    /// Sends one request, again where a repetition may help.
    ///
    /// @throws ImportStopped if no later row would fare better
    Outcome send(Message request);

    /// What the service said.
    sealed interface Outcome {
        /// It is stored, now or by an earlier call with the same `request_id`.
        record Stored() implements Outcome {}

        /// This row will never be taken in.
        record Rejected(String reason) implements Outcome {}
    }
}

package redress.local.importing;

import com.google.protobuf.Message;

/// What became of a row before it is sent.
sealed interface Prepared {
    /// To be sent.
    ///
    /// @param shortened texts that were cut
    record Ready(Message request, int shortened) implements Prepared {}

    /// Not to be sent.
    record Unusable(String reason) implements Prepared {}
}

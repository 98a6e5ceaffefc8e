package redress.mesh.privacy;

import com.google.protobuf.Message;

/// What is left of a message when its personal part is erased.
public final class OpenPart {
    private OpenPart() {}

    /// The message without everything that the contract marks personal or special.
    @SuppressWarnings("unchecked")
    public static <M extends Message> M of(M whole) {
        return (M) Split.of(whole).open();
    }
}

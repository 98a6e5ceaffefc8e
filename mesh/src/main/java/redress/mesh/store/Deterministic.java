package redress.mesh.store;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Messages as bytes that are the same for the same content, maps included.
public final class Deterministic {
    private Deterministic() {}

    /// The message with its map entries in order.
    public static byte[] bytes(Message message) {
        var bytes = new ByteArrayOutputStream(message.getSerializedSize());
        var out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            message.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

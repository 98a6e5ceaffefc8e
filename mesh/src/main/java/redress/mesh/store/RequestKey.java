package redress.mesh.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// What makes a write the same write again.
///
/// @param id the caller's `request_id`
/// @param digest SHA-256 over the kind and content of the request
public record RequestKey(UUID id, ByteString digest) {

    /// The key of a request that carries `request_id`.
    public static RequestKey of(Message request) {
        var field = request.getDescriptorForType().findFieldByName("request_id");
        if (field == null) {
            throw new IllegalArgumentException(
                    request.getDescriptorForType().getFullName() + ": no request_id");
        }
        UUID id = Database.id("request_id", (String) request.getField(field));
        return new RequestKey(id, digest(request));
    }

    void requireSame(byte[] earlier) {
        if (!digest.equals(ByteString.copyFrom(earlier))) {
            throw new Refusal(
                    Reason.REASON_REQUEST_ID_REUSED,
                    "request_id: used before for another request (expected: a new one)");
        }
    }

    private static ByteString digest(Message request) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(
                    request.getDescriptorForType()
                            .getFullName()
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return ByteString.copyFrom(sha.digest(Deterministic.bytes(request)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

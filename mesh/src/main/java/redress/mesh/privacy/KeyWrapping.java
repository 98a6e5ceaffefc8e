package redress.mesh.privacy;

import com.google.crypto.tink.subtle.Random;
import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.util.UUID;

/// Wraps data keys with the service's key-encryption key, each bound to its own row.
///
/// @param service name of the service
/// @param source the service's own keys
record KeyWrapping(String service, KeySource source) {
    private static final int KEY_BYTES = 32;

    /// A data key as it is stored.
    ///
    /// @param id key of its row
    /// @param bytes wrapped
    /// @param kek identifier of the key that wraps it
    record Wrapped(UUID id, ByteString bytes, int kek) {}

    /// A new data key, wrapped.
    Wrapped fresh(UUID id) {
        return wrap(id, Random.randBytes(KEY_BYTES));
    }

    /// The same data key, wrapped with the newest key.
    Wrapped again(UUID id, byte[] wrapped) {
        return wrap(id, unwrap(id, wrapped));
    }

    /// The bare data key. Another process may know a newer key-encryption key already: then the
    /// folder is looked at before giving up.
    byte[] unwrap(UUID id, byte[] wrapped) {
        try {
            return source.current().wrapping().decrypt(wrapped, place(id));
        } catch (GeneralSecurityException e) {
            source.refresh();
            return unwrapNow(id, wrapped);
        }
    }

    private byte[] unwrapNow(UUID id, byte[] wrapped) {
        try {
            return source.current().wrapping().decrypt(wrapped, place(id));
        } catch (GeneralSecurityException e) {
            throw new UnusableKeysException(
                    "data key %s: can't be unwrapped (expected: wrapped with a key of this service)"
                            .formatted(id));
        }
    }

    private Wrapped wrap(UUID id, byte[] bare) {
        var keys = source.current();
        try {
            byte[] wrapped = keys.wrapping().encrypt(bare, place(id));
            return new Wrapped(id, ByteString.copyFrom(wrapped), keys.primary());
        } catch (GeneralSecurityException e) {
            throw new UnusableKeysException("data key %s: can't be wrapped".formatted(id));
        }
    }

    private byte[] place(UUID id) {
        return new Place("data_keys", id.toString(), "wrapped").within(service);
    }
}

package redress.mesh.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.UUID;

/// An unwrapped data key: AES-256-GCM with a random nonce.
///
/// @param id key of its row
/// @param aead what seals and opens
record DataKey(UUID id, Aead aead) {

    static DataKey of(UUID id, byte[] bare) {
        try {
            return new DataKey(id, new AesGcmJce(bare));
        } catch (GeneralSecurityException e) {
            throw new UnusableKeysException("data key %s: no AES-256 key".formatted(id));
        }
    }

    byte[] seal(byte[] plain, byte[] place) {
        try {
            return aead.encrypt(plain, place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("data key %s: can't seal".formatted(id), e);
        }
    }

    /// @throws IllegalStateException if the value was made for another place, or was altered
    byte[] open(byte[] sealed, byte[] place) {
        try {
            return aead.decrypt(sealed, place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "sealed value: does not open with data key %s (expected: the row and column it was made for, unaltered)"
                            .formatted(id),
                    e);
        }
    }
}

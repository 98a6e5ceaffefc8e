package redress.mesh.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A service's own keys, at one moment.
///
/// @param wrapping wraps with the primary key-encryption key, unwraps with any of them
/// @param primary identifier of the key that wraps
/// @param known identifiers of all that unwrap
/// @param lookup makes the keyed hashes
record Keys(Aead wrapping, int primary, Set<Integer> known, Lookup lookup) {
    static Keys of(KeysetHandle wrapping, KeysetHandle lookup) throws GeneralSecurityException {
        var known =
                IntStream.range(0, wrapping.size())
                        .mapToObj(index -> wrapping.getAt(index).getId())
                        .collect(Collectors.toUnmodifiableSet());
        return new Keys(
                wrapping.getPrimitive(RegistryConfiguration.get(), Aead.class),
                wrapping.getPrimary().getId(),
                known,
                new Lookup(lookup.getPrimitive(RegistryConfiguration.get(), PrfSet.class)));
    }

    /// Tells Tink of the primitives that are used here; again does nothing.
    static void register() throws GeneralSecurityException {
        AeadConfig.register();
        PrfConfig.register();
    }
}

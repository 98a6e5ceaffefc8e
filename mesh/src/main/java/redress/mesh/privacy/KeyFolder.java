package redress.mesh.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.ServiceLoader;

/// A service's own keys on disk, as two of Tink's JSON keysets: `wrapping.json` wraps the data keys
/// (AES-256-GCM; the newest key wraps, all unwrap), `lookup.json` makes the keyed hashes
/// (HMAC-SHA-256; never rotated, for every hash would change).
///
/// The keysets are in clear text and only their owner may read them, or they are encrypted by a key
/// management service, whose Tink client must then be on the class path.
///
/// @param folder where the two files are
/// @param master address of the key that encrypts them, for instance `aws-kms://…`
public record KeyFolder(Path folder, Optional<String> master) {
    private static final String WRAPPING = "wrapping.json";
    private static final String LOOKUP = "lookup.json";
    private static final byte[] NOTHING = {};

    /// The folder as settings name it.
    ///
    /// @param address `file:` and an absolute path
    public static KeyFolder of(String address, Optional<String> master) {
        try {
            return new KeyFolder(Path.of(URI.create(address)), master);
        } catch (RuntimeException e) {
            throw new UnusableKeysException(
                    "redress.privacy.keyset: %s (expected: file:/ and a folder)"
                            .formatted(address));
        }
    }

    /// Makes the two keysets, unless they exist.
    ///
    /// @return whether they were made
    public boolean create() {
        if (Files.exists(folder.resolve(WRAPPING))) {
            return false;
        }
        write(LOOKUP, fresh(PredefinedPrfParameters.HMAC_SHA256_PRF));
        write(WRAPPING, fresh(PredefinedAeadParameters.AES256_GCM));
        return true;
    }

    /// Adds a key that wraps from now on; the older ones stay to unwrap.
    ///
    /// @return its identifier
    public int rotate() {
        try {
            var keyset = KeysetHandle.newBuilder(parse(WRAPPING, text(WRAPPING)));
            keyset.addEntry(
                    KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary());
            var rotated = keyset.build();
            write(WRAPPING, rotated);
            return rotated.getPrimary().getId();
        } catch (GeneralSecurityException e) {
            throw unusable(WRAPPING, e);
        }
    }

    /// What the files say now: compared to see whether they changed.
    String content() {
        return text(WRAPPING) + text(LOOKUP);
    }

    /// @throws UnusableKeysException if a file is missing, damaged, or its master key is away
    Keys read() {
        try {
            return Keys.of(parse(WRAPPING, text(WRAPPING)), parse(LOOKUP, text(LOOKUP)));
        } catch (GeneralSecurityException e) {
            throw unusable("keys", e);
        }
    }

    private static KeysetHandle fresh(Parameters parameters) {
        try {
            Keys.register();
            return KeysetHandle.generateNew(parameters, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw unusable("a new key", e);
        }
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw unusable(folder.resolve(name).toString(), e);
        }
    }

    // Tink throws unchecked exceptions as well when what it parses is no keyset.
    private KeysetHandle parse(String name, String text) {
        try {
            Keys.register();
            return master.isPresent()
                    ? TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
                            text, masterKey(), NOTHING, RegistryConfiguration.get())
                    : TinkJsonProtoKeysetFormat.parseKeyset(
                            text, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw unusable(folder.resolve(name).toString(), e);
        }
    }

    private void write(String name, KeysetHandle keyset) {
        try {
            String text =
                    master.isPresent()
                            ? TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                                    keyset, masterKey(), NOTHING, RegistryConfiguration.get())
                            : TinkJsonProtoKeysetFormat.serializeKeyset(
                                    keyset,
                                    RegistryConfiguration.get(),
                                    InsecureSecretKeyAccess.get());
            replace(folder.resolve(name), text);
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(folder.resolve(name).toString(), e);
        }
    }

    private Aead masterKey() throws GeneralSecurityException {
        String address = master.orElseThrow();
        for (var client : ServiceLoader.load(KmsClient.class)) {
            if (client.doesSupport(address)) {
                return client.withDefaultCredentials().getAead(address);
            }
        }
        throw new GeneralSecurityException(address + ": no client on the class path");
    }

    // The whole file or the old one; never readable by others, not even for a moment.
    private static void replace(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent(), permissions("rwx------"));
        Path next = Files.createTempFile(file.getParent(), "next", "", permissions("rw-------"));
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    // The cause may quote what it read: only its kind is told.
    private static UnusableKeysException unusable(String what, Exception cause) {
        return new UnusableKeysException(
                what + ": unusable, " + cause.getClass().getSimpleName() + " (expected: a keyset)");
    }
}

package redress.local.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// SHA-256 over what is imported and how: the file's bytes and the map's bytes.
///
/// @param hex 64 digits
public record Digest(String hex) {
    private static final int BUFFER = 1 << 16;

    /// Reads both files whole.
    public static Digest of(Path file, Path map) {
        MessageDigest both = sha256();
        both.update(content(file));
        both.update(content(map));
        return new Digest(HexFormat.of().formatHex(both.digest()));
    }

    private static byte[] content(Path file) {
        MessageDigest sha = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                sha.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read: " + e.getMessage(), e);
        }
        return sha.digest();
    }

    /// The `request_id` of a row: always the same for the same file, map and row, so that a row
    /// sent again is stored once. UUID version 8 (RFC 9562, 5.8).
    public UUID requestId(long row) {
        MessageDigest sha = sha256();
        sha.update((hex + "/" + row).getBytes(StandardCharsets.US_ASCII));
        ByteBuffer bits = ByteBuffer.wrap(sha.digest());
        return new UUID(
                (bits.getLong() & ~0xF000L) | 0x8000L,
                (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

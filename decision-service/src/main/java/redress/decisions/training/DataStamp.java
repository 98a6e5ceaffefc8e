package redress.decisions.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.advice.InputDigest;

/// Where a model's knowledge comes from: the digests of its table and its map, and whether both are
/// made up.
public record DataStamp(String dataSha256, String mapSha256, boolean starter) {
    /// The SHA-256 of a file, read in pieces.
    public static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, InputDigest.sha256())) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException e) {
            throw new BadInput(
                    Reason.UNREADABLE_FILE, file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}

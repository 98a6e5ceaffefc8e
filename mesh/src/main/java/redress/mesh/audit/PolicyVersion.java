package redress.mesh.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Which contract, and so which rules, this process enforces: `sha256sum redress.binpb`.
final class PolicyVersion {
    private static final String RESOURCE = "/redress.binpb";

    /// In hexadecimal.
    static final String CURRENT = digest();

    private PolicyVersion() {}

    private static String digest() {
        try (InputStream contract = PolicyVersion.class.getResourceAsStream(RESOURCE)) {
            if (contract == null) {
                throw new IllegalStateException(RESOURCE + ": missing (expected: the contract)");
            }
            var in = new DigestInputStream(contract, MessageDigest.getInstance("SHA-256"));
            var _ = in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

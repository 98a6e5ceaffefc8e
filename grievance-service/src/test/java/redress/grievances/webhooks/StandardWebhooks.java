package redress.grievances.webhooks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// The signature of Standard Webhooks, written down once more from the specifications alone: HMAC
/// is that of RFC 2104, without the JDK's.
final class StandardWebhooks {
    private static final int BLOCK = 64;

    private StandardWebhooks() {}

    static String signature(String secret, String id, String timestamp, String body) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        byte[] inner = sha256(padded(key, 0x36), signed);
        return "v1," + Base64.getEncoder().encodeToString(sha256(padded(key, 0x5c), inner));
    }

    private static byte[] padded(byte[] key, int with) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) (block[i] ^ with);
        }
        return block;
    }

    private static byte[] sha256(byte[] first, byte[] second) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        try {
            return MessageDigest.getInstance("SHA-256").digest(both.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package redress.local.realm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One-time codes as an authenticator app shows them: RFC 6238 with HMAC-SHA-1, 30 seconds, 6
/// digits.
///
/// @param secret what app and realm share, as text
public record OneTimeCode(String secret) {
    private static final long STEP_SECONDS = 30;
    private static final int MODULUS = 1_000_000;

    /// The code of this moment.
    public String at(Instant now) {
        byte[] digest = hmac(now.getEpochSecond() / STEP_SECONDS);
        int offset = digest[digest.length - 1] & 0xf;
        int number = ByteBuffer.wrap(digest, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
        return "%06d".formatted(number % MODULUS);
    }

    /// How long until the next code.
    public static Duration untilNext(Instant now) {
        return Duration.ofSeconds(STEP_SECONDS - now.getEpochSecond() % STEP_SECONDS);
    }

    private byte[] hmac(long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1: missing (expected: in every JDK)", e);
        }
    }

    @Override
    public String toString() {
        return "OneTimeCode";
    }
}

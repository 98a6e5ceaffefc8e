package redress.grievances.receipts;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/// A code of 20 letters and digits, 100 random bits (Crockford's Base32: no I, L, O and U).
///
/// @param text without hyphens, in upper case
public record ReceiptCode(String text) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 20;
    private static final int GROUP = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A new one, which nobody can guess.
    public static ReceiptCode fresh() {
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new ReceiptCode(text.toString());
    }

    /// What somebody typed, if it can be a code: case, spaces and hyphens do not matter, O is 0, I
    /// and L are 1.
    public static Optional<ReceiptCode> typed(String typed) {
        String text =
                typed.replaceAll("[\\s-]", "")
                        .toUpperCase(Locale.ROOT)
                        .replace('O', '0')
                        .replaceAll("[IL]", "1");
        return text.matches("[" + ALPHABET + "]{" + LENGTH + "}")
                ? Optional.of(new ReceiptCode(text))
                : Optional.empty();
    }

    /// As people read it: in groups.
    public String shown() {
        return text.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
    }

    ByteString bytes() {
        return ByteString.copyFromUtf8("receipt:" + text);
    }

    @Override
    public String toString() {
        return "ReceiptCode[…]";
    }
}

package redress.decisions.advice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// SHA-256 of an input, as 64 hex digits: lets an auditor check that a recommendation is repeated
/// on the same input.
///
/// It is not a protection of the input: a short text can be found by trying.
public final class InputDigest {
    private InputDigest() {}

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /// The digest of a text, the language it is said to be in, and where it comes from.
    public static String of(String text, String language, Map<String, String> context) {
        StringBuilder lines = new StringBuilder(language).append('\n');
        new TreeMap<>(context)
                .forEach(
                        (name, value) -> lines.append(name).append('=').append(value).append('\n'));
        return of(lines.append(text).toString().getBytes(StandardCharsets.UTF_8));
    }

    /// The digest of facts, whatever their order.
    public static String of(Map<String, Double> facts) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(facts)
                .forEach(
                        (name, value) -> lines.append(name).append('=').append(value).append('\n'));
        return of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

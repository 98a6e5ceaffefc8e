package redress.certs.authority;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import redress.certs.KeyAlgorithm;

/// An entry as it stands in the file: its JSON object with the signature over exactly this text as
/// the last member.
record LogLine(LogEntry entry, String signed, String signature) {
    // Cannot occur inside a JSON string, where quotation marks are escaped.
    private static final String MEMBER = ",\"signature\":\"";
    private static final String END = "\"}";

    static String sign(LogEntry entry, Issuer signer) {
        try {
            String text = StateJson.MAPPER.writeValueAsString(entry);
            String signature = Base64.getEncoder().encodeToString(signer.signText(text));
            return text.substring(0, text.length() - 1) + MEMBER + signature + END;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a log entry that is no JSON", e);
        }
    }

    static LogLine parse(String line) throws JsonProcessingException {
        int at = line.lastIndexOf(MEMBER);
        if (at < 0 || !line.endsWith(END)) {
            throw new JsonParseException(null, "an entry without a signature");
        }
        String text = line.substring(0, at) + "}";
        String signature = line.substring(at + MEMBER.length(), line.length() - END.length());
        return new LogLine(StateJson.MAPPER.readValue(text, LogEntry.class), text, signature);
    }

    boolean isSignedWith(PublicKey key) {
        try {
            Signature check = Signature.getInstance(KeyAlgorithm.of(key).signatureName());
            check.initVerify(key);
            check.update(signed.getBytes(UTF_8));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}

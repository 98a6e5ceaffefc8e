package redress.certs.enrolment;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import redress.certs.CertsException;
import redress.certs.Reason;

/// What a workload sends to get a certificate: a key of its own and the proof that it holds it.
public sealed interface Request permits SigningRequest, RenewalRequest {

    /// Reads PEM (RFC 7468): `CERTIFICATE REQUEST`, or `CMS` around one. `source` names it in a
    /// refusal.
    static Request parse(String pem, Object source) {
        PemObject block = block(pem, source);
        return switch (block.getType()) {
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" ->
                    SigningRequest.read(block.getContent(), source);
            case "CMS" -> RenewalRequest.read(block.getContent(), source);
            default ->
                    throw new CertsException(
                            Reason.BAD_MATERIAL,
                            source + " holds",
                            block.getType(),
                            "CERTIFICATE REQUEST or CMS");
        };
    }

    private static PemObject block(String pem, Object source) {
        try (var reader = new PemReader(new StringReader(pem))) {
            return Optional.ofNullable(reader.readPemObject())
                    .orElse(new PemObject("no PEM", new byte[0]));
        } catch (IOException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "request", source, "a whole PEM block", e);
        }
    }
}

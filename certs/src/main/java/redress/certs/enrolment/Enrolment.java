package redress.certs.enrolment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.Sha256;
import redress.certs.SpiffeId;
import redress.certs.authority.Authority;
import redress.certs.authority.Generation;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.JoinToken;
import redress.certs.authority.Leaf;
import redress.certs.authority.Stage;
import redress.certs.authority.Validity;

/// Decides whether who asks may have a certificate: by a join token that was handed to them, or by
/// the certificate they have.
///
/// A request gives a key and nothing else; what the certificate says comes from the registration.
public record Enrolment(Authority authority) {
    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A right to enrol this workload once within the time. The text is shown here and never again:
    /// only its SHA-256 is kept.
    public String token(SpiffeId id, Duration life) {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Instant notAfter = authority.now().plus(life);
        authority.joinTokens().keep(new JoinToken(digest(token), id, notAfter));
        return token;
    }

    /// A certificate for who holds the token. The token is spent, also if the request then turns
    /// out to name another workload: whoever tries that does not get a second go.
    ///
    /// It also ends the suspension of a workload that was revoked: making the token was the
    /// decision to have it back.
    public IssuedCertificate join(SigningRequest request, String token) {
        return authority.joinTokens().redeem(digest(token), request.key(), request::requireFor);
    }

    /// A certificate for a fresh key of who holds the key of a live certificate.
    public IssuedCertificate renew(RenewalRequest renewal) {
        Leaf held = requireLive(renewal.signer());
        renewal.request().requireFor(held.id());
        return authority.renew(held, renewal.request().key());
    }

    private Leaf requireLive(X509Certificate signer) {
        if (!Validity.of(signer).holdsAt(authority.now())) {
            throw refused(signer, "one that is valid now; a join token helps: certs token");
        }
        if (authority.revoked().contains(signer.getSerialNumber())) {
            throw new CertsException(
                    Reason.REVOKED,
                    "certificate that signed the request",
                    IssuedCertificate.hex(signer.getSerialNumber()),
                    "one that is not revoked");
        }
        return own(signer);
    }

    /// One that this authority remembers having issued. A signature of an issuing authority is not
    /// enough: who stole its key must not get a genuine certificate of the next one for a forged.
    private Leaf own(X509Certificate signer) {
        String digest = IssuedCertificate.fingerprint(signer);
        Set<Integer> gone =
                authority.generations().stream()
                        .filter(generation -> generation.stage() == Stage.REVOKED)
                        .map(Generation::number)
                        .collect(Collectors.toUnmodifiableSet());
        return authority.leaves().stream()
                .filter(leaf -> leaf.sha256().equals(digest))
                .filter(leaf -> !gone.contains(leaf.generation()))
                .findFirst()
                .orElseThrow(
                        () -> refused(signer, "a workload's certificate that was issued here"));
    }

    private static CertsException refused(X509Certificate signer, String expected) {
        return new CertsException(
                Reason.NOT_ENTITLED,
                "certificate that signed the request",
                IssuedCertificate.hex(signer.getSerialNumber()),
                expected);
    }

    private static String digest(String token) {
        return Sha256.of(token.strip().getBytes(US_ASCII));
    }
}

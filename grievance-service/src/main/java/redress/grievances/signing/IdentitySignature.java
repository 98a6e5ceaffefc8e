package redress.grievances.signing;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import redress.grievances.receipts.SignsReceipts;
import redress.mesh.identity.IdentitySource;

/// Signs with the certificate that the service has now. It lives an hour: whoever checks later asks
/// whether it was valid when the receipt was issued (`iat`).
@ApplicationScoped
public class IdentitySignature implements SignsReceipts {
    private static final int P384 = 384;

    private final IdentitySource identity;

    IdentitySignature(IdentitySource identity) {
        this.identity = identity;
    }

    @Override
    public String sign(Map<String, Object> claims) {
        var own = identity.current();
        return sign(claims, own.key(), own.chain());
    }

    static String sign(Map<String, Object> claims, PrivateKey key, List<X509Certificate> chain) {
        var signature = new JsonWebSignature();
        signature.setPayload(JsonUtil.toJson(claims));
        signature.setAlgorithmHeaderValue(algorithm(key));
        signature.setCertificateChainHeaderValue(chain.toArray(X509Certificate[]::new));
        signature.setKey(key);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("receipt: can't be signed", e);
        }
    }

    // RFC 7518 and RFC 8037.
    private static String algorithm(PrivateKey key) {
        return switch (key) {
            case ECPrivateKey curve ->
                    curve.getParams().getOrder().bitLength() == P384 ? "ES384" : "ES256";
            case PrivateKey other when other.getAlgorithm().equals("RSA") -> "PS256";
            case PrivateKey _ -> "EdDSA";
        };
    }
}

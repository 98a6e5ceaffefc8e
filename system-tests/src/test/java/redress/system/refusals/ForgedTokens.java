package redress.system.refusals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import redress.system.mesh.RealmKey;
import redress.system.mesh.TestMesh;

/// Tokens as an attacker would like to make them, some even with the realm's own key.
final class ForgedTokens {
    private final KeyPair realm;
    private final ObjectNode header;
    private final ObjectNode claims;

    /// @param genuine a token that the mesh accepts
    ForgedTokens(TestMesh mesh, String genuine) {
        this.realm = RealmKey.of(mesh).pair();
        String[] parts = genuine.split("\\.", -1);
        this.header = RealmKey.decoded(parts[0]);
        this.claims = RealmKey.decoded(parts[1]);
    }

    /// Claims changed, signed with the realm's key as if the realm had said so.
    String signed(Consumer<ObjectNode> change) {
        var changed = claims.deepCopy();
        change.accept(changed);
        return RealmKey.signed(header, changed, realm.getPrivate());
    }

    /// The signature of another key, under the name of the realm's.
    String signedByAnother() {
        return RealmKey.signed(header, claims, another());
    }

    /// The signature of another key, under a name that the realm does not know.
    String signedByUnknown() {
        return RealmKey.signed(header.deepCopy().put("kid", "unknown"), claims, another());
    }

    private static PrivateKey another() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// No signature at all, and the header says so.
    String unsigned() {
        var none = header.deepCopy().put("alg", "none");
        return body(none, claims) + ".";
    }

    /// Signed with the public key as if it were a shared secret.
    String signedWithThePublicKey() {
        String body = body(header.deepCopy().put("alg", "HS256"), claims);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(realm.getPublic().getEncoded(), "HmacSHA256"));
            return body + "." + RealmKey.url(mac.doFinal(body.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Other claims under the signature of a genuine token.
    static String tampered(String genuine, Consumer<ObjectNode> change) {
        String[] parts = genuine.split("\\.", -1);
        var changed = RealmKey.decoded(parts[1]);
        change.accept(changed);
        return parts[0] + "." + RealmKey.encoded(changed) + "." + parts[2];
    }

    private static String body(ObjectNode header, ObjectNode claims) {
        return RealmKey.encoded(header) + "." + RealmKey.encoded(claims);
    }
}

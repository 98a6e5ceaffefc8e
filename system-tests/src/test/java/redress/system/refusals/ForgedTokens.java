package redress.system.refusals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Properties;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import redress.system.mesh.TestMesh;

/// Tokens as an attacker would like to make them, some even with the realm's own key, which only
/// this test can read: from the database below Keycloak.
final class ForgedTokens {
    private static final JsonMapper JSON = new JsonMapper();

    private final KeyPair realm;
    private final ObjectNode header;
    private final ObjectNode claims;

    /// @param genuine a token that the mesh accepts
    ForgedTokens(TestMesh mesh, String genuine) {
        this.realm = realmKey(mesh);
        String[] parts = genuine.split("\\.", -1);
        this.header = decoded(parts[0]);
        this.claims = decoded(parts[1]);
    }

    /// Claims changed, signed with the realm's key as if the realm had said so.
    String signed(Consumer<ObjectNode> change) {
        var changed = claims.deepCopy();
        change.accept(changed);
        return rs256(header, changed, realm.getPrivate());
    }

    /// Claims changed, the signature of another key.
    String signedByAnother() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return rs256(header, claims, generator.generateKeyPair().getPrivate());
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
            return body + "." + url(mac.doFinal(body.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Other claims under the signature of a genuine token.
    static String tampered(String genuine, Consumer<ObjectNode> change) {
        String[] parts = genuine.split("\\.", -1);
        var changed = decoded(parts[1]);
        change.accept(changed);
        return parts[0] + "." + encoded(changed) + "." + parts[2];
    }

    private static String rs256(ObjectNode header, ObjectNode claims, PrivateKey key) {
        String body = body(header, claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(body.getBytes(StandardCharsets.US_ASCII));
            return body + "." + url(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(ObjectNode header, ObjectNode claims) {
        return encoded(header) + "." + encoded(claims);
    }

    private static String encoded(ObjectNode node) {
        return url(node.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode decoded(String part) {
        try {
            return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair realmKey(TestMesh mesh) {
        Path identity = mesh.home().infrastructure("keycloak");
        String address =
                "jdbc:postgresql://localhost:%d/keycloak?sslmode=verify-full&sslcert=%s&sslkey=%s&sslrootcert=%s"
                        .formatted(
                                mesh.local().ports().postgres().number(),
                                identity.resolve("tls.crt"),
                                identity.resolve("tls.pk8"),
                                identity.resolve("bundle.pem"));
        var user = new Properties();
        user.setProperty("user", "keycloak");
        String query =
                """
                SELECT config.value FROM component_config config
                JOIN component ON component.id = config.component_id
                JOIN realm ON realm.id = component.realm_id
                WHERE realm.name = 'redress' AND component.provider_id = 'rsa-generated'
                    AND config.name = 'privateKey'
                """;
        try (var connection = DriverManager.getConnection(address, user);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return pair(Base64.getMimeDecoder().decode(rows.getString(1)));
        } catch (SQLException | IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the realm's key can't be read", e);
        }
    }

    // Keycloak stores PKCS#1, the JDK reads PKCS#8.
    private static KeyPair pair(byte[] pkcs1) throws IOException, GeneralSecurityException {
        var algorithm =
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        byte[] pkcs8 = new PrivateKeyInfo(algorithm, RSAPrivateKey.getInstance(pkcs1)).getEncoded();
        var factory = KeyFactory.getInstance("RSA");
        var key =
                (RSAPrivateCrtKey)
                        factory.generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(pkcs8));
        PublicKey open =
                factory.generatePublic(
                        new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return new KeyPair(open, key);
    }
}

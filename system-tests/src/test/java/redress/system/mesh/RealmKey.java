package redress.system.mesh;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Properties;
import java.util.function.Consumer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/// The realm's own key, which only these tests can read: from the database below Keycloak. With it
/// a token says whatever a test needs, as if the realm had said so.
///
/// @param pair the key
public record RealmKey(KeyPair pair) {
    private static final JsonMapper JSON = new JsonMapper();

    /// The key that the realm was made with.
    public static RealmKey of(TestMesh mesh) {
        return new RealmKey(read(mesh));
    }

    /// A token with other claims.
    public String resigned(String genuine, Consumer<ObjectNode> change) {
        String[] parts = genuine.split("\\.", -1);
        ObjectNode claims = decoded(parts[1]);
        change.accept(claims);
        return signed(decoded(parts[0]), claims, pair.getPrivate());
    }

    /// Header and claims with the signature (RS256) of any key.
    public static String signed(ObjectNode header, ObjectNode claims, PrivateKey key) {
        String body = encoded(header) + "." + encoded(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(body.getBytes(StandardCharsets.US_ASCII));
            return body + "." + url(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A part of a token as JSON.
    public static ObjectNode decoded(String part) {
        try {
            return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// When a token ends by its own words.
    static Instant expires(String token) {
        return Instant.ofEpochSecond(decoded(token.split("\\.", -1)[1]).path("exp").asLong());
    }

    /// JSON as a part of a token.
    public static String encoded(ObjectNode node) {
        return url(node.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Base64url without padding.
    public static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair read(TestMesh mesh) {
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
        var key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        PublicKey open =
                factory.generatePublic(
                        new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return new KeyPair(open, key);
    }
}

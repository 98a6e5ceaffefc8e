package redress.mesh.identity;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/// Makes PKCS#8 (RFC 5958) of the older forms that plain openssl and cert-manager write: PKCS#1 for
/// RSA, SEC 1 for EC. Which algorithm and curve it is, the public half says.
final class PrivateKeyForms {

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION = {2, 1, 0};

    private PrivateKeyForms() {}

    static byte[] pkcs8(byte[] key, PublicKey publicKey) {
        byte[] algorithm = algorithm(publicKey.getEncoded());
        var inner = new ByteArrayOutputStream();
        inner.writeBytes(VERSION);
        inner.writeBytes(algorithm);
        inner.writeBytes(tagged(OCTETS, key));
        return tagged(SEQUENCE, inner.toByteArray());
    }

    /// The first element of a SubjectPublicKeyInfo. It is shorter than 128 bytes.
    private static byte[] algorithm(byte[] publicKey) {
        int start = 2 + lengthOfLength(publicKey[1]);
        return Arrays.copyOfRange(publicKey, start, start + 2 + publicKey[start + 1]);
    }

    private static int lengthOfLength(byte first) {
        return first >= 0 ? 0 : first & 0x7f;
    }

    private static byte[] tagged(int tag, byte[] content) {
        var all = new ByteArrayOutputStream();
        all.write(tag);
        if (content.length < 128) {
            all.write(content.length);
        } else {
            int octets = content.length < 256 ? 1 : 2;
            all.write(0x80 | octets);
            if (octets == 2) {
                all.write(content.length >> 8);
            }
            all.write(content.length);
        }
        all.writeBytes(content);
        return all.toByteArray();
    }
}

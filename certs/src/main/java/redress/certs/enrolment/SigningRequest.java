package redress.certs.enrolment;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.SpiffeId;

/// A PKCS#10 request (RFC 2986) whose sender has proven to hold the private key.
///
/// Only [#key] is for use. The names are kept to see a request that was meant for another workload;
/// all else that it asks (DNS names, cA, usages) is not even read.
///
/// @param uris the URI names it asks for
public record SigningRequest(PublicKey key, List<String> uris) implements Request {
    public SigningRequest {
        uris = List.copyOf(uris);
    }

    /// The request in DER, signed by the private key.
    public static byte[] make(SpiffeId id, KeyPair keys) {
        try {
            var name = new GeneralName(GeneralName.uniformResourceIdentifier, id.toString());
            var names =
                    new Extension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(name).getEncoded());
            var signer =
                    new JcaContentSignerBuilder(KeyAlgorithm.of(keys.getPublic()).signatureName())
                            .build(keys.getPrivate());
            return new JcaPKCS10CertificationRequestBuilder(
                            new X500Principal("CN=" + id.workloadName()), keys.getPublic())
                    .addAttribute(
                            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new Extensions(names))
                    .build(signer)
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("this JVM cannot sign a request", e);
        }
    }

    /// Reads DER; refuses a key of another algorithm than the four and one that did not sign the
    /// request. `source` names it in a refusal.
    public static SigningRequest read(byte[] der, Object source) {
        try {
            var request = new JcaPKCS10CertificationRequest(der);
            PublicKey key = request.getPublicKey();
            KeyAlgorithm.of(key);
            var verifier = new JcaContentVerifierProviderBuilder().build(key);
            if (!request.isSignatureValid(verifier)) {
                throw unproven(source);
            }
            return new SigningRequest(key, urisOf(request));
        } catch (OperatorCreationException | PKCSException | GeneralSecurityException e) {
            throw damaged(source, e);
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            throw damaged(source, e);
        }
    }

    /// Refuses a request that names any workload but this one; naming none is fine.
    public void requireFor(SpiffeId id) {
        if (!uris.stream().allMatch(id.toString()::equals)) {
            throw new CertsException(
                    Reason.NOT_ENTITLED, "URI names of the request", uris, id + ", or none");
        }
    }

    private static List<String> urisOf(PKCS10CertificationRequest request) {
        return Arrays.stream(
                        request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest))
                .flatMap(SigningRequest::urisOf)
                .toList();
    }

    private static Stream<String> urisOf(Attribute attribute) {
        return Arrays.stream(attribute.getAttributeValues())
                .map(Extensions::getInstance)
                .filter(all -> all.getExtension(Extension.subjectAlternativeName) != null)
                .map(all -> GeneralNames.fromExtensions(all, Extension.subjectAlternativeName))
                .flatMap(names -> Arrays.stream(names.getNames()))
                .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                .map(name -> name.getName().toString());
    }

    private static CertsException unproven(Object source) {
        return new CertsException(
                Reason.NOT_ENTITLED,
                "signature of the request",
                source,
                "one made with the private key of the key inside");
    }

    private static CertsException damaged(Object source, Exception cause) {
        return new CertsException(
                Reason.BAD_MATERIAL, "request", source, "a whole PKCS#10 request in PEM", cause);
    }
}

package redress.certs.enrolment;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.workload.WorkloadCredentials;

/// A request for a fresh key, vouched for by the certificate that the workload still has: CMS
/// SignedData (RFC 5652) around PKCS#10.
///
/// That the signer's certificate is of any authority, valid or unrevoked is *not* checked here, nor
/// when it was signed: the workload's clock decides nothing.
///
/// @param request the PKCS#10 inside
/// @param signer whose key signed
public record RenewalRequest(SigningRequest request, X509Certificate signer) implements Request {

    /// The signed request in DER.
    public static byte[] make(byte[] request, WorkloadCredentials current) {
        try {
            X509Certificate leaf = current.leaf();
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build(
                                    KeyAlgorithm.of(leaf.getPublicKey()).signatureName(),
                                    current.key(),
                                    leaf));
            generator.addCertificate(new JcaX509CertificateHolder(leaf));
            return generator.generate(new CMSProcessableByteArray(request), true).getEncoded();
        } catch (OperatorCreationException
                | CMSException
                | GeneralSecurityException
                | IOException e) {
            throw new IllegalStateException("this JVM cannot sign a request", e);
        }
    }

    /// Reads DER; refuses any other number of signers than one, and a signature that is not theirs.
    public static RenewalRequest read(byte[] der, Object source) {
        try {
            var data = new CMSSignedData(der);
            List<SignerInformation> signers = List.copyOf(data.getSignerInfos().getSigners());
            if (signers.size() != 1) {
                throw new CertsException(
                        Reason.BAD_MATERIAL, "signers of " + source, signers.size(), "one");
            }
            X509Certificate signer = certificate(data, signers.getFirst(), source);
            KeyAlgorithm.of(signer.getPublicKey());
            if (!signers.getFirst()
                    .verify(
                            new JcaSimpleSignerInfoVerifierBuilder()
                                    .build(signer.getPublicKey()))) {
                throw unsigned(source);
            }
            byte[] content = (byte[]) data.getSignedContent().getContent();
            return new RenewalRequest(SigningRequest.read(content, source), signer);
        } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
            throw damaged(source, e);
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw damaged(source, e);
        }
    }

    private static X509Certificate certificate(
            CMSSignedData data, SignerInformation signer, Object source)
            throws GeneralSecurityException {
        @SuppressWarnings("unchecked") // a SignerId selects certificates
        Collection<X509CertificateHolder> found =
                data.getCertificates().getMatches(signer.getSID());
        if (found.size() != 1) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "certificates of the signer of " + source,
                    found.size(),
                    "one");
        }
        return new JcaX509CertificateConverter().getCertificate(found.iterator().next());
    }

    private static CertsException unsigned(Object source) {
        return new CertsException(
                Reason.NOT_ENTITLED,
                "signature around the request",
                source,
                "one made with the key of the workload's certificate");
    }

    private static CertsException damaged(Object source, Exception cause) {
        return new CertsException(
                Reason.BAD_MATERIAL, "request", source, "whole CMS SignedData in PEM", cause);
    }
}

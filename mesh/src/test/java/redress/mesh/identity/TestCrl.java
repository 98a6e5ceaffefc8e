package redress.mesh.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// What a list of revoked certificates says. Signed with any key, so that tests can forge one.
public record TestCrl(long number, Instant from, Instant until, Set<BigInteger> revoked) {

    public static TestCrl number(long number) {
        Instant now = Instant.now();
        return new TestCrl(number, now.minusSeconds(10), now.plus(Duration.ofDays(1)), Set.of());
    }

    public TestCrl valid(Instant begin, Instant end) {
        return new TestCrl(number, begin, end, revoked);
    }

    public TestCrl revoking(Set<BigInteger> serials) {
        return new TestCrl(number, from, until, serials);
    }

    public String pem(X509Certificate issuer, KeyPair signer) {
        try {
            return TestAuthority.pem("X509 CRL", signed(issuer, signer).getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509CRL signed(X509Certificate issuer, KeyPair signer)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        var builder = new JcaX509v2CRLBuilder(issuer.getSubjectX500Principal(), Date.from(from));
        builder.setNextUpdate(Date.from(until));
        builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
        revoked.forEach(
                serial -> builder.addCRLEntry(serial, Date.from(from), CRLReason.keyCompromise));
        return new JcaX509CRLConverter()
                .getCRL(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(signer.getPrivate())));
    }
}

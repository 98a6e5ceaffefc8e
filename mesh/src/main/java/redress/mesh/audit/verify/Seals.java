package redress.mesh.audit.verify;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import redress.audit.v1.Block;
import redress.audit.v1.SealedBlock;
import redress.mesh.audit.journal.Signer;

/// The signatures of the blocks of one journal, in their order.
final class Seals {
    private static final int URI_NAME = 6;

    private final Anchors anchors;
    private List<X509Certificate> chain = List.of();
    private boolean trusted;

    Seals(Anchors anchors) {
        this.anchors = anchors;
    }

    /// Returns only if the block was signed by its workload, whose certificate was valid then.
    void verify(SealedBlock sealed, Block block) throws GeneralSecurityException {
        if (block.getCertificatesCount() > 0) {
            chain = certificates(block.getCertificatesList());
            trusted = false;
        }
        if (chain.isEmpty()) {
            throw new CertificateException("no certificate");
        }
        requireSignature(sealed);
        requireWorkload(block.getWorkload());
        requireTrust(Instant.ofEpochMilli(Timestamps.toMillis(block.getSealedAt())));
    }

    private void requireSignature(SealedBlock sealed) throws GeneralSecurityException {
        var key = chain.getFirst().getPublicKey();
        var signature = Signature.getInstance(Signer.algorithm(key));
        signature.initVerify(key);
        signature.update(sealed.getBlock().toByteArray());
        if (!signature.verify(sealed.getSignature().toByteArray())) {
            throw new GeneralSecurityException("the signature does not fit");
        }
    }

    private void requireWorkload(String workload) throws CertificateException {
        X509Certificate leaf = chain.getFirst();
        Collection<List<?>> names = leaf.getSubjectAlternativeNames();
        var uris =
                names == null
                        ? List.of()
                        : names.stream()
                                .filter(name -> name.get(0).equals(URI_NAME))
                                .map(name -> name.get(1))
                                .toList();
        if (leaf.getBasicConstraints() >= 0 || !uris.equals(List.of(workload))) {
            throw new CertificateException("signed by %s (expected: %s)".formatted(uris, workload));
        }
    }

    /// PKIX once for each chain, the dates of its certificates for each block.
    private void requireTrust(Instant at) throws GeneralSecurityException {
        for (X509Certificate each : chain) {
            if (!anchors.roots().contains(each)) {
                each.checkValidity(Date.from(at));
            }
        }
        if (!trusted) {
            anchors.verify(chain, at);
            trusted = true;
        }
    }

    private static List<X509Certificate> certificates(List<ByteString> encoded)
            throws CertificateException {
        var factory = CertificateFactory.getInstance("X.509");
        var certificates = new ArrayList<X509Certificate>();
        for (ByteString each : encoded) {
            var in = new ByteArrayInputStream(each.toByteArray());
            certificates.add((X509Certificate) factory.generateCertificate(in));
        }
        return certificates;
    }
}

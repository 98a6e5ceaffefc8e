package redress.certs.cli;

import java.security.cert.X509Certificate;
import java.util.List;
import redress.certs.AlternativeNames;
import redress.certs.JsonLine;
import redress.certs.KeyAlgorithm;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.Validity;

/// What people ask about a certificate.
record CertificateReport(
        String subject,
        String issuer,
        String serial,
        List<String> uris,
        List<String> dnsNames,
        List<String> ipAddresses,
        Validity validity,
        String algorithm,
        boolean authority,
        String sha256) {

    static CertificateReport of(X509Certificate certificate) {
        return new CertificateReport(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                IssuedCertificate.hex(certificate.getSerialNumber()),
                AlternativeNames.URI.of(certificate),
                AlternativeNames.DNS.of(certificate),
                AlternativeNames.IP.of(certificate),
                Validity.of(certificate),
                KeyAlgorithm.of(certificate.getPublicKey()).label(),
                certificate.getBasicConstraints() >= 0,
                IssuedCertificate.fingerprint(certificate));
    }

    JsonLine json() {
        return new JsonLine()
                .with("subject", subject)
                .with("issuer", issuer)
                .with("serial", serial)
                .with("uris", uris)
                .with("dnsNames", dnsNames)
                .with("ipAddresses", ipAddresses)
                .with("notBefore", validity.notBefore())
                .with("notAfter", validity.notAfter())
                .with("algorithm", algorithm)
                .with("authority", authority)
                .with("sha256", sha256);
    }

    String text() {
        return """
                %s
                  issuer     %s
                  serial     %s
                  uris       %s
                  dns, ip    %s %s
                  valid      %s to %s
                  key        %s
                  authority  %s
                  sha256     %s"""
                .formatted(
                        subject,
                        issuer,
                        serial,
                        uris,
                        dnsNames,
                        ipAddresses,
                        validity.notBefore(),
                        validity.notAfter(),
                        algorithm,
                        authority ? "yes" : "no",
                        sha256);
    }
}

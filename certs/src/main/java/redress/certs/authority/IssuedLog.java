package redress.certs.authority;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redress.certs.AlternativeNames;
import redress.certs.DurableFiles;
import redress.certs.JsonLine;
import redress.certs.KeyAlgorithm;

/// The record of every certificate of an authority, one JSON object a line, only ever added to.
///
/// A certificate is recorded and on the disk before anyone gets it. That the file was not altered
/// since is *not* promised.
record IssuedLog(Path file) {
    private static final String LIFE = "life";
    private static final String SHA_256 = "sha256";

    void append(X509Certificate certificate, Duration life) {
        Validity validity = Validity.of(certificate);
        String line =
                new JsonLine()
                        .with("serial", IssuedCertificate.hex(certificate.getSerialNumber()))
                        .with("spiffeId", String.join(" ", AlternativeNames.URI.of(certificate)))
                        .with("dnsNames", AlternativeNames.DNS.of(certificate))
                        .with("ipAddresses", AlternativeNames.IP.of(certificate))
                        .with("notBefore", validity.notBefore())
                        .with("notAfter", validity.notAfter())
                        .with(LIFE, life)
                        .with("algorithm", KeyAlgorithm.of(certificate.getPublicKey()).label())
                        .with(SHA_256, IssuedCertificate.fingerprint(certificate))
                        .toString();
        DurableFiles.append(file, line + "\n");
    }

    /// The life that was asked for when exactly this certificate was issued; empty if it is not of
    /// this authority.
    Optional<Duration> lifeOf(X509Certificate certificate) {
        return line(certificate)
                .filter(
                        line ->
                                member(line, SHA_256)
                                        .equals(IssuedCertificate.fingerprint(certificate)))
                .map(line -> Duration.parse(member(line, LIFE)));
    }

    private Optional<String> line(X509Certificate certificate) {
        String serial = IssuedCertificate.hex(certificate.getSerialNumber());
        String begin = "{\"serial\":\"" + serial + "\"";
        return DurableFiles.read(file)
                .lines()
                .filter(line -> line.contains(begin))
                .map(line -> line.substring(line.indexOf(begin)))
                .findFirst();
    }

    private static String member(String line, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(line);
        return found.find() ? found.group(1) : "";
    }
}

package redress.system.certificates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import redress.system.mesh.Commands;

/// What Debian's testssl.sh found at one port, as a stranger without a certificate.
///
/// @param port which port
/// @param protocols each protocol and what was said of it
/// @param suites the names of all cipher suites that a handshake succeeded with
/// @param complaints what testssl.sh rates worse than information, in its words
record TlsFindings(
        String port, Map<String, String> protocols, Set<String> suites, List<String> complaints) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Set<String> PROTOCOLS =
            Set.of("SSLv2", "SSLv3", "TLS1", "TLS1_1", "TLS1_2", "TLS1_3");
    private static final Set<String> HARMLESS = Set.of("OK", "INFO", "DEBUG");

    /// Rules of the web that certificates of this mesh break on purpose: they live hours, and a
    /// peer gets the CRL with its bundle, not from an address in a certificate.
    private static final Set<String> WEB_RULES =
            Set.of("cert_expirationStatus", "cert_notAfter", "cert_revocation");

    /// A server of the mesh ends a connection without a certificate as soon as it may, which the
    /// tool's first try sometimes takes for no connection. The checks that count do not.
    private static final Set<String> TOO_EARLY = Set.of("optimal_proto");

    /// Looks at a port; takes some 30 s.
    ///
    /// @param port what the port is for
    /// @param address host and port
    /// @param bundle the roots that the server's certificate must lead to
    /// @param options such as for STARTTLS
    static TlsFindings of(
            String port, String address, Path bundle, Path folder, List<String> options) {
        Path report = folder.resolve(address.replace(':', '-') + ".json");
        var command =
                new ArrayList<>(List.of("testssl", "--warnings", "off", "--quiet", "--color", "0"));
        command.addAll(List.of("--nodns", "none", "--ip", "127.0.0.1"));
        command.addAll(List.of("--connect-timeout", "10", "--openssl-timeout", "10"));
        command.addAll(
                List.of(
                        "--protocols",
                        "--cipher-per-proto",
                        "--server-defaults",
                        "--pfs",
                        "--vulnerable"));
        command.addAll(List.of("--add-ca", bundle.toString(), "--jsonfile", report.toString()));
        command.addAll(options);
        command.add(address);
        var outcome = Commands.run(folder, LIMIT, command);
        try {
            return of(port, JSON.readTree(report.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(outcome.output(), e);
        }
    }

    private static TlsFindings of(String port, JsonNode findings) {
        var protocols = new TreeMap<String, String>();
        var suites = new TreeSet<String>();
        var complaints = new ArrayList<String>();
        for (JsonNode each : findings) {
            String id = each.path("id").asText();
            String finding = each.path("finding").asText();
            if (PROTOCOLS.contains(id)) {
                protocols.put(id, finding);
            } else if (id.startsWith("cipher-")) {
                String[] words = finding.strip().split("\\s+", -1);
                suites.add(words[words.length - 1]);
            }
            String severity = each.path("severity").asText();
            if (!HARMLESS.contains(severity) && !excused(id)) {
                complaints.add(severity + " " + id + ": " + finding);
            }
        }
        return new TlsFindings(port, protocols, suites, complaints);
    }

    private static boolean excused(String id) {
        return WEB_RULES.contains(id) || TOO_EARLY.contains(id);
    }
}

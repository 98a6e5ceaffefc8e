package redress.certs.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redress.certs.SpiffeId;
import redress.certs.authority.IssuedCertificate;

/// What a running workload would write into its folder at a moment.
public record ReportFile(
        SpiffeId workload,
        BigInteger serial,
        List<String> anchors,
        @Nullable String failure,
        Instant at) {

    public ReportFile(SpiffeId workload, BigInteger serial, Instant at) {
        this(workload, serial, List.of(), null, at);
    }

    public ReportFile withFailure(String reason) {
        return new ReportFile(workload, serial, anchors, reason, at);
    }

    public ReportFile withAnchors(List<String> digests) {
        return new ReportFile(workload, serial, digests, failure, at);
    }

    public void write(Path folder) {
        try {
            Files.writeString(
                    folder.resolve("loaded.json"),
                    """
                    {"workload":"%s","pid":1,"serial":"%s","notAfter":"%s","anchors":[%s],
                     "crlNumbers":{},"crlThisUpdate":null,"loadedAt":"%s","failure":%s,
                     "peersByIssuer":{},"writtenAt":"%s"}
                    """
                            .formatted(
                                    workload,
                                    IssuedCertificate.hex(serial),
                                    at,
                                    quoted(anchors),
                                    at,
                                    failure == null ? "null" : quoted(List.of(failure)),
                                    at));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(List<String> values) {
        return String.join(",", values.stream().map(value -> "\"" + value + "\"").toList());
    }
}

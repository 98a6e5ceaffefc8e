package redress.certs.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.Reason;
import redress.certs.SpiffeId;

/// What a running workload says it works with: `loaded.json`, written beside its certificate every
/// 5 s.
///
/// It is the workload's own word: that it is true is *not* promised.
///
/// @param anchors SHA-256 of each root it trusts, 64 hexadecimal digits
/// @param crlIssuers who signed the lists in use
/// @param crlThisUpdate of the newest list in use; empty if it uses none
/// @param loadedAt the last reload that succeeded
/// @param failure why what is on the disk is not in use; empty if it is
/// @param peersByIssuer the names of the peers of its open connections, by who issued their leaves
public record Report(
        SpiffeId workload,
        long pid,
        BigInteger serial,
        Set<String> anchors,
        Set<X500Principal> crlIssuers,
        Optional<Instant> crlThisUpdate,
        Instant loadedAt,
        Optional<String> failure,
        Map<X500Principal, Set<String>> peersByIssuer,
        Instant writtenAt) {

    /// Its name in a workload's folder.
    public static final String FILE = "loaded.json";

    /// An older one is of no running process.
    public static final Duration FRESH = Duration.ofSeconds(30);

    private static final JsonMapper JSON = new JsonMapper();
    private static final int HEXADECIMAL = 16;

    /// The report in a folder; empty if there is none. Refuses one that is damaged.
    public static Optional<Report> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(JSON.readTree(DurableFiles.readOfOthers(file))));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "report", file, "what a workload writes", e);
        }
    }

    /// Whether its process still runs, as far as its age tells.
    public boolean isFresh(Instant now) {
        return !writtenAt.plus(FRESH).isBefore(now);
    }

    private static Report of(JsonNode json) {
        return new Report(
                SpiffeId.parse(json.path("workload").asText()),
                json.path("pid").asLong(),
                new BigInteger(json.path("serial").asText(), HEXADECIMAL),
                Set.copyOf(texts(json.path("anchors"))),
                principals(json.path("crlNumbers").propertyStream().map(Map.Entry::getKey)),
                text(json.path("crlThisUpdate")).map(Instant::parse),
                Instant.parse(json.path("loadedAt").asText()),
                text(json.path("failure")),
                peers(json.path("peersByIssuer")),
                Instant.parse(json.path("writtenAt").asText()));
    }

    private static Set<X500Principal> principals(Stream<String> names) {
        return names.map(X500Principal::new).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<X500Principal, Set<String>> peers(JsonNode byIssuer) {
        return byIssuer.propertyStream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                each -> new X500Principal(each.getKey()),
                                each -> Set.copyOf(texts(each.getValue()))));
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static List<String> texts(JsonNode values) {
        return values.valueStream().map(JsonNode::asText).toList();
    }
}

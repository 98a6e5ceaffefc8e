package redress.certs.authority;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One entry of the signed log.
///
/// @param seq 1, 2, 3 and so on
/// @param user of the operating system, whose process did it
/// @param event such as `issued`
/// @param previous the SHA-256 of the line before it; zeros for the first
/// @param key which key signed it: `1/issuing` is the first generation's
public record LogEntry(
        long seq,
        Instant time,
        String user,
        String event,
        Map<String, String> details,
        String previous,
        String key) {

    public LogEntry {
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }
}

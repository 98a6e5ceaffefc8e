package redress.local.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import redress.local.home.PrivateFiles;

/// What an import has done, kept in a file so that the next run goes on from there.
///
/// Rows done after the last [#save] are sent again by the next run, with the same request ids.
public final class Ledger implements Closeable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path state;
    private final Path rejectsPath;
    private final Rejects rejects;
    private Tally tally;

    private Ledger(Path state, Path rejectsPath, long rejectBytes, Tally tally) {
        this.state = state;
        this.rejectsPath = rejectsPath;
        this.rejects = new Rejects(rejectsPath, rejectBytes);
        this.tally = tally;
    }

    /// Goes on from the state file if there is one.
    ///
    /// @param usual where rejects go if neither an earlier run nor the caller says otherwise
    /// @throws BadInput if an earlier run wrote its rejects elsewhere than the caller wants
    public static Ledger resume(Path state, Path usual, Optional<Path> wanted) {
        if (!Files.exists(state)) {
            return begin(state, wanted.orElse(usual));
        }
        JsonNode kept = read(state);
        Path earlier = Path.of(kept.path("rejects").asText());
        if (wanted.isPresent() && !wanted.get().equals(earlier)) {
            throw new BadInput(
                    "rejects: %s (expected: %s, where this import has begun; or --restart)"
                            .formatted(wanted.get(), earlier));
        }
        long bytes = Files.exists(earlier) ? kept.path("reject_bytes").asLong() : 0;
        return new Ledger(state, earlier, bytes, tally(kept));
    }

    /// Begins anew.
    public static Ledger begin(Path state, Path rejects) {
        PrivateFiles.createFolder(state.resolveSibling(".").normalize());
        return new Ledger(state, rejects, 0, Tally.NONE);
    }

    private static JsonNode read(Path state) {
        try {
            return JSON.readTree(state.toFile());
        } catch (IOException e) {
            throw new BadInput(state + ": unreadable (expected: JSON; or --restart)", e);
        }
    }

    private static Tally tally(JsonNode kept) {
        return new Tally(
                kept.path("rows").asLong(),
                kept.path("stored").asLong(),
                kept.path("rejected").asLong(),
                kept.path("shortened").asLong());
    }

    public Tally tally() {
        return tally;
    }

    public Path rejects() {
        return rejectsPath;
    }

    void stored(int shortened) {
        tally = tally.plusStored(shortened);
    }

    void rejected(long line, String reason) {
        rejects.add(line, reason);
        tally = tally.plusRejected();
    }

    void save() {
        var node = JSON.createObjectNode();
        node.put("rows", tally.rows()).put("stored", tally.stored());
        node.put("rejected", tally.rejected()).put("shortened", tally.shortened());
        node.put("rejects", rejectsPath.toString()).put("reject_bytes", rejects.length());
        try {
            PrivateFiles.write(
                    state, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        rejects.close();
    }
}

package redress.mesh.graphql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// Queries that an installation knows beforehand, by the SHA-256 of their text, hexadecimal.
///
/// @param byHash the texts
/// @param only whether all others are refused
record PersistedQueries(Map<String, String> byHash, boolean only) {
    /// Reads every `.graphql` file of a folder, as it is.
    ///
    /// @throws UncheckedIOException if the folder can't be read: the service must not start
    static PersistedQueries read(Optional<Path> folder, boolean only) {
        var queries = new HashMap<String, String>();
        if (folder.isPresent()) {
            try (var files = Files.newDirectoryStream(folder.get(), "*.graphql")) {
                for (Path file : files) {
                    String text = Files.readString(file);
                    queries.put(hash(text), text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new PersistedQueries(Map.copyOf(queries), only);
    }

    /// The text that a request asks to be executed.
    ///
    /// @throws Refusal if there is none, or it is not among those allowed
    String text(GraphqlRequest request) {
        String query = request.query();
        Optional<String> hash = request.hash();
        if (query == null) {
            return persisted(hash.orElseThrow(PersistedQueries::missing));
        }
        String own = hash(query);
        if (hash.isPresent() && !hash.get().equals(own)) {
            throw Refusal.invalid(
                    "extensions.persistedQuery", "another query (expected: the hash of query)");
        }
        return only ? persisted(own) : query;
    }

    private static Refusal missing() {
        return Refusal.invalid("query", "missing (expected: a GraphQL document)");
    }

    private String persisted(String hash) {
        String text = byHash.get(hash);
        if (text == null) {
            throw new Refusal(
                    Reason.REASON_NOT_FOUND, "query: unknown (expected: a persisted query)");
        }
        return text;
    }

    static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

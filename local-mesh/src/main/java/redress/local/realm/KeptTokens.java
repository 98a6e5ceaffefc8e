package redress.local.realm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import redress.local.home.PrivateFiles;

/// The tokens of people who signed in with a browser: the newest of each, in a private file, until
/// it expires.
///
/// @param folder where the files are
public record KeptTokens(Path folder) {
    // The name becomes that of a file.
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    public void keep(AccessToken token) {
        file(token.username())
                .ifPresent(
                        file ->
                                PrivateFiles.write(
                                        file, token.text().getBytes(StandardCharsets.US_ASCII)));
    }

    /// A token of the user that has reached the level and still counts.
    public Optional<AccessToken> find(String username, int acr, Instant now) {
        return file(username)
                .filter(Files::exists)
                .map(KeptTokens::read)
                .filter(token -> token.acr() >= acr && now.isBefore(token.expires()));
    }

    private Optional<Path> file(String username) {
        return NAME.matcher(username).matches()
                ? Optional.of(folder.resolve(username))
                : Optional.empty();
    }

    private static AccessToken read(Path file) {
        try {
            return AccessToken.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

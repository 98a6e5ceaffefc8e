package redress.decisions.serving;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import redress.decisions.advice.InputDigest;

/// The models of one kind that answer now. An item gets the same one every time and in every
/// process, until a person changes the registry.
///
/// @param <M> what recommends
/// @param serving answers for all items but the canary's
/// @param canary answers for its share
/// @param shadow answers beside, for nobody to see
public record Lineup<M>(Loaded<M> serving, Optional<Canary<M>> canary, Optional<Loaded<M>> shadow) {
    /// A model read from a version; rules alone have no version and no digest.
    public record Loaded<M>(String version, String digest, M model) {}

    /// A model with the share of items that it answers for.
    public record Canary<M>(Loaded<M> loaded, int percent) {}

    static <M> Lineup<M> of(M rulesAlone) {
        return new Lineup<>(new Loaded<>("", "", rulesAlone), Optional.empty(), Optional.empty());
    }

    /// The model that answers for an item.
    public M modelFor(String item) {
        return canary.filter(one -> isOf(one, item)).map(Canary::loaded).orElse(serving).model();
    }

    // Salted with the version: not always the same people are first to get what is new. A larger
    // share keeps the items of a smaller one.
    private static boolean isOf(Canary<?> canary, String item) {
        MessageDigest sha = InputDigest.sha256();
        sha.update(canary.loaded().digest().getBytes(StandardCharsets.UTF_8));
        byte[] hash = sha.digest(item.getBytes(StandardCharsets.UTF_8));
        return Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), 100) < canary.percent();
    }
}

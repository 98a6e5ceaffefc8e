package redress.mesh.attachments;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import redress.access.v1.Reason;
import redress.attachments.v1.AttachmentDetails;
import redress.mesh.access.Refusal;

/// What may be attached.
///
/// @param bytes the longest content
/// @param perItem how many files an item may have; deleted ones do not count
/// @param types media types that are taken
/// @param bytesAtOnce how much of unfinished uploads a process holds in memory
public record AttachmentLimits(long bytes, int perItem, Set<MediaType> types, long bytesAtOnce) {
    // Contents are kept as one array at times.
    private static final long MOST = 512L * 1024 * 1024;

    public AttachmentLimits {
        types = Set.copyOf(types);
        require("redress.attachments.max-bytes", bytes, 1, MOST);
        require("redress.attachments.per-item", perItem, 1, 10_000);
        // One user may take a quarter.
        require("redress.attachments.bytes-at-once", bytesAtOnce, 4 * bytes, Long.MAX_VALUE);
    }

    /// The limits as settings name them.
    ///
    /// @param types names of media types
    /// @throws IllegalArgumentException if a type is none that the service can recognise
    public static AttachmentLimits of(
            long bytes, int perItem, List<String> types, long bytesAtOnce) {
        var known = EnumSet.noneOf(MediaType.class);
        types.forEach(
                type -> known.add(MediaType.named(type).orElseThrow(() -> unknownType(type))));
        return new AttachmentLimits(bytes, perItem, known, bytesAtOnce);
    }

    /// Makes sure that a file of this kind may be attached.
    ///
    /// @throws Refusal with INVALID_REQUEST
    MediaType requireFit(AttachmentDetails details) {
        if (details.getSize() > bytes) {
            throw Refusal.invalid(
                    "details.size", "too long (expected: at most %d bytes)".formatted(bytes));
        }
        return MediaType.named(details.getContentType())
                .filter(types::contains)
                .orElseThrow(
                        () ->
                                Refusal.invalid(
                                        "details.content_type",
                                        "not taken (expected: one of %s)".formatted(names())));
    }

    /// Makes sure that an item may have one more.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION
    void requireRoom(long kept) {
        if (kept >= perItem) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "it has %d files (expected: at most %d)".formatted(kept, perItem));
        }
    }

    private String names() {
        return types.stream().map(MediaType::text).sorted().collect(Collectors.joining(", "));
    }

    private static IllegalArgumentException unknownType(String type) {
        return new IllegalArgumentException(
                "redress.attachments.types: %s (expected: types of MediaType)".formatted(type));
    }

    private static void require(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s: %d (expected: %d to %d)".formatted(setting, value, least, most));
        }
    }
}

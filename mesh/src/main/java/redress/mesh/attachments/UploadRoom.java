package redress.mesh.attachments;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// What has arrived of unfinished uploads: no more than the room holds, and a quarter of it for one
/// user. Where there is none left, those give way that stand still: nobody shuts others out by
/// beginning uploads.
final class UploadRoom {
    private static final int SHARES = 4;

    // Who brings less than this in that time stands still.
    private static final int PROGRESS = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final long size;
    private final InstantSource clock;
    private final Set<Place> places = new HashSet<>();

    /// @param size in bytes
    UploadRoom(long size, InstantSource clock) {
        this.size = size;
        this.clock = clock;
    }

    /// Where one upload keeps what has arrived.
    final class Place {
        private final String user;
        private ByteString content = ByteString.EMPTY;
        private long moved;
        private Instant since = clock.instant();

        private Place(String user) {
            this.user = user;
        }

        /// Takes room for bytes that have arrived.
        ///
        /// @throws Refusal with TOO_MANY_CALLS if there is none, or this one stood still and gave
        ///   way
        void add(ByteString chunk) {
            UploadRoom.this.add(this, chunk);
        }

        /// What has arrived.
        ///
        /// @throws Refusal with TOO_MANY_CALLS if it stood still and gave way
        ByteString content() {
            return UploadRoom.this.content(this);
        }

        /// Gives the room back.
        void leave() {
            UploadRoom.this.leave(this);
        }

        private boolean standsStill(Instant now) {
            return since.plus(PATIENCE).isBefore(now);
        }
    }

    synchronized Place enter(String user) {
        var place = new Place(user);
        places.add(place);
        return place;
    }

    private synchronized void add(Place place, ByteString chunk) {
        requireKept(place);
        if (isFull(place, chunk.size())) {
            makeRoomBeside(place);
        }
        if (isFull(place, chunk.size())) {
            throw tooMany("too many uploads at once (expected: again when others have ended)");
        }
        place.content = place.content.concat(chunk);
        if (place.content.size() - place.moved >= PROGRESS) {
            place.moved = place.content.size();
            place.since = clock.instant();
        }
    }

    private void makeRoomBeside(Place place) {
        Instant now = clock.instant();
        var still = places.stream().filter(each -> each != place && each.standsStill(now)).toList();
        still.forEach(this::leave);
    }

    private synchronized ByteString content(Place place) {
        requireKept(place);
        return place.content;
    }

    private synchronized void leave(Place place) {
        places.remove(place);
        place.content = ByteString.EMPTY;
    }

    private void requireKept(Place place) {
        if (!places.contains(place)) {
            throw tooMany("the upload stood still and gave way to others (expected: again)");
        }
    }

    private boolean isFull(Place place, long bytes) {
        long own =
                places.stream()
                        .filter(each -> each.user.equals(place.user))
                        .mapToLong(each -> each.content.size())
                        .sum();
        return own + bytes > size / SHARES || taken() + bytes > size;
    }

    synchronized long taken() {
        return places.stream().mapToLong(each -> each.content.size()).sum();
    }

    private static Refusal tooMany(String message) {
        return new Refusal(Reason.REASON_TOO_MANY_CALLS, message);
    }
}

package redress.mesh.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

class UploadRoomTest {
    private static final int SHARE = 100 << 10;
    private static final int PROGRESS = 64 << 10;
    private static final Duration LONG = Duration.ofSeconds(31);

    private Instant now = Instant.EPOCH;
    private final UploadRoom room = new UploadRoom(4 * SHARE, () -> now);

    @Test
    void oneUserTakesAQuarterAndAllTogetherTheWhole() {
        for (String user : List.of("a", "b", "c", "d")) {
            room.enter(user).add(bytes(SHARE - 4));
            var second = room.enter(user);
            second.add(bytes(4));
            refused(second, 1);
        }
        refused(room.enter("e"), 1);
        assertThat(room.taken()).isEqualTo(4 * SHARE);
    }

    @Test
    void whatIsGivenBackIsThereForOthers() {
        var first = room.enter("a");
        first.add(bytes(SHARE));
        first.leave();
        first.leave();
        assertThat(room.taken()).isZero();

        room.enter("a").add(bytes(SHARE));
    }

    @Test
    @DisplayName("zero-trust 18: uploads that stand still keep nobody out")
    void whoStandsStillGivesWay() {
        var still = fill();
        now = now.plus(LONG);

        room.enter("e").add(bytes(SHARE));

        assertThat(room.taken()).isEqualTo(SHARE);
        assertThat(still)
                .allSatisfy(
                        place -> {
                            refused(place, 1);
                            assertThatThrownBy(place::content)
                                    .hasMessageContaining("gave way to others");
                        });
    }

    @Test
    void whoStandsStillAndIsInNobodysWayGoesOn() {
        var alone = room.enter("a");
        alone.add(bytes(10));
        now = now.plus(LONG);

        alone.add(bytes(10));

        assertThat(alone.content().size()).isEqualTo(20);
    }

    @Test
    void aDripIsNoProgressAndWhoGoesOnStays() {
        var dripping = room.enter("a");
        var moving = Stream.of("b", "c", "d").map(room::enter).toList();
        dripping.add(bytes(SHARE - 1));
        moving.forEach(each -> each.add(bytes(SHARE - PROGRESS)));
        now = now.plus(LONG);
        dripping.add(bytes(1));
        moving.forEach(each -> each.add(bytes(PROGRESS)));

        room.enter("e").add(bytes(SHARE));

        refused(dripping, 1);
        assertThat(moving).allSatisfy(each -> assertThat(each.content().size()).isEqualTo(SHARE));
    }

    private List<UploadRoom.Place> fill() {
        var places = Stream.of("a", "b", "c", "d").map(room::enter).toList();
        places.forEach(each -> each.add(bytes(SHARE)));
        return places;
    }

    private static ByteString bytes(int count) {
        return ByteString.copyFrom(new byte[count]);
    }

    private static void refused(UploadRoom.Place place, int bytes) {
        assertThatThrownBy(() -> place.add(bytes(bytes)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_TOO_MANY_CALLS));
    }
}

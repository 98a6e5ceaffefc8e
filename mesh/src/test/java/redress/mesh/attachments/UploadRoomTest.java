package redress.mesh.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

class UploadRoomTest {
    private final UploadRoom room = new UploadRoom(40);

    @Test
    void oneUserTakesAQuarterAndAllTogetherTheWhole() {
        for (String user : new String[] {"a", "b", "c", "d"}) {
            room.take(user, 6);
            room.take(user, 4);
            refused(user, 1);
        }
        refused("e", 1);
        assertThat(room.taken()).isEqualTo(40);
    }

    @Test
    void whatIsGivenBackIsThereForOthers() {
        room.take("a", 10);
        room.give("a", 4);
        room.take("a", 4);
        room.give("a", 10);
        room.give("a", 0);

        assertThat(room.taken()).isZero();
    }

    private void refused(String user, long bytes) {
        assertThatThrownBy(() -> room.take(user, bytes))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_TOO_MANY_CALLS));
    }
}

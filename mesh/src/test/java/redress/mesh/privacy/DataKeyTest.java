package redress.mesh.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class DataKeyTest {
    private static final String SECRET = "a secret";
    private static final byte[] PLACE = new Place("cases", "1", "sealed").within("case-service");

    private final DataKey key = DataKey.of(UUID.randomUUID(), new byte[32]);
    private final byte[] sealed = key.seal(SECRET.getBytes(UTF_8), PLACE);

    @Test
    void opensWhatItSealed() {
        assertThat(key.open(sealed, PLACE)).asString(UTF_8).isEqualTo(SECRET);
    }

    @Test
    void sealsTheSameDifferentlyEachTime() {
        assertThat(key.seal(SECRET.getBytes(UTF_8), PLACE)).isNotEqualTo(sealed);
    }

    @Test
    void opensInNoOtherRowColumnTableOrService() {
        refused(new Place("cases", "2", "sealed").within("case-service"));
        refused(new Place("cases", "1", "document").within("case-service"));
        refused(new Place("notes", "1", "sealed").within("case-service"));
        refused(new Place("cases", "1", "sealed").within("grievance-service"));
    }

    @Test
    void opensNothingThatWasAltered() {
        sealed[sealed.length - 1] ^= 1;

        refused(PLACE);
    }

    @Test
    void opensNothingOfAnotherKey() {
        var bare = new byte[32];
        bare[0] = 1;
        var other = DataKey.of(key.id(), bare);

        assertThatThrownBy(() -> other.open(sealed, PLACE))
                .isInstanceOf(IllegalStateException.class);
    }

    private void refused(byte[] place) {
        assertThatThrownBy(() -> key.open(sealed, place))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining(SECRET);
    }
}

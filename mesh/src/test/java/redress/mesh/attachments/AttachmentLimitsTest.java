package redress.mesh.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.attachments.v1.AttachmentDetails;
import redress.mesh.access.Refusal;

class AttachmentLimitsTest {
    private static final List<String> TYPES = List.of("image/png", "text/plain");

    @Test
    void takesWhatFits() {
        var limits = AttachmentLimits.of(10, 2, TYPES, 40);

        assertThat(limits.requireFit(details("image/png", 10))).isEqualTo(MediaType.PNG);
        limits.requireRoom(1);
    }

    @Test
    void refusesWhatDoesNotAndSaysWhatWould() {
        var limits = AttachmentLimits.of(10, 2, TYPES, 40);

        assertThatThrownBy(() -> limits.requireFit(details("image/png", 11)))
                .hasMessageContaining("at most 10 bytes");
        assertThatThrownBy(() -> limits.requireFit(details("image/jpeg", 9)))
                .hasMessageContaining("one of image/png, text/plain");
        assertThatThrownBy(() -> limits.requireRoom(2))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_ILLEGAL_TRANSITION));
    }

    @Test
    void aServiceDoesNotStartWithLimitsThatMakeNoSense() {
        assertThatThrownBy(() -> AttachmentLimits.of(10, 2, List.of("text/html"), 40))
                .hasMessageContaining("redress.attachments.types: text/html");
        assertThatThrownBy(() -> AttachmentLimits.of(0, 2, TYPES, 40))
                .hasMessageContaining("redress.attachments.max-bytes: 0");
        assertThatThrownBy(() -> AttachmentLimits.of(10, 0, TYPES, 40))
                .hasMessageContaining("redress.attachments.per-item: 0");
        assertThatThrownBy(() -> AttachmentLimits.of(10, 2, TYPES, 39))
                .hasMessageContaining("redress.attachments.bytes-at-once: 39");
    }

    private static AttachmentDetails details(String type, long size) {
        return AttachmentDetails.newBuilder().setContentType(type).setSize(size).build();
    }
}

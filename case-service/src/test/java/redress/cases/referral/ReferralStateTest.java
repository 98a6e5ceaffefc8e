package redress.cases.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.cases.referral.ReferralState.Accepted;
import redress.cases.referral.ReferralState.Done;
import redress.cases.referral.ReferralState.Expired;
import redress.cases.referral.ReferralState.InProgress;
import redress.cases.referral.ReferralState.Rejected;
import redress.cases.referral.ReferralState.Requested;
import redress.cases.referral.ReferralState.Revoked;
import redress.cases.v1.Referral;
import redress.mesh.access.Refusal;
import redress.mesh.store.Timeline;

class ReferralStateTest {
    private static final Instant END = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void isTheSameInTheContractAndBack() {
        for (var state :
                List.of(
                        new Requested(),
                        new Accepted(),
                        new InProgress(),
                        new Rejected(),
                        new Done(),
                        new Revoked(),
                        new Expired())) {
            assertThat(ReferralState.of(in(state), END.minusNanos(1))).isEqualTo(state);
        }
    }

    @Test
    void aRequestExpiresOnTheSecondAndNothingElseDoes() {
        assertThat(ReferralState.of(in(new Requested()), END)).isEqualTo(new Expired());
        assertThat(ReferralState.of(in(new Accepted()), END)).isEqualTo(new Accepted());
    }

    @Test
    void whatHasEndedStaysAsItIs() {
        for (var ended : List.of(new Rejected(), new Done(), new Revoked(), new Expired())) {
            assertThat(ended.isOpen()).isFalse();
            List.<Runnable>of(
                            ended::accept,
                            ended::reject,
                            ended::start,
                            ended::finish,
                            ended::revoke,
                            ended::expire)
                    .forEach(ReferralStateTest::refused);
        }
    }

    @Test
    void theReceiverGoesStepByStep() {
        refused(() -> new Requested().start());
        refused(() -> new Requested().finish());
        refused(() -> new Accepted().finish());
        refused(() -> new Accepted().reject());
        assertThat(new Requested().accept().start().finish()).isEqualTo(new Done());
    }

    private static void refused(Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_ILLEGAL_TRANSITION));
    }

    private static Referral in(ReferralState state) {
        var referral = state.applyTo(Referral.getDefaultInstance());
        referral.getDetailsBuilder().setExpiresAt(Timeline.timestamp(END));
        return referral.build();
    }
}

package redress.cases.referral;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import redress.cases.consent.RestsOnConsent;
import redress.cases.v1.Consent;
import redress.cases.v1.Referral;
import redress.mesh.store.Database;
import redress.mesh.store.Transaction;

/// Ends referrals that nobody answered in time, and those whose consent is withdrawn.
@ApplicationScoped
public class EndReferrals implements RestsOnConsent {
    private static final Logger LOG = Logger.getLogger(EndReferrals.class);
    private static final String SERVICE = "case-service";
    private static final int AT_ONCE = 100;

    private final Database database;
    private final Referrals referrals;

    EndReferrals(Database database, Referrals referrals) {
        this.database = database;
        this.referrals = referrals;
    }

    @Override
    public void withdrawn(Transaction transaction, Consent consent) {
        var cases = List.of(UUID.fromString(consent.getCaseId()));
        for (Referral one : referrals.lockOf(transaction, cases)) {
            var state = ReferralState.of(one, transaction.now());
            if (state.isOpen() && one.getDetails().getConsentId().equals(consent.getId())) {
                end(transaction, one, state.revoke(), "revoked");
            }
        }
    }

    /// Notes what has expired. Until then it is answered as expired all the same.
    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void expire() {
        int ended =
                database.asService(
                        SERVICE,
                        transaction -> {
                            var over = referrals.lockExpired(transaction, AT_ONCE);
                            over.forEach(
                                    one ->
                                            end(
                                                    transaction,
                                                    one,
                                                    ReferralState.requested().expire(),
                                                    "expired"));
                            return over.size();
                        });
        if (ended > 0) {
            LOG.infof("referrals expired count=%d", ended);
        }
    }

    private void end(Transaction transaction, Referral one, ReferralState state, String done) {
        var ended = ChangeReferral.next(transaction, state.applyTo(one).build());
        referrals.replace(transaction, ended);
        transaction.record(ChangeReferral.event(ended, done));
    }
}

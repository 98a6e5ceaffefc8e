package redress.mesh.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.access.TokenVerifier;
import redress.mesh.access.Tokens;
import redress.mesh.access.User;
import redress.mesh.access.VerifiedToken;

/// Verifies a token's signature once, by the token's digest, and asks the issuer again whether it
/// still counts: ahead of need and beside the call when the last answer is half a minute old,
/// before the call when it is a minute old. So a revocation is in force after a minute at the
/// latest.
///
/// Without an answer for a minute the token is not believed. A token that was never seen is asked
/// about at once; of many calls with the same token one asks.
@ApplicationScoped
public class ConfirmedTokens implements Tokens {
    static final Duration ASK_AHEAD = Duration.ofSeconds(30);
    static final Duration ASK_BEFORE = Duration.ofSeconds(60);
    static final Duration PAUSE = Duration.ofSeconds(1);
    static final int SIZE = 10_000;
    private static final Logger LOG = Logger.getLogger(ConfirmedTokens.class);

    private final TokenVerifier verifier;
    private final Introspection issuer;
    private final InstantSource clock;
    private final Executor beside;
    private final Cache<String, Confirmed> known;

    @Inject
    ConfirmedTokens(TokenVerifier verifier, Introspection issuer) {
        this(verifier, issuer, InstantSource.system(), Executors.newVirtualThreadPerTaskExecutor());
    }

    /// @param verifier finds out whether a token is genuine
    /// @param issuer says whether it still counts
    /// @param clock the time of everything
    /// @param beside runs what no call waits for
    ConfirmedTokens(
            TokenVerifier verifier, Introspection issuer, InstantSource clock, Executor beside) {
        this.verifier = verifier;
        this.issuer = issuer;
        this.clock = clock;
        this.beside = beside;
        // What has expired is found out when it is used, by the same clock; here it only makes
        // room.
        this.known = Caffeine.newBuilder().maximumSize(SIZE).executor(Runnable::run).build();
    }

    @Override
    public User verify(String token, X509Certificate sender) {
        String key = Digests.ofToken(token);
        Confirmed confirmed = known.getIfPresent(key);
        if (confirmed == null) {
            // Only what is genuine gets in: nobody fills the room with texts of their own.
            var genuine = new Confirmed(withoutText(verifier.verify(token)));
            confirmed = known.get(key, _ -> genuine);
        }
        requireGood(key, token, confirmed);
        requireSender(confirmed.token(), sender);
        return confirmed.token().user().with(token);
    }

    /// How many tokens are known now.
    long size() {
        known.cleanUp();
        return known.estimatedSize();
    }

    private static VerifiedToken withoutText(VerifiedToken verified) {
        return new VerifiedToken(
                verified.user().with(""), verified.expires(), verified.thumbprint());
    }

    private void requireGood(String key, String token, Confirmed confirmed) {
        Instant now = clock.instant();
        if (!now.isBefore(confirmed.token().expires())) {
            known.invalidate(key);
            throw invalid();
        }
        if (confirmed.isOlderThan(ASK_BEFORE, now)) {
            askBefore(key, token, confirmed);
        } else if (confirmed.isOlderThan(ASK_AHEAD, now) && confirmed.askAhead()) {
            beside.execute(() -> askAhead(key, token, confirmed));
        }
        if (confirmed.isWithdrawn()) {
            throw invalid();
        }
    }

    private void askBefore(String key, String token, Confirmed confirmed) {
        confirmed.asking().lock();
        try {
            Instant now = clock.instant();
            if (confirmed.isWithdrawn() || !confirmed.isOlderThan(ASK_BEFORE, now)) {
                return;
            }
            if (confirmed.wasUnanswered(PAUSE, now)) {
                throw unanswered();
            }
            ask(key, token, confirmed, now);
        } catch (UnansweredException e) {
            LOG.warnf("A token can't be confirmed cause=%s", e);
            confirmed.unanswered(clock.instant());
            throw unanswered();
        } finally {
            confirmed.asking().unlock();
        }
    }

    private void askAhead(String key, String token, Confirmed confirmed) {
        try {
            ask(key, token, confirmed, clock.instant());
        } catch (RuntimeException e) {
            LOG.warnf("A token could not be confirmed yet cause=%s", e);
        } finally {
            confirmed.askedAhead();
        }
    }

    private void ask(String key, String token, Confirmed confirmed, Instant now) {
        if (issuer.isActive(token)) {
            confirmed.confirm(now);
        } else {
            confirmed.withdraw();
            known.invalidate(key);
        }
    }

    private static Refusal unanswered() {
        return new Refusal(
                Reason.REASON_UNAVAILABLE, "tokens can't be confirmed now: try again later");
    }

    // A system's token is worth nothing in other hands: it must be bound, and to its sender.
    private static void requireSender(VerifiedToken token, X509Certificate sender) {
        boolean bound = token.thumbprint().isPresent();
        if (token.user().isSystem() && !bound) {
            throw invalid();
        }
        if (bound && !token.thumbprint().get().equals(Digests.ofCertificate(sender))) {
            throw invalid();
        }
    }

    private static Refusal invalid() {
        return new Refusal(Reason.REASON_TOKEN_INVALID, "the token is not valid here and now");
    }
}
